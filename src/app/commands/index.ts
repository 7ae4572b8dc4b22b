// THE command table: each row is also a row of `contributes.commands` in package.json.
import type { Services } from '../services';
import type { Command } from './command';
import { openTerminal } from './openTerminal';
import { reconnect } from './reconnect';
import { refresh } from './refresh';
import { showEngineLog } from './showEngineLog';
import { showLog } from './showLog';
import { signIn } from './signIn';
import { startLocalEngine } from './startLocalEngine';
import { stopLocalEngine } from './stopLocalEngine';
import { switchConnection } from './switchConnection';
import { writeAwsProfile } from './writeAwsProfile';

/** What they need together: the composition root makes as much. */
export type CommandServices = Pick<
  Services,
  'log' | 'sessions' | 'ui' | 't' | 'engine' | 'profiles' | 'profileFiles' | 'secrets' | 'programs'
> & { readonly explorer: Pick<Services['explorer'], 'refresh'> };

export const commands: Readonly<Record<`awsBatch.${string}`, Command<CommandServices>>> = {
  'awsBatch.openTerminal': openTerminal,
  'awsBatch.reconnect': reconnect,
  'awsBatch.refresh': refresh,
  'awsBatch.showEngineLog': showEngineLog,
  'awsBatch.showLog': showLog,
  'awsBatch.signIn': signIn,
  'awsBatch.startLocalEngine': startLocalEngine,
  'awsBatch.stopLocalEngine': stopLocalEngine,
  'awsBatch.switchConnection': switchConnection,
  'awsBatch.writeAwsProfile': writeAwsProfile,
};
