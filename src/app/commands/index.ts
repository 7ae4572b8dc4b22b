// THE command table: each row is also a row of `contributes.commands` in package.json.
import type { Services } from '../services';
import type { Command } from './command';
import { exportRuns } from './exportRuns';
import { loadMoreRuns } from './loadMoreRuns';
import { clearRunFilter } from './clearRunFilter';
import { filterRuns } from './filterRuns';
import { deleteRun } from './deleteRun';
import { editRunNote } from './editRunNote';
import { unpinRun } from './unpinRun';
import { compareRuns } from './compareRuns';
import { pinRun } from './pinRun';
import { openRun } from './openRun';
import { buildImages } from './buildImages';
import { cloneJob } from './cloneJob';
import { clearFilter } from './clearFilter';
import { copyArn } from './copyArn';
import { copyId } from './copyId';
import { copyName } from './copyName';
import { createEnvironment } from './createEnvironment';
import { createQueue } from './createQueue';
import { createSchedulingPolicy } from './createSchedulingPolicy';
import { deleteEnvironment } from './deleteEnvironment';
import { deleteQueue } from './deleteQueue';
import { deleteSchedulingPolicy } from './deleteSchedulingPolicy';
import { deregisterDefinition } from './deregisterDefinition';
import { disableEnvironment } from './disableEnvironment';
import { disableQueue } from './disableQueue';
import { downloadResult } from './downloadResult';
import { editEnvironment } from './editEnvironment';
import { editQueue } from './editQueue';
import { editQueuePriority } from './editQueuePriority';
import { editSchedulingPolicy } from './editSchedulingPolicy';
import { enableEnvironment } from './enableEnvironment';
import { enableQueue } from './enableQueue';
import { explainJob } from './explainJob';
import { filterList } from './filterList';
import { hideInactive } from './hideInactive';
import { loadMore } from './loadMore';
import { newDefinition } from './newDefinition';
import { newEnvironment } from './newEnvironment';
import { newQueue } from './newQueue';
import { openCliCommand } from './openCliCommand';
import { openConsole } from './openConsole';
import { openJson } from './openJson';
import { openLog } from './openLog';
import { openResult } from './openResult';
import { openRunPanel } from './openRunPanel';
import { openSample } from './openSample';
import { openTerminal } from './openTerminal';
import { reconnect } from './reconnect';
import { refresh } from './refresh';
import { refreshNode } from './refreshNode';
import { registerDefinition } from './registerDefinition';
import { rerunFailed } from './rerunFailed';
import { retry } from './retry';
import { revealJob } from './revealJob';
import { reviseDefinition } from './reviseDefinition';
import { scaleEnvironment } from './scaleEnvironment';
import { setUpPipeline } from './setUpPipeline';
import { showEngineLog } from './showEngineLog';
import { showInactive } from './showInactive';
import { showLog } from './showLog';
import { showQueueHead } from './showQueueHead';
import { showUsage } from './showUsage';
import { signIn } from './signIn';
import { sortJobs } from './sortJobs';
import { startLocalEngine } from './startLocalEngine';
import { stopJob } from './stopJob';
import { stopJobs } from './stopJobs';
import { stopLocalEngine } from './stopLocalEngine';
import { submitJob } from './submitJob';
import { submitJobAsJson } from './submitJobAsJson';
import { submitJobDocument } from './submitJobDocument';
import { submitPipeline } from './submitPipeline';
import { switchConnection } from './switchConnection';
import { tearDownPipeline } from './tearDownPipeline';
import { updateEnvironment } from './updateEnvironment';
import { updateQueue } from './updateQueue';
import { uploadFiles } from './uploadFiles';
import { writeAwsProfile } from './writeAwsProfile';

/** What they need together: the composition root makes as much. */
export type CommandServices = Pick<
  Services,
  | 'explorer'
  | 'runPanels'
  | 'log'
  | 'clock'
  | 'files'
  | 'workspaceMemory'
  | 'globalMemory'
  | 'settings'
  | 'sessions'
  | 'ui'
  | 't'
  | 'engine'
  | 'profiles'
  | 'profileFiles'
  | 'secrets'
  | 'programs'
  | 'pipelineFiles'
  | 'imagePrograms'
  | 'runs'
>;

