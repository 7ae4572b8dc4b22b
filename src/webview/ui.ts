// What the view itself remembers: tab, filter, selection, options. Kept by VS Code from one window to the next.
import * as v from 'valibot';
import { sortColumns } from './childFacts';

export const childTabs = ['grid', 'table', 'timeline', 'reasons'] as const;
export type ChildTab = (typeof childTabs)[number];
export const panes = ['log', 'result'] as const;
export type Pane = (typeof panes)[number];
export const timeStyles = ['off', 'local', 'utc'] as const;
export type TimeStyle = (typeof timeStyles)[number];

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const mostSaved = 1_000;

const savedUi = v.object({
  tab: v.fallback(v.picklist(childTabs), 'grid'),
  pane: v.fallback(v.picklist(panes), 'log'),
  /** Letters of the states that are shown; none: all. */
  filter: v.fallback(v.pipe(v.string(), v.regex(/^[A-Z.]*$/)), ''),
  sort: v.fallback(v.object({ by: v.picklist(sortColumns), isDescending: v.boolean() }), {
    by: 'index',
    isDescending: false,
  }),
  /** Ascending. */
  selected: v.fallback(v.array(index), []),
  /** Where the keyboard is. */
  cursor: v.fallback(index, 0),
  /** Whose log: of what is selected, of all that run, or whichever is of use first. */
  logOf: v.fallback(v.picklist(['auto', 'selected', 'running']), 'auto'),
  isWrapped: v.fallback(v.boolean(), false),
  times: v.fallback(v.picklist(timeStyles), 'off'),
  /** The share of the children's pane, 0 to 1. */
  split: v.fallback(v.pipe(v.number(), v.minValue(0.15), v.maxValue(0.85)), 0.5),
});
export type SavedUi = v.InferOutput<typeof savedUi>;

export type Ui = SavedUi & {
  /** The end of a range that Shift extends. */
  readonly anchor: number;
  /** From 0; undefined: the latest. */
  readonly attempt: number | undefined;
  /** Costs money: never remembered. */
  readonly isLive: boolean;
  readonly isFollowing: boolean;
  readonly isHelpOpen: boolean;
  /** It takes calls: a panel that is opened again does not open it. */
  readonly isUsageOpen: boolean;
};

/** What was saved, as far as it makes sense; the rest as in a new panel. */
export function readSavedUi(value: unknown): Ui {
  const read = v.safeParse(savedUi, typeof value === 'object' && value !== null ? value : {});
  const saved = read.success ? read.output : v.parse(savedUi, {});
  const closed = { isHelpOpen: false, isUsageOpen: false };
  return { ...saved, anchor: saved.cursor, attempt: undefined, isLive: false, isFollowing: true, ...closed };
}

/** What is kept of it. */
export function savedPart(ui: Ui): SavedUi {
  const { tab, pane, filter, sort, selected, cursor, logOf, isWrapped, times, split } = ui;
  return { tab, pane, filter, sort, selected: selected.slice(0, mostSaved), cursor, logOf, isWrapped, times, split };
}
