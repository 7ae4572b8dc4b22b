// THE command table: each row is also a row of `contributes.commands` in package.json.
import type { Command } from './command';
import { refresh } from './refresh';
import { showLog } from './showLog';

export const commands: Readonly<Record<`awsBatch.${string}`, Command>> = {
  'awsBatch.refresh': refresh,
  'awsBatch.showLog': showLog,
};
