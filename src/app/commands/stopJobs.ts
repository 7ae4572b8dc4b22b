// Stops the jobs of a queue, of one of its states or of an array that have not ended, chosen by state and name.
import { nameOfArn } from '../../core/arn';
import { AppError } from '../../core/errors';
import { mergesFirst } from '../pipeline/runOfJob';
import type { Services } from '../services';
import { type ActiveJobsOf, activeJobs, activeStatuses, maxActiveJobs } from '../stop/activeJobs';
import { agreeOnStop } from '../stop/agreeOnStop';
import { stopShown } from '../stop/stopShown';
import { inSession } from '../submit/inSession';
import type { Node, NodeOf } from '../tree/node';
import { jobIcon, statusLabel } from '../tree/statusText';
import type { Command } from './command';
import { targetNode } from './targetNode';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'clock' | 'log'>;

export const stopJobs: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { ui, t } = services;
    const wanted = await wantedOf(targetNode(services, target), services);
    const jobs = await ui.withProgress(t('Looking for jobs to stop'), (progress, cancel) =>
      activeJobs(wanted, session, AbortSignal.any([cancel, session.signal]), (count) =>
        progress.report(t('{0} so far', count)),
      ),
    );
    if (jobs.length === 0)
      throw new AppError('invalid', t('No job that has not ended matches: there is nothing to stop.'));
    if (jobs.length === maxActiveJobs) {
      ui.warn(
        t('There are more than {0} jobs: these come first. Run the command again for the others.', maxActiveJobs),
      );
    }
    const agreed = await agreeOnStop(jobs, session, services);
    await stopShown(mergesFirst(agreed), session, services);
  });

function wantedOf(node: Node, services: Needs): Promise<ActiveJobsOf> | ActiveJobsOf {
  const { explorer, t } = services;
  if (node.kind === 'queue') return askWhich(node, services);
  if (node.kind === 'jobStatus') {
    const texts = [explorer.optionsOf(node).text, explorer.optionsOf(node.parent).text];
    return { place: { jobQueue: node.queueArn }, statuses: [node.status], texts };
  }
  if (node.kind === 'childStatus') {
    return { place: { arrayJobId: node.jobId }, statuses: [node.status], texts: [] };
  }
  throw new AppError('invalid', t('Select a job queue, or one of the states below it, first.'));
}

/** What the queue is filtered by in the view is what is asked first. */
async function askWhich(queue: NodeOf<'queue'>, { ui, t, explorer }: Needs): Promise<ActiveJobsOf> {
  const options = explorer.optionsOf(queue);
  const title = t('Stop Jobs of {0}', nameOfArn(queue.arn));
  const statuses = await ui.pickMany(
    activeStatuses.map((status) => ({
      label: statusLabel(status),
      icon: jobIcon(status).name,
      value: status,
      isPreselected: options.statuses?.includes(status) ?? true,
    })),
    { title, placeholder: t('In which states?'), step: 1, totalSteps: 2 },
  );
  if (statuses.length === 0) throw new AppError('invalid', t('No state was ticked: no job is stopped.'));
  const text = await ui.input({
    ...{ title, step: 2, totalSteps: 2, value: options.text },
    prompt: t('A part of their names; empty: whatever their names. They are shown before anything is stopped.'),
  });
  const trimmed = text.trim();
  return { place: { jobQueue: queue.arn }, statuses, texts: [trimmed === '' ? undefined : trimmed] };
}
