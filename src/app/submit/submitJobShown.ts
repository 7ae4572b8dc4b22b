// Submits one job under the eyes of the user, and shows it in the tree.
import type { Services } from '../services';
import type { Session } from '../session';
import { type SubmitJobDocument, requestOf } from './jobForm';
import { refuseWrongShare } from './queueShares';
import { showSubmitted } from './showSubmitted';
import { submitNamedJob } from './submitNamedJob';

export type SubmitJobServices = Pick<Services, 'ui' | 't' | 'log' | 'clock' | 'explorer' | 'runPanels'>;

export async function submitJobShown(
  document: SubmitJobDocument,
  session: Session,
  services: SubmitJobServices,
): Promise<void> {
  const { ui, t, log, clock } = services;
  const { jobName } = document;
  const { jobId } = await ui.withProgress(t('Submitting {0}', jobName), async (_, cancel) => {
    await refuseWrongShare(document, session, t);
    const ports = { batch: session.batch, clock, random: Math.random };
    return submitNamedJob(requestOf(document), ports, AbortSignal.any([cancel, session.signal]));
  });
  log.info(`Submitted ${jobName} (${jobId}).`);
  await showSubmitted(jobId, t('{0} was submitted.', jobName), services);
}
