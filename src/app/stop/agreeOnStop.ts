// Shows which jobs would be stopped, lets the user leave some out, and has a number typed where it is not the local engine.
import { AppError } from '../../core/errors';
import type { JobSummary } from '../../core/job';
import { shownStatus } from '../../core/shownStatus';
import { connectionName } from '../connectionText';
import { nameOf } from '../runPanel/viewModel';
import type { Services } from '../services';
import type { Session } from '../session';
import { jobIcon, statusLabel } from '../tree/statusText';

export type StopServices = Pick<Services, 'ui' | 't'>;

/** @throws UserCancelled */
export async function agreeOnStop<T extends JobSummary>(
  jobs: readonly T[],
  { connection }: Session,
  { ui, t }: StopServices,
): Promise<readonly T[]> {
  const chosen = await ui.pickMany(
    jobs.map((job) => {
      const status = shownStatus(job);
      const size = job.array?.size;
      return {
        label: nameOf(job),
        description: [statusLabel(status), ...(size === undefined ? [] : [t('{0} children', size)]), job.jobId].join(
          ' · ',
        ),
        icon: jobIcon(status).name,
        isPreselected: true,
        value: job,
      };
    }),
    {
      title: t('Stop Jobs: {0}', countsText(jobs)),
      placeholder: t('Enter stops what is ticked; untick what is to go on'),
    },
  );
  if (chosen.length === 0) throw new AppError('invalid', t('Nothing was ticked: no job is stopped.'));
  if (connection.kind === 'local') return chosen;
  const count = String(chosen.length);
  await ui.input({
    title: t('Stop {0} jobs on {1}?', chosen.length, connectionName(connection, t)),
    prompt: t('Children are stopped with their array; nothing brings a job back. Type {0} to stop them.', count),
    validate: (value) => (value.trim() === count ? undefined : t('Type {0}, or press Escape.', count)),
  });
  return chosen;
}

/** `1,800 running · 200 runnable` */
function countsText(jobs: readonly JobSummary[]): string {
  const counts = new Map<string, number>();
  for (const job of jobs) counts.set(shownStatus(job), (counts.get(shownStatus(job)) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${statusLabel(status)}`).join(' · ');
}
