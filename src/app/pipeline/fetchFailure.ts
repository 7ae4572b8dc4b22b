// What a failed job says of its failure: its description and the end of its log.
import type { Job } from '../../core/job';
import type { LogEvent } from '../../core/logEvent';
import { fetchLastLines } from '../logTail';
import type { BatchPort, LogsPort } from '../ports';

export type Failure = {
  readonly job: Job;
  /** The last lines of the last attempt; none when it wrote none or its log goes elsewhere. */
  readonly lastLines: readonly LogEvent[];
};

/** Undefined when the service does not know the job any longer. */
export async function fetchFailure(
  jobId: string,
  ports: { readonly batch: BatchPort; readonly logs: LogsPort },
  maxLines: number,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const [job] = await ports.batch.describeJobs([jobId], signal);
  if (job === undefined) return undefined;
  const { logGroupName, logStreamName = job.attempts.at(-1)?.logStreamName } = job;
  if (logGroupName === undefined || logStreamName === undefined) return { job, lastLines: [] };
  return { job, lastLines: await fetchLastLines(ports.logs, { logGroupName, logStreamName }, maxLines, signal) };
}
