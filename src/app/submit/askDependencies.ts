// Lets the user choose, among the recent jobs of a queue, those that a job waits for.
import { isTerminal } from '../../core/jobStatus';
import { AppError } from '../../core/errors';
import type { JobFormField } from './jobFormField';

/** https://docs.aws.amazon.com/batch/latest/userguide/job_dependencies.html */
const maxDependencies = 20;
/** A filter needs a value: no job is older than AWS Batch itself. */
const beforeAwsBatch = Date.UTC(2016, 11, 1);

export const askDependencies: JobFormField['ask'] = async (form, options, { services: { ui, t }, session }) => {
  const jobs = await recentJobs(form.jobQueue ?? '', session);
  const listed = new Set(jobs.map(({ jobId }) => jobId));
  const kept = form.dependsOn.filter(({ jobId }) => !listed.has(jobId));
  if (jobs.length === 0) return form;
  const chosen = new Set(form.dependsOn.map(({ jobId }) => jobId));
  for (;;) {
    const picked = await ui.pickMany(
      jobs.map((job) => ({
        label: job.jobName,
        description: [job.status, job.jobId].join(' · '),
        isPreselected: chosen.has(job.jobId),
        value: { jobId: job.jobId, jobName: job.jobName },
      })),
      { ...options, placeholder: t('Jobs that must succeed first; none: it need not wait') },
    );
    const dependsOn = [...kept, ...picked];
    if (dependsOn.length <= maxDependencies) return { ...form, dependsOn };
    ui.warn(t('A job can wait for {0} others at most.', maxDependencies));
  }
};

/** A failed one would make the job fail at once. */
async function recentJobs(
  jobQueue: string,
  { batch, signal }: Parameters<JobFormField['ask']>[2]['session'],
): Promise<readonly { readonly jobId: string; readonly jobName: string; readonly status: string }[]> {
  try {
    const { items } = await batch.fetchJobPage({ jobQueue, createdAfter: beforeAwsBatch }, {}, signal);
    const usable = items.filter(({ status }) => status !== 'FAILED');
    return [...usable].sort((one, other) => Number(isTerminal(one.status)) - Number(isTerminal(other.status)));
  } catch (cause) {
    // Who may not list can still submit.
    if (cause instanceof AppError && cause.kind === 'denied') return [];
    throw cause;
  }
}
