// THE command table: each row is also a row of `contributes.commands` in package.json.
import type { Services } from '../services';
import type { Command } from './command';
import { refresh } from './refresh';
import { showLog } from './showLog';

/** What they need together: the composition root makes as much. */
export type CommandServices = Pick<Services, 'log'> & { readonly explorer: Pick<Services['explorer'], 'refresh'> };

export const commands: Readonly<Record<`awsBatch.${string}`, Command<CommandServices>>> = {
  'awsBatch.refresh': refresh,
  'awsBatch.showLog': showLog,
};
