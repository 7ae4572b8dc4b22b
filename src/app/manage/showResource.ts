// Shows the user what was just made or changed, in the view.
import { messageOf } from '../../core/errors';
import type { Services } from '../services';
import type { NoticeAction } from '../ui';

export type ShowServices = Pick<Services, 'ui' | 't' | 'explorer' | 'log'>;

/** @param message says what was done */
export async function showResource(
  arn: string,
  message: string,
  { ui, explorer, log }: ShowServices,
  ...actions: readonly NoticeAction[]
): Promise<void> {
  explorer.refresh();
  ui.inform(message, ...actions);
  await revealQuietly(arn, { explorer, log });
}

/** It is there all the same: lists lag behind, and who may change may not always list. */
export async function revealQuietly(
  arn: string,
  { explorer, log }: Pick<ShowServices, 'explorer' | 'log'>,
): Promise<void> {
  try {
    await explorer.revealResource(arn);
  } catch (cause) {
    log.warn(`${arn} could not be shown in the tree: ${messageOf(cause)}`);
  }
}
