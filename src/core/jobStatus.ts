// The states of a job.
// https://docs.aws.amazon.com/batch/latest/userguide/job_states.html

export const jobStatuses = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'] as const;

export type KnownJobStatus = (typeof jobStatuses)[number];

/** One of the seven, or a word that a newer API has learnt meanwhile. */
export type JobStatus = KnownJobStatus | (string & Record<never, never>);

/** SUCCEEDED and FAILED are final. */
export function isTerminal(status: JobStatus): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}
