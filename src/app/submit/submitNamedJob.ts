// Submits a job under a name of the user's choice, which other jobs may have too: once, whatever becomes of the answer.
import { AppError } from '../../core/errors';
import { neverAborted } from '../pipeline/neverAborted';
import type { SubmittedJob } from '../pipeline/runRequest';
import { type SubmitPorts, trySubmit, unknownOutcome } from '../pipeline/submitOnce';
import type { SubmitJobRequest } from '../ports';

/** Lists lag behind. */
const lookUpDelaysMs = [0, 1000, 2000, 4000];
/** The clock of this machine may be so much ahead of that of AWS. */
const clockDriftMs = 2000;

/**
 * When the answer is lost, a job of this name that has come to the queue since is taken for it; nothing is sent twice.
 * The signal stops what waits, never the call: its outcome must be known.
 * @throws AppError; with `isAnswerLost` when it is not known whether the job was made.
 */
export async function submitNamedJob(
  request: SubmitJobRequest,
  ports: SubmitPorts,
  signal: AbortSignal,
): Promise<SubmittedJob> {
  const startedAt = ports.clock.now();
  const outcome = await trySubmit(request, ports, signal);
  if (!(outcome instanceof AppError)) return outcome;
  for (const delayMs of lookUpDelaysMs) {
    await ports.clock.sleep(delayMs, neverAborted);
    const found = await jobsSince(startedAt - clockDriftMs, request, ports, outcome);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
  }
  throw unknownOutcome(request, outcome);
}

async function jobsSince(
  since: number,
  { jobQueue, jobName }: SubmitJobRequest,
  { batch }: SubmitPorts,
  lost: AppError,
): Promise<readonly SubmittedJob[]> {
  const jobs: SubmittedJob[] = [];
  try {
    for await (const page of batch.listJobs({ jobQueue, jobName }, neverAborted)) {
      const young = page.filter((job) => job.jobName === jobName && (job.createdAt ?? 0) >= since);
      jobs.push(...young.map(({ jobId }) => ({ jobId, jobName })));
      // Newest first: what follows is older.
      if (young.length < page.length) break;
    }
  } catch (cause) {
    // Whatever lost the answer may still last; the next look may succeed.
    if (!(cause instanceof AppError)) throw cause;
    if (cause.kind === 'denied') throw unknownOutcome({ jobQueue, jobName }, lost, cause);
  }
  return jobs;
}
