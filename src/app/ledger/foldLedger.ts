// Makes runs of the ledger's lines, and lines of the runs that are worth keeping.
import type { EntryOf, LedgerEntry, RunCost, RunFacts, RunLook } from './ledgerEntry';
import type { RunEnd } from './runEndSchema';

export type LedgerRun = RunFacts & {
  readonly id: string;
  /** When it was submitted or first opened here, in milliseconds since 1970. */
  readonly recordedAt: number;
  /** The first of each state it was in, oldest first, and what is known now. */
  readonly looks: readonly (RunLook & { readonly at: number })[];
  /** What was gathered once it had ended. */
  readonly end?: RunEnd & { readonly at: number };
  /** What *Where and How Much* has told last. */
  readonly cost?: RunCost & { readonly at: number };
  /** The window that gathers its end, since when. */
  readonly gather?: { readonly by: string; readonly at: number };
  /** The window that has told the user of its end. */
  readonly toldBy?: string;
  readonly isSeen: boolean;
  readonly isPinned: boolean;
  readonly note: string;
};

/** Of these the newest counts; `run` has a rule of its own. */
type Single = Exclude<LedgerEntry['kind'], 'look' | 'other'>;

type Entries = { [Kind in Single]?: EntryOf<Kind> } & {
  readonly looks: EntryOf<'look'>[];
  readonly others: EntryOf<'other'>[];
};

/** A delete is kept so long: a window that still writes of the run must not bring it back. */
const deletesKeptMs = 30 * 24 * 60 * 60 * 1000;
/** Durations by child of all runs together: beyond this the oldest runs lose theirs. */
const maxDurationChars = 16_000_000;

/** Newest first. A run that was deleted stays so, whatever is written of it later. */
export function foldLedger(entries: Iterable<LedgerEntry>): readonly LedgerRun[] {
  return sorted(gather(entries));
}

/** The fewest lines that say the same of at most `maxRuns` runs: pinned ones stay, the oldest of the others go first. */
export function compactLedger(entries: Iterable<LedgerEntry>, maxRuns: number, now: number): readonly LedgerEntry[] {
  const gathered = gather(entries);
  const runs = sorted(gathered);
  const pinnedCount = runs.filter(({ isPinned }) => isPinned).length;
  let room = Math.max(0, maxRuns - pinnedCount);
  let chars = maxDurationChars;
  const kept = runs.filter(({ isPinned }) => isPinned || room-- > 0);
  const ofRuns = kept.flatMap(({ id }) => {
    const { looks = [], others = [], end, ...single } = gathered.get(id) ?? {};
    chars -= end?.end.children?.durations?.list.length ?? 0;
    const keptEnd = chars < 0 && end !== undefined ? [withoutDurations(end)] : [end];
    return [...Object.values(single), ...changesOf(looks), ...keptEnd, ...others];
  });
  // A run that only a newer version can read is not ours to throw away.
  const unread = [...gathered.values()].filter(
    (its) => its.run === undefined && its.delete === undefined && its.others.length > 0,
  );
  const deletes = [...gathered.values()].flatMap((its) => its.delete ?? []);
  return [
    ...ofRuns.filter((entry) => entry !== undefined),
    ...unread.flatMap(({ looks, others, ...single }) => [...Object.values(single), ...looks, ...others]),
    ...deletes.filter(({ at }) => now - at < deletesKeptMs),
  ];
}

function withoutDurations(entry: EntryOf<'end'>): EntryOf<'end'> {
  const { children } = entry.end;
  if (children === undefined) return entry;
  return { ...entry, end: { ...entry.end, children: { ...children, durations: undefined } } };
}

function sorted(gathered: ReadonlyMap<string, Entries>): readonly LedgerRun[] {
  const runs = [...gathered].flatMap(([id, its]) => toRun(id, its) ?? []);
  return runs.sort((one, other) => other.recordedAt - one.recordedAt || (one.id < other.id ? 1 : -1));
}

/** Of the lines of one run; undefined when there is none, or it was deleted. */
export function foldRun(id: string, entries: Iterable<LedgerEntry>): LedgerRun | undefined {
  const its: Entries = { looks: [], others: [] };
  for (const entry of entries) take(its, entry);
  return toRun(id, its);
}

function gather(entries: Iterable<LedgerEntry>): ReadonlyMap<string, Entries> {
  const byId = new Map<string, Entries>();
  for (const entry of entries) {
    let its = byId.get(entry.id);
    if (its === undefined) byId.set(entry.id, (its = { looks: [], others: [] }));
    take(its, entry);
  }
  for (const { others } of byId.values()) removeRepeated(others);
  return byId;
}

function take(its: Entries, entry: LedgerEntry): void {
  if (entry.kind === 'look') its.looks.push(entry);
  else if (entry.kind === 'other') its.others.push(entry);
  else if (isNewer(entry, its)) Object.assign(its, { [entry.kind]: entry });
}

function isNewer(entry: EntryOf<Single>, its: Entries): boolean {
  const before = its[entry.kind];
  if (before === undefined) return true;
  if (entry.kind !== 'run') return entry.at >= before.at;
  // What was known when it was submitted says more than what is seen when it is opened later.
  // Of two that were written for the same moment, the second knows the merge.
  return entry.at < before.at || (entry.at === before.at && entry.facts.mergeJobId !== undefined);
}

function removeRepeated(others: EntryOf<'other'>[]): void {
  if (others.length < 2) return;
  const lines = new Map(others.map((entry) => [JSON.stringify(entry.line), entry]));
  others.splice(0, others.length, ...lines.values());
}

function toRun(id: string, its: Entries): LedgerRun | undefined {
  const { run, looks, end, cost, gather: gathering, told, seen, pin, note } = its;
  if (run === undefined || its.delete !== undefined) return undefined;
  return {
    ...{ ...run.facts, id, recordedAt: run.at },
    looks: changesOf(looks).map(({ at, look }) => ({ ...look, at })),
    ...(end !== undefined && { end: { ...end.end, at: end.at } }),
    ...(cost !== undefined && { cost: { ...cost.cost, at: cost.at } }),
    ...(gathering !== undefined && { gather: { by: gathering.by, at: gathering.at } }),
    ...(told !== undefined && { toldBy: told.by }),
    ...{ isSeen: seen !== undefined, isPinned: pin?.isPinned ?? false, note: note?.note ?? '' },
  };
}

/** The first look of each state, and the last of all: counts of failed children change with each, for hours. */
function changesOf(looks: Entries['looks']): Entries['looks'] {
  const changes: EntryOf<'look'>[] = [];
  const byTime = [...looks].sort((one, other) => one.at - other.at);
  let lastChange: EntryOf<'look'> | undefined;
  for (const entry of byTime) {
    if (lastChange !== undefined && isSameState(lastChange.look, entry.look)) continue;
    changes.push(entry);
    lastChange = entry;
  }
  const last = byTime.at(-1);
  if (last === undefined || lastChange === undefined || last === lastChange) return changes;
  return contentOf(last.look) === contentOf(lastChange.look) ? changes : [...changes, last];
}

function isSameState(one: RunLook, other: RunLook): boolean {
  return (
    one.status === other.status &&
    one.statusReason === other.statusReason &&
    one.splitStatus === other.splitStatus &&
    one.mergeStatus === other.mergeStatus
  );
}

function contentOf(look: RunLook): string {
  return JSON.stringify(Object.entries(look).sort());
}
