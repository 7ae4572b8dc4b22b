// The entry of the panel's page: joins VS Code's messages, the store and what is drawn.
import { render } from 'preact';
import { readSavedPanel, savedPanelAttribute, type PanelMessage } from '../app/runPanel/protocol';
import { App } from './App';
import { watchTheme } from './hooks';
import { createStore } from './store';
import { useTexts } from './texts';

declare function acquireVsCodeApi(): {
  readonly postMessage: (message: PanelMessage) => void;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
};

function start(root: HTMLElement): void {
  const vscode = acquireVsCodeApi();
  useTexts(root.getAttribute('data-texts'), document.documentElement.lang || 'en');
  const opened = readSavedPanel(parsed(root.getAttribute(savedPanelAttribute)));
  const saved = readSavedPanel(vscode.getState());
  const isSame = saved !== undefined && (opened === undefined || saved.jobId === opened.jobId);
  const post = (message: PanelMessage): void => vscode.postMessage(message);
  const store = createStore(
    isSame ? saved.ui : undefined,
    {
      post,
      save: (ui, jobId) => {
        const base = opened ?? saved;
        if (base !== undefined) vscode.setState({ ...base, jobId: jobId ?? base.jobId, ui });
      },
      onNextFrame: (draw) => requestAnimationFrame(draw),
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      now: Date.now,
    },
    (state) => render(<App state={state} store={store} />, root),
  );
  if (!isSame && opened !== undefined) vscode.setState(opened);
  watchTheme();
  addEventListener('message', (event: MessageEvent<unknown>) => store.receive(event.data));
  reportFaults(post);
  render(<App state={store.state()} store={store} />, root);
  post({ type: 'ready' });
}

/** A fault of the panel goes into the host's log; a few are enough to tell. */
function reportFaults(post: (message: PanelMessage) => void): void {
  let left = 20;
  const report = (what: unknown): void => {
    left -= 1;
    if (left < 0) return;
    const said = what instanceof Error ? (what.stack ?? what.message) : String(what);
    post({ type: 'fault', text: said.slice(0, 4_000) });
  };
  addEventListener('error', (event) => report(event.error ?? event.message));
  addEventListener('unhandledrejection', (event) => report(event.reason));
}

function parsed(json: string | null): unknown {
  try {
    return json === null ? undefined : JSON.parse(json);
  } catch {
    return undefined;
  }
}

const root = document.getElementById('root');
if (root !== null) start(root);
