// The messages between the run panel and its host, one direction each, and the checks that both sides make of them.
import * as v from 'valibot';

/*
 * The handshake: the panel posts `ready`, the host answers with a full `state` and, for an array, `children`. Later it
 * posts them whole again whenever something changed: each replaces the one before, so a lost or repeated message does no
 * harm. Only log lines are appended; each carries the number of the selection it belongs to, and lines of an older
 * selection are dropped. Times are milliseconds since 1970.
 */

const time = v.optional(v.number());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Longer texts are cut by the host, with a mark at the cut. */
const shortText = v.pipe(v.string(), v.maxLength(4_000));

/** The state of a stage or job: AWS's own word, which may be one that nobody here knows yet. */
const status = shortText;

/** What can be done now, in the order in which it is offered. */
export const panelActions = [
  'stop',
  'rerunFailed',
  'clone',
  'openLog',
  'downloadResult',
  'openResult',
  'showUsage',
  'openJson',
  'revealInTree',
  'refresh',
  'reconnect',
  'signIn',
] as const;
export type PanelAction = (typeof panelActions)[number];
const action = v.picklist(panelActions);

/** A box of the strip: what came before the job, the job, what comes after it. */
const stage = v.object({
  kind: v.picklist(['input', 'job', 'result']),
  /** `Upload`, `Split (7)`, `Merge`, `Result`, or the name of a job. */
  label: shortText,
  /** Of a job: the panel can be asked to show it. */
  jobId: v.optional(v.string()),
  /** The job that the panel is about. */
  isCurrent: v.boolean(),
  status: v.optional(status),
  /** The state in the user's language. */
  statusText: shortText,
  startedAt: time,
  stoppedAt: time,
  /** For the hover: why it waits, how it ended, the key of an object. */
  detail: v.optional(shortText),
});
export type Stage = v.InferOutput<typeof stage>;

/** Why children failed, told of all that failed for the same reason; the most frequent first. */
const failureGroup = v.object({ id: v.string(), text: shortText, indexes: v.array(count) });
export type FailureGroup = v.InferOutput<typeof failureGroup>;

/** The panel cannot show (all of) what it should. What is known stays visible. */
const trouble = v.object({
  kind: v.picklist(['loading', 'denied', 'throttled', 'disconnected', 'signedOut', 'gone', 'failed']),
  text: shortText,
  action: v.optional(v.object({ label: shortText, action })),
});
export type Trouble = v.InferOutput<typeof trouble>;

const result = v.object({
  name: shortText,
  /** Undefined: not there yet. */
  sizeBytes: v.optional(count),
  /** The first lines; undefined: not there yet, or not text. */
  head: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
  /** There is more than `head`. */
  isCut: v.boolean(),
  /** Why there is nothing to show (yet). */
  note: v.optional(shortText),
});
export type ResultView = v.InferOutput<typeof result>;

const panelState = v.object({
  jobId: v.string(),
  name: shortText,
  /** As the status bar names it. */
  connection: shortText,
  queue: shortText,
  status,
  statusText: shortText,
  /** A sentence: what the state means here, what it waits for, how it ended. */
  explanation: shortText,
  createdAt: time,
  startedAt: time,
  stoppedAt: time,
  /** The host's clock when this was made: the panel counts on from here. */
  now: v.number(),
  /** When AWS Batch was asked last. */
  updatedAt: time,
  /** Of an array (children) or a plain job (1). */
  total: count,
  counts: v.record(v.string(), count),
  /** From what has finished so far; undefined while that says nothing. */
  perMinute: v.optional(v.number()),
  leftMs: v.optional(v.number()),
  isEnded: v.boolean(),
  actions: v.array(action),
  stages: v.array(stage),
  failures: v.array(failureGroup),
  result: v.optional(result),
  trouble: v.optional(trouble),
});
export type PanelState = v.InferOutput<typeof panelState>;

/** Letters of the grid: colour is never the only sign. `.`: not known yet. */
export const statusLetters = {
  SUBMITTED: 'U',
  PENDING: 'P',
  RUNNABLE: 'W',
  STARTING: 'T',
  RUNNING: 'R',
  SUCCEEDED: 'S',
  FAILED: 'F',
} as const;
export const unknownLetter = '.';

const maxChildren = 10_000;
/** Seventy thousand cells come with every look: one loop, which a schema for each cell would make ten times as long. */
const column = v.custom<(number | null)[]>(
  (value) =>
    Array.isArray(value) &&
    value.length <= maxChildren &&
    value.every((cell) => cell === null || (typeof cell === 'number' && !Number.isNaN(cell))),
);

/** What is known of each child, by index; null: not known. All columns have the length of `letters`. */
const children = v.object({
  letters: v.pipe(v.string(), v.maxLength(maxChildren), v.regex(/^[A-Z.]*$/)),
  createdAt: column,
  startedAt: column,
  stoppedAt: column,
  exitCode: column,
  /** How many attempts there were; known of those that were described. */
  attempts: column,
  /** Index into `reasons`. */
  reason: column,
  reasons: v.array(shortText),
});
export type Children = v.InferOutput<typeof children>;

