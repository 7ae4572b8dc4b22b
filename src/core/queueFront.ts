// The head of a job queue: which RUNNABLE jobs come next.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_GetJobQueueSnapshot.html

export type QueueFront = {
  /** The next one first; AWS tells of 100 at most. `since`: when it came to this place, in ms since 1970. */
  readonly jobs: readonly { readonly jobId: string; readonly since?: number }[];
  /** What the jobs of the queue that run now use together; undefined where it is not told. */
  readonly usedVcpus?: number;
  /** Of a fair-share queue: what each share uses now; AWS tells of the 20 that use most. */
  readonly shares?: readonly { readonly shareIdentifier: string; readonly usedVcpus: number }[];
};
