// THE command table: each row is also a row of `contributes.commands` in package.json.
import type { Services } from '../services';
import type { Command } from './command';
import { clearFilter } from './clearFilter';
import { copyArn } from './copyArn';
import { copyId } from './copyId';
import { copyName } from './copyName';
import { filterList } from './filterList';
import { hideInactive } from './hideInactive';
import { loadMore } from './loadMore';
import { openCliCommand } from './openCliCommand';
import { openConsole } from './openConsole';
import { openJson } from './openJson';
import { openTerminal } from './openTerminal';
import { reconnect } from './reconnect';
import { refresh } from './refresh';
import { refreshNode } from './refreshNode';
import { retry } from './retry';
import { revealJob } from './revealJob';
import { showEngineLog } from './showEngineLog';
import { showInactive } from './showInactive';
import { showLog } from './showLog';
import { signIn } from './signIn';
import { sortJobs } from './sortJobs';
import { startLocalEngine } from './startLocalEngine';
import { stopLocalEngine } from './stopLocalEngine';
import { switchConnection } from './switchConnection';
import { writeAwsProfile } from './writeAwsProfile';

/** What they need together: the composition root makes as much. */
export type CommandServices = Pick<
  Services,
  | 'explorer'
  | 'log'
  | 'clock'
  | 'sessions'
  | 'ui'
  | 't'
  | 'engine'
  | 'profiles'
  | 'profileFiles'
  | 'secrets'
  | 'programs'
>;

export const commands: Readonly<Record<`awsBatch.${string}`, Command<CommandServices>>> = {
  'awsBatch.clearFilter': clearFilter,
  'awsBatch.copyArn': copyArn,
  'awsBatch.copyId': copyId,
  'awsBatch.copyName': copyName,
  'awsBatch.filterList': filterList,
  'awsBatch.hideInactive': hideInactive,
  'awsBatch.loadMore': loadMore,
  'awsBatch.openCliCommand': openCliCommand,
  'awsBatch.openConsole': openConsole,
  'awsBatch.openJson': openJson,
  'awsBatch.openTerminal': openTerminal,
  'awsBatch.reconnect': reconnect,
  'awsBatch.refresh': refresh,
  'awsBatch.refreshNode': refreshNode,
  'awsBatch.retry': retry,
  'awsBatch.revealJob': revealJob,
  'awsBatch.showEngineLog': showEngineLog,
  'awsBatch.showInactive': showInactive,
  'awsBatch.showLog': showLog,
  'awsBatch.signIn': signIn,
  'awsBatch.sortJobs': sortJobs,
  'awsBatch.startLocalEngine': startLocalEngine,
  'awsBatch.stopLocalEngine': stopLocalEngine,
  'awsBatch.switchConnection': switchConnection,
  'awsBatch.writeAwsProfile': writeAwsProfile,
};
