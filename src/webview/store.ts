// Holds the state, tells who draws, and asks the host for the log that the state calls for.
import { type PanelMessage, readHostMessage } from '../app/runPanel/protocol';
import { type Action, type State, type UiAction, initialState, reduce, wantedLog } from './state';
import { type SavedUi, savedPart } from './ui';

/** Arrow keys pass over many children: only where they rest is asked for. */
const followDelayMs = 150;

export type Surroundings = {
  readonly post: (message: PanelMessage) => void;
  readonly save: (ui: SavedUi, jobId: string | undefined) => void;
  /** Calls back once, soon; what was changed meanwhile is drawn together. */
  readonly onNextFrame: (draw: () => void) => void;
  /** Gives what cancels it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly now: () => number;
};

export type Store = {
  readonly state: () => State;
  readonly dispatch: (action: UiAction) => void;
  readonly post: (message: PanelMessage) => void;
  /** What the window's `message` event carries. */
  readonly receive: (data: unknown) => void;
};

export function createStore(savedUi: unknown, around: Surroundings, draw: (state: State) => void): Store {
  let state = initialState(savedUi);
  let isDrawing = false;
  let askedFor = '';
  /** What will be asked for when the delay is over, or was last. */
  let pendingFor = '';
  let cancelAsking: (() => void) | undefined;
  let savedText = '';

  const askForLog = (): void => {
    const selection = wantedLog(state);
    if (selection === undefined) return;
    const { attempt, isLive } = state.ui;
    const wanted = JSON.stringify([state.job?.jobId, selection, attempt, isLive]);
    if (wanted === pendingFor) return;
    cancelAsking?.();
    pendingFor = wanted;
    if (wanted === askedFor) return;
    const isFirst = askedFor === '';
    cancelAsking = around.after(isFirst ? 0 : followDelayMs, () => {
      askedFor = wanted;
      const selectionId = state.log.selectionId + 1;
      apply({ type: 'asked', selectionId });
      around.post({ type: 'followLog', selectionId, selection, attempt, isLive });
    });
  };

  const apply = (action: Action): void => {
    const before = state;
    state = reduce(state, action);
    if (state === before) return;
    if (state.ui !== before.ui || state.job?.jobId !== before.job?.jobId) {
      const saved = savedPart(state.ui);
      const text = JSON.stringify([state.job?.jobId, saved]);
      if (text !== savedText) around.save(saved, state.job?.jobId);
      savedText = text;
    }
    if (state.ui !== before.ui || state.job !== before.job || state.children !== before.children) askForLog();
    if (isDrawing) return;
    isDrawing = true;
    around.onNextFrame(() => {
      isDrawing = false;
      draw(state);
    });
  };

  return {
    state: () => state,
    dispatch: apply,
    post: around.post,
    receive: (data) => {
      const message = readHostMessage(data);
      if (message !== undefined) apply({ type: 'host', message, receivedAt: around.now() });
      else around.post({ type: 'fault', text: `The panel got a message that it does not know: ${kindOf(data)}` });
    },
  };
}

function kindOf(data: unknown): string {
  const type: unknown = typeof data === 'object' && data !== null && 'type' in data ? data.type : data;
  return String(type).slice(0, 100);
}
