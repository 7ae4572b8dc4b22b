// Tells which children of a run failed, why, and what one of them said last.
import { fetchFailure } from '../app/pipeline/fetchFailure';
import type { FailedChild } from '../app/pipeline/failedChildren';
import type { Run } from '../app/pipeline/runRequest';
import type { RunSnapshot } from '../app/pipeline/watchRun';
import type { BatchPort, LogsPort } from '../app/ports';
import type { PipelinePlan } from '../core/pipelinePlan';

const childrenListed = 10;
const logLines = 20;

export async function failureReport(
  run: Run,
  { split, merge, failedChildren }: RunSnapshot,
  plan: PipelinePlan,
  skipBlank: boolean,
  ports: { readonly batch: BatchPort; readonly logs: LogsPort },
  signal: AbortSignal,
): Promise<string> {
  const [first] = failedChildren;
  if (split.status !== 'FAILED' || first === undefined) {
    const job = split.status === 'FAILED' ? split : merge;
    return [`${job.jobName} failed: ${job.statusReason ?? 'no reason given'}`, ...(await logOf(job.jobId))].join('\n');
  }
  // Blank lines that are skipped have no number.
  const noun = skipBlank && plan.blankLines > 0 ? 'item' : 'line';
  const shown = failedChildren.slice(0, childrenListed);
  const rest = split.counts.FAILED - shown.length;
  return [
    `${split.counts.FAILED} of ${run.childCount} ${run.childCount === 1 ? 'child' : 'children'} failed:`,
    ...shown.map((child) => `  ${describeChild(child, plan, noun)}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(await logOf(first.jobId, `child ${first.child}`)),
  ].join('\n');

  async function logOf(jobId: string, name = 'the job'): Promise<readonly string[]> {
    const failure = await fetchFailure(jobId, ports, logLines, signal);
    if (failure === undefined || failure.lastLines.length === 0) return [`There is nothing in the log of ${name}.`];
    return [`The log of ${name} ends with:`, ...failure.lastLines.map(({ message }) => `  | ${message}`)];
  }
}

/** `child 3 (line 4): exit code 2, Essential container in task exited`. */
function describeChild(
  { child, exitCode, statusReason, reason }: FailedChild,
  plan: PipelinePlan,
  noun: string,
): string {
  const first = child * plan.linesPerChild + 1;
  const last = Math.min(first + plan.linesPerChild - 1, plan.lineCount);
  const lines = first === last ? `${noun} ${first}` : `${noun}s ${first} to ${last}`;
  const why = [exitCode === undefined ? undefined : `exit code ${exitCode}`, statusReason, reason];
  return `child ${child} (${lines}): ${why.filter((text) => text !== undefined && text !== '').join(', ')}`;
}
