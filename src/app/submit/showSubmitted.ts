// Shows the user the job that was just submitted.
import { messageOf } from '../../core/errors';
import type { Services } from '../services';

export type ShowServices = Pick<Services, 'ui' | 't' | 'log' | 'explorer' | 'runPanels'>;

/** @param message says what was submitted */
export async function showSubmitted(jobId: string, message: string, services: ShowServices): Promise<void> {
  const { ui, t, log, explorer, runPanels } = services;
  ui.inform(
    message,
    { label: t('Watch'), run: () => runPanels.open(jobId) },
    { label: t('Show in Tree'), run: () => explorer.reveal(jobId) },
  );
  try {
    await explorer.reveal(jobId);
  } catch (cause) {
    // The job is there all the same: lists lag behind, and who may submit may not always list.
    log.warn(`The job ${jobId} could not be shown in the tree: ${messageOf(cause)}`);
  }
}
