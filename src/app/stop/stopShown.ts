// Stops jobs under the eyes of the user: with progress and Cancel, shown as stopping at once, and what went wrong is named.
import { AppError } from '../../core/errors';
import type { SubmittedJob } from '../pipeline/runRequest';
import { describeStillRunning } from '../pipeline/stopRun';
import type { Services } from '../services';
import type { Session } from '../session';
import { type StopOutcome, stopMany } from './stopMany';

export type StopShownServices = Pick<Services, 'ui' | 't' | 'explorer' | 'clock' | 'log'>;

/** The message names so many; the log has them all. */
const maxNamed = 5;

/** @throws AppError that names what could not be stopped */
export async function stopShown(
  jobs: readonly SubmittedJob[],
  session: Session,
  services: StopShownServices,
): Promise<void> {
  const { ui, t, explorer, clock } = services;
  const ports = { batch: session.batch, clock };
  const outcome = await ui.withProgress(t('Stopping {0} jobs', jobs.length), (progress, cancel) =>
    stopMany(jobs, t('Stopped by the user'), ports, AbortSignal.any([cancel, session.signal]), (stopped, answered) => {
      explorer.noteStopping(stopped.map(({ jobId }) => jobId));
      progress.report(t('{0} of {1}', answered, jobs.length), (answered / jobs.length) * 100);
    }),
  );
  explorer.refresh();
  tell(jobs, outcome, services);
}

function tell(
  jobs: readonly SubmittedJob[],
  { stopped, failed, untried }: StopOutcome,
  { ui, t, log }: StopShownServices,
): void {
  const [first] = failed;
  if (first === undefined && untried.length === 0) {
    const [only] = jobs;
    ui.inform(
      only !== undefined && jobs.length === 1
        ? t('{0} is being stopped.', only.jobName)
        : t('{0} jobs are being stopped.', jobs.length),
    );
    return;
  }
  const rest = untried.length === 0 ? [] : [t('{0} were not tried and go on.', untried.length)];
  const counts = t('{0} of {1} jobs are being stopped.', stopped.length, jobs.length);
  if (first === undefined) {
    ui.warn([counts, ...rest].join(' '));
    return;
  }
  for (const failure of failed) log.warn(describeStillRunning(failure));
  const named = failed.slice(0, maxNamed).map(describeStillRunning);
  const more = failed.length > maxNamed ? [t('The log names {0} others.', failed.length - maxNamed)] : [];
  const head = jobs.length === 1 ? [] : [counts];
  throw new AppError(first.cause.kind, [...head, ...named, ...more, ...rest].join(' '), { cause: first.cause });
}
