// The newest that is known of each job: lists and descriptions are looked at at different times.
import type { JobSummary } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';

type Known = { readonly summary: JobSummary; readonly askedAt: number };

export class LatestJobs {
  private readonly known = new Map<string, Known>();
  private readonly stopping = new Set<string>();

  /** @param askedAt when the answer was asked for, in milliseconds since 1970 */
  note(summaries: readonly JobSummary[], askedAt: number): void {
    for (const summary of summaries) {
      const last = this.known.get(summary.jobId);
      if (last === undefined || isNewer(last, summary, askedAt)) this.known.set(summary.jobId, { summary, askedAt });
    }
  }

  get(jobId: string): JobSummary | undefined {
    const summary = this.known.get(jobId)?.summary;
    if (summary === undefined || isTerminal(summary.status) || !this.stopping.has(jobId)) return summary;
    return { ...summary, isStopping: true };
  }

  /** They were terminated: lists may tell of it a moment later, or not at all. */
  noteStopping(jobIds: readonly string[]): void {
    for (const id of jobIds) this.stopping.add(id);
  }

  /** Forgets the others. */
  keep(isKept: (jobId: string) => boolean): void {
    for (const id of this.known.keys()) if (!isKept(id)) this.known.delete(id);
    for (const id of this.stopping) if (!isKept(id)) this.stopping.delete(id);
  }
}

/** The end of a job is its last word, whatever an older list still says. */
function isNewer(last: Known, summary: JobSummary, askedAt: number): boolean {
  const [wasFinal, isFinal] = [isTerminal(last.summary.status), isTerminal(summary.status)];
  if (wasFinal !== isFinal) return isFinal;
  return askedAt >= last.askedAt;
}
