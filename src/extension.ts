// The composition root of the extension: builds the services and registers the tables; no I/O, no business rule.
import * as vscode from 'vscode';
import { askMfaCode } from './app/askMfaCode';
import { rememberConnection, rememberedConnection } from './app/connectionMemory';
import { followOpenSessions } from './app/runs/followRuns';
import { recordedSessions } from './app/runs/recordSubmissions';
import { WatchedRuns } from './app/runs/recordWatched';
import { RunLedger } from './app/runs/runLedger';
import { RunNotices } from './app/runs/runNotices';
import { RunRef, RunsList } from './app/runs/runsList';
import { Sessions } from './app/sessions';
import { systemClock } from './app/systemClock';
import { Explorer } from './app/tree/explorer';
import { engineDataDir } from './aws/engineDataDir';
import { ImagePrograms } from './aws/imagePrograms';
import { LedgerFiles } from './aws/ledgerFiles';
import { LocalEngine } from './aws/localEngine';
import { ShippedPipelineFiles } from './aws/pipelineFiles';
import { ProfileFiles } from './aws/profileFiles';
import { Profiles } from './aws/profiles';
import { Programs } from './aws/programs';
import { AwsSessionFactory } from './aws/sessionFactory';
import { keepContextKeys } from './ui/contextKeys';
import { contributedNames } from './ui/contributedNames';
import { showDocumentLenses } from './ui/documentLenses';
import { Documents } from './ui/documents';
import { ExplorerView } from './ui/explorerView';
import { makeFormats } from './ui/formats';
import { loadLater } from './ui/loadLater';
import { LogChannel } from './ui/logChannel';
import { Secrets, mementoMemory } from './ui/memory';
import { registerCommands } from './ui/registerCommands';
import { registerTools } from './ui/registerTools';
import { RunPanels } from './ui/runPanels';
import { RunsView } from './ui/runsView';
import { StatusBar } from './ui/statusBar';
import { onTrust } from './ui/trust';
import { userSettings } from './ui/userSettings';
import { VscodeUi } from './ui/vscodeUi';
import { WorkspaceFiles } from './ui/workspaceFiles';

export function activate(context: vscode.ExtensionContext): void {
  const t = vscode.l10n.t;
  const log = new LogChannel();
  const documents = new Documents(log);
  const ui = new VscodeUi(documents, log);
  const workspaceMemory = mementoMemory(context.workspaceState);
  const globalMemory = mementoMemory(context.globalState);
  const secrets = new Secrets(context.secrets);
  const engine = new LocalEngine({
    bundlePath: context.asAbsolutePath('dist/engine.js'),
    dataDir: engineDataDir(),
    clock: systemClock,
    isTrusted: () => vscode.workspace.isTrusted,
    settings: () => ({
      idleMinutes: userSettings.get('localEngine.idleMinutes'),
      runImagesOnHost: userSettings.get('localEngine.runImagesOnHost'),
      allowPrivileged: userSettings.get('localEngine.allowPrivileged'),
    }),
  });
  const ledgerFiles = new LedgerFiles(vscode.Uri.joinPath(context.globalStorageUri, 'runs').fsPath);
  const ledger = new RunLedger(ledgerFiles, () => userSettings.get('runs.keep'));
  const factory = new AwsSessionFactory({ engine, secrets, askMfaCode: (device) => askMfaCode(device, ui, t) });
  const sessions = new Sessions({
    factory: recordedSessions(factory, { ledger, clock: systemClock, log }),
    connection: rememberedConnection(workspaceMemory, globalMemory),
    remember: (connection) => rememberConnection(connection, workspaceMemory, globalMemory),
    isQuietEnd: ({ kind }) => (kind === 'local' ? engine.hasEndedIdle() : Promise.resolve(false)),
    log,
  });
  const format = makeFormats();
  const runs = new RunsList(ledger, t, format);
  const explorer = new Explorer({
    ...{ sessions, t, log, memory: workspaceMemory, format },
    ...{ clock: systemClock, random: Math.random },
  });
  const files = new WorkspaceFiles();
  const watched = new WatchedRuns({ ledger, clock: systemClock, log });
  const usageServices = { settings: userSettings, globalMemory, runs };
  const panelServices = { sessions, ui, t, clock: systemClock, log, files, watched, ...usageServices };
  const runPanels = new RunPanels(context.extensionUri, panelServices, loadLater);
  const { commandIds, toolNames } = contributedNames(context.extension);
  const programs = new Programs();
  const services = {
    ...{ sessions, ui, t, log, explorer, runPanels, runs, workspaceMemory, globalMemory, secrets, engine },
    ...{ settings: userSettings, clock: systemClock, files },
    pipelineFiles: new ShippedPipelineFiles(context.extensionPath),
    ...{ profiles: new Profiles(), profileFiles: new ProfileFiles(), programs },
    imagePrograms: new ImagePrograms({
      programs,
      isTrusted: () => vscode.workspace.isTrusted,
      dockerfilePath: context.asAbsolutePath('resources/images/Dockerfile'),
      workerPath: context.asAbsolutePath('dist/worker.js'),
    }),
  };
  const notices = new RunNotices({
    ...{ ui, t, ledger, settings: userSettings, clock: systemClock },
    open: async (run) => vscode.commands.executeCommand('awsBatch.openRun', new RunRef(run.id)),
    isFocused: () => vscode.window.state.focused,
    showRuns: () => void vscode.commands.executeCommand('awsBatch.runs.focus'),
  });
  context.subscriptions.push(
    ...[log, documents, sessions, explorer, runPanels, new ExplorerView(explorer), new StatusBar(sessions)],
    new RunsView(runs, log),
    ledgerFiles,
    { dispose: keepContextKeys(sessions) },
    { dispose: followOpenSessions(sessions, { ledger, clock: systemClock, log, notices, load: loadLater }) },
    onTrust(sessions, log),
    registerCommands(commandIds, async () => (await loadLater()).commands, services),
    registerTools(toolNames, loadLater, services),
    showDocumentLenses(),
  );
}