export const commands: Readonly<Record<`awsBatch.${string}`, Command<CommandServices, unknown>>> = {
  'awsBatch.openRun': openRun,
  'awsBatch.compareRuns': compareRuns,
  'awsBatch.pinRun': pinRun,
  'awsBatch.unpinRun': unpinRun,
  'awsBatch.editRunNote': editRunNote,
  'awsBatch.deleteRun': deleteRun,
  'awsBatch.filterRuns': filterRuns,
  'awsBatch.clearRunFilter': clearRunFilter,
  'awsBatch.loadMoreRuns': loadMoreRuns,
  'awsBatch.exportRuns': exportRuns,
  'awsBatch.clearFilter': clearFilter,
  'awsBatch.buildImages': buildImages,
  'awsBatch.cloneJob': cloneJob,
  'awsBatch.copyArn': copyArn,
  'awsBatch.copyId': copyId,
  'awsBatch.copyName': copyName,
  'awsBatch.createEnvironment': createEnvironment,
  'awsBatch.createQueue': createQueue,
  'awsBatch.createSchedulingPolicy': createSchedulingPolicy,
  'awsBatch.deleteEnvironment': deleteEnvironment,
  'awsBatch.deleteQueue': deleteQueue,
  'awsBatch.deleteSchedulingPolicy': deleteSchedulingPolicy,
  'awsBatch.deregisterDefinition': deregisterDefinition,
  'awsBatch.disableEnvironment': disableEnvironment,
  'awsBatch.disableQueue': disableQueue,
  'awsBatch.downloadResult': downloadResult,
  'awsBatch.editEnvironment': editEnvironment,
  'awsBatch.editQueue': editQueue,
  'awsBatch.editQueuePriority': editQueuePriority,
  'awsBatch.editSchedulingPolicy': editSchedulingPolicy,
  'awsBatch.enableEnvironment': enableEnvironment,
  'awsBatch.enableQueue': enableQueue,
  'awsBatch.explainJob': explainJob,
  'awsBatch.filterList': filterList,
  'awsBatch.hideInactive': hideInactive,
  'awsBatch.loadMore': loadMore,
  'awsBatch.newDefinition': newDefinition,
  'awsBatch.newEnvironment': newEnvironment,
  'awsBatch.newQueue': newQueue,
  'awsBatch.openCliCommand': openCliCommand,
  'awsBatch.openConsole': openConsole,
  'awsBatch.openJson': openJson,
  'awsBatch.openLog': openLog,
  'awsBatch.openResult': openResult,
  'awsBatch.openRunPanel': openRunPanel,
  'awsBatch.openSample': openSample,
  'awsBatch.openTerminal': openTerminal,
  'awsBatch.reconnect': reconnect,
  'awsBatch.refresh': refresh,
  'awsBatch.refreshNode': refreshNode,
  'awsBatch.registerDefinition': registerDefinition,
  'awsBatch.rerunFailed': rerunFailed,
  'awsBatch.retry': retry,
  'awsBatch.revealJob': revealJob,
  'awsBatch.reviseDefinition': reviseDefinition,
  'awsBatch.scaleEnvironment': scaleEnvironment,
  'awsBatch.setUpPipeline': setUpPipeline,
  'awsBatch.showEngineLog': showEngineLog,
  'awsBatch.showInactive': showInactive,
  'awsBatch.showLog': showLog,
  'awsBatch.showQueueHead': showQueueHead,
  'awsBatch.showUsage': showUsage,
  'awsBatch.signIn': signIn,
  'awsBatch.sortJobs': sortJobs,
  'awsBatch.startLocalEngine': startLocalEngine,
  'awsBatch.stopJob': stopJob,
  'awsBatch.stopJobs': stopJobs,
  'awsBatch.stopLocalEngine': stopLocalEngine,
  'awsBatch.submitJob': submitJob,
  'awsBatch.submitJobAsJson': submitJobAsJson,
  'awsBatch.submitJobDocument': submitJobDocument,
  'awsBatch.submitPipeline': submitPipeline,
  'awsBatch.switchConnection': switchConnection,
  'awsBatch.tearDownPipeline': tearDownPipeline,
  'awsBatch.updateEnvironment': updateEnvironment,
  'awsBatch.updateQueue': updateQueue,
  'awsBatch.uploadFiles': uploadFiles,
  'awsBatch.writeAwsProfile': writeAwsProfile,
};