/** Whose log is shown. */
const logSelection = v.variant('kind', [
  /** The job itself, when it is no array. */
  v.object({ kind: v.literal('job') }),
  /** One or several children; at most 50 are followed, the first ones. */
  v.object({ kind: v.literal('children'), indexes: v.pipe(v.array(count), v.minLength(1), v.maxLength(maxChildren)) }),
  /** Whatever runs, at most 50 children at a time. */
  v.object({ kind: v.literal('running') }),
]);
export type LogSelection = v.InferOutput<typeof logSelection>;

const logLine = v.object({
  timeMs: v.number(),
  /** Without a line end. Lines beyond 20,000 characters are cut by the host, with a mark at the cut. */
  text: v.pipe(v.string(), v.maxLength(20_100)),
  /** The child, when several are shown. */
  index: v.optional(count),
});
export type LogLine = v.InferOutput<typeof logLine>;

/** Where the job ran and what it costs: told when the panel asks, and not again by itself. */
const usage = v.variant('kind', [
  v.object({ kind: v.literal('loading'), text: shortText }),
  v.object({
    kind: v.literal('shown'),
    rows: v.array(v.object({ label: shortText, value: shortText })),
    /** Why something is not known. */
    notes: v.array(shortText),
    /** When it was looked at. */
    at: v.number(),
  }),
  v.object({ kind: v.literal('failed'), text: shortText }),
]);
export type UsageView = v.InferOutput<typeof usage>;

/** To the panel. */
const hostMessage = v.variant('type', [
  v.object({ type: v.literal('state'), state: panelState }),
  v.object({ type: v.literal('children'), children }),
  v.object({ type: v.literal('usage'), usage }),
  /** A new selection is followed, or the same one from another attempt: what was shown before goes away. */
  v.object({
    type: v.literal('logStart'),
    selectionId: count,
    title: shortText,
    /** Of one job or child: its attempts, `Attempt 1 · exit code 1`; the shown one is `attempt`. Empty otherwise. */
    attempts: v.array(shortText),
    attempt: v.optional(count),
    /** Earlier lines were left out. */
    isCut: v.boolean(),
  }),
  v.object({ type: v.literal('logLines'), selectionId: count, lines: v.pipe(v.array(logLine), v.maxLength(5_000)) }),
  /** Instead of lines, or after them: `No output yet: …`, `The log has ended.`, what failed. Empty: nothing to say. */
  v.object({ type: v.literal('logNote'), selectionId: count, note: shortText, isEnd: v.boolean() }),
]);
export type HostMessage = v.InferOutput<typeof hostMessage>;

/** From the panel. */
const panelMessage = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('act'), action, indexes: v.optional(v.pipe(v.array(count), v.maxLength(maxChildren))) }),
  /** `isWanted`: false ends a look that is under way. */
  v.object({ type: v.literal('lookAtUsage'), isWanted: v.boolean() }),
  v.object({ type: v.literal('showJob'), jobId: v.pipe(v.string(), v.maxLength(200)) }),
  v.object({
    type: v.literal('followLog'),
    /** Counts up with each selection. */
    selectionId: count,
    selection: logSelection,
    /** From 0; undefined: the latest. */
    attempt: v.optional(count),
    /** Live Tail, which costs money on AWS. */
    isLive: v.boolean(),
  }),
  v.object({ type: v.literal('copy'), text: v.pipe(v.string(), v.maxLength(20_000_000)) }),
  v.object({ type: v.literal('saveLog'), text: v.pipe(v.string(), v.maxLength(20_000_000)) }),
  /** What went wrong inside the panel, for the log. */
  v.object({ type: v.literal('fault'), text: shortText }),
]);
export type PanelMessage = v.InferOutput<typeof panelMessage>;

/** Undefined for what is no message of this protocol. */
export function readHostMessage(value: unknown): HostMessage | undefined {
  const read = v.safeParse(hostMessage, value);
  return read.success ? read.output : undefined;
}

/** Undefined for what is no message of this protocol. */
export function readPanelMessage(value: unknown): PanelMessage | undefined {
  const read = v.safeParse(panelMessage, value);
  return read.success ? read.output : undefined;
}

/** What VS Code keeps of a panel from one window to the next. `ui` is the view's own: filter, tab, selection. */
const savedPanel = v.object({
  jobId: v.pipe(v.string(), v.maxLength(200)),
  connectionKey: v.string(),
  ui: v.optional(v.unknown()),
});
export type SavedPanel = v.InferOutput<typeof savedPanel>;

export function readSavedPanel(value: unknown): SavedPanel | undefined {
  const read = v.safeParse(savedPanel, value);
  return read.success ? read.output : undefined;
}

/** The attribute of the panel's root element in which the host leaves what is to be saved, as JSON. */
export const savedPanelAttribute = 'data-panel';
