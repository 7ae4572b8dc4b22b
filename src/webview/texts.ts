// Every text of the panel, by key. The host may hand over the same table in another language.
import * as v from 'valibot';

const english = {
  app: 'AWS Batch job',
  loading: 'Loading…',
  loadingJob: 'Asking AWS Batch about the job…',
  loadingChildren: 'Loading the children…',
  queue: 'queue {0}',
  elapsed: 'Elapsed',
  waitedFor: 'Waited',
  progress: 'Progress',
  progressValue: '{0} of {1} ended',
  perMinute: '{0}/min',
  perMinuteHint: 'Children that ended per minute',
  left: 'about {0} left',
  updated: 'Updated {0} ago',
  updatedNow: 'Updated just now',
  actions: 'Actions',
  stop: 'Stop',
  rerunFailed: 'Rerun Failed',
  clone: 'Clone and Edit',
  openLog: 'Open Log',
  downloadResult: 'Download Result',
  openResult: 'Open Result',
  showUsage: 'Where and How Much',
  usageHint: 'looked at {0}',
  usageDetails: 'Open Details',
  usageAgain: 'Look Again',
  openJson: 'Open as JSON',
  revealInTree: 'Show in Tree',
  refresh: 'Refresh',
  reconnect: 'Reconnect',
  signIn: 'Sign In',
  strip: 'Stages',
  counts: 'Children by state: choose which to show',
  allChildren: 'All',
  unknown: 'UNKNOWN',
  children: 'Children',
  childrenPane: 'Children of the array',
  tabGrid: 'Grid',
  tabTable: 'Table',
  tabTimeline: 'Timeline',
  tabReasons: 'Reasons',
  view: 'How to show the children',
  nextFailed: 'Next Failed',
  nextFailedHint: 'Go to the next failed child (n, back with Shift+N)',
  slowest: 'Slowest',
  slowestHint: 'Go to the child that has run longest (s)',
  gridLabel: 'Grid of {0} children. Arrow keys move, Shift extends the selection, Enter shows the log.',
  timelineLabel: 'Timeline of {0} children. Arrow keys move, Enter shows the log.',
  tableLabel: 'Table of {0} children',
  child: 'Child {0}',
  waited: 'waited {0}',
  waiting: 'waiting for {0}',
  ran: 'ran {0}',
  running: 'running for {0}',
  exitCode: 'exit code {0}',
  attempts: '{0} attempts',
  selected: 'selected',
  selectedCount: '{0} children selected',
  noMatch: 'No child is in this state.',
  showAll: 'Show All',
  order: 'Order of the children',
  columnIndex: 'Index',
  columnState: 'State',
  columnAttempts: 'Attempts',
  columnStarted: 'Started',
  columnDuration: 'Duration',
  columnExitCode: 'Exit code',
  columnReason: 'Reason',
  stragglers: '{0} stragglers',
  straggler: '1 straggler',
  stragglersHint: 'Select the children that ran or run more than twice as long as the median, {0}',
  noReasons: 'No child has failed.',
  reasonsOf: 'Why children failed',
  reasonCount: '{0} children',
  reasonCountOne: '1 child',
  logPane: 'Log and result',
  tabLog: 'Log',
  tabResult: 'Result',
  follow: 'Follow',
  followHint: 'Scroll along with new lines (f)',
  newLines: '{0} new',
  wrap: 'Wrap',
  wrapHint: 'Wrap long lines (w)',
  timestamps: 'Times',
  timesOff: 'No times',
  timesLocal: 'Local time',
  timesUtc: 'UTC',
  clear: 'Clear',
  clearHint: 'Take the lines off the panel; nothing is deleted',
  copy: 'Copy',
  copyHint: 'Copy the marked text, or all lines',
  save: 'Save As…',
  live: 'Live Tail',
  liveHint: 'Show lines at once through CloudWatch Logs Live Tail, which AWS charges by the minute',
  allRunning: 'All Running',
  allRunningHint: 'Follow whatever runs, up to 50 children at a time',
  openFullLog: 'Open Full Log',
  pickAttempt: 'Attempt',
  search: 'Search the log',
  searchPlaceholder: 'Search',
  searchCount: '{0} of {1}',
  searchNone: 'No match',
  searchNext: 'Next match (Enter)',
  searchPrevious: 'Previous match (Shift+Enter)',
  logEmpty: 'No lines yet.',
  logPick: 'Select a child to see its log.',
  logCut: 'Earlier lines were left out: Open Full Log shows them.',
  logDropped: '{0} older lines were dropped to save memory: Open Full Log shows them.',
  moreCharacters: ' … {0} more characters: turn Wrap on',
  logLines: 'Log lines',
  resultNone: 'This job has no result.',
  resultCut: 'These are the first lines only.',
  resultHead: 'The first lines of the result',
  help: 'Keyboard shortcuts',
  helpOpen: 'Keyboard shortcuts (?)',
  close: 'Close',
  keyGrid: 'Grid, table, timeline, reasons',
  keyMove: 'Move among children',
  keyMoveKeys: 'Arrows, Home, End, Page Up, Page Down',
  keyExtend: 'Extend the selection',
  keyExtendKeys: 'Shift with these',
  keyToggle: 'Add to or take from the selection',
  keyToggleKeys: 'Ctrl+Space',
  keyEnter: 'Show the log of the child',
  keyEnterKeys: 'Enter or Space',
  keySelectAll: 'Select all children shown',
  keySearch: 'Search the log',
  keyFollow: 'Follow the log',
  keyWrap: 'Wrap long lines',
  keyEscape: 'Show all children; close this',
  keyNext: 'Next failed, previous failed',
  keySlowest: 'Slowest',
  keyRunning: 'Log of all that run',
  splitter: 'Size of the children and the log',
  announceStatus: '{0} is {1}',
  announceFilter: '{0} of {1} children shown',
} as const;
export type TextKey = keyof typeof english;

const overridesSchema = v.record(v.string(), v.string());
let overrides: Readonly<Record<string, string>> = {};
let counting = new Intl.NumberFormat('en');

/**
 * Takes the texts of another language, as JSON: `{"stop": "…"}`. What it lacks stays English.
 * @param language `en`, `vi`: how numbers are written.
 */
export function useTexts(json: string | null, language = 'en'): void {
  overrides = {};
  counting = new Intl.NumberFormat(Intl.NumberFormat.supportedLocalesOf([language]).concat('en'));
  if (json === null || json === '') return;
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), overridesSchema), json);
  if (read.success) overrides = read.output;
}

/** `10,000`. */
export function countText(count: number): string {
  return counting.format(count);
}

/** The text with `{0}`, `{1}` … replaced. */
export function text(key: TextKey, ...values: readonly (string | number)[]): string {
  const pattern = Object.hasOwn(overrides, key) ? (overrides[key] ?? english[key]) : english[key];
  return pattern.replace(/\{(\d+)\}/g, (placeholder, index: string) => shown(values[Number(index)] ?? placeholder));
}

function shown(value: string | number): string {
  return typeof value === 'number' ? countText(value) : value;
}

/** The keys and the English texts, for whoever translates. */
export function englishTexts(): Readonly<Record<TextKey, string>> {
  return english;
}
