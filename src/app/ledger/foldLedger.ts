// Makes runs of the ledger's lines, and lines of the runs that are worth keeping.
import type { LedgerEntry, RunFacts, RunLook } from './ledgerEntry';

export type LedgerRun = RunFacts & {
  readonly id: string;
  /** When it was submitted or first opened here, in milliseconds since 1970. */
  readonly recordedAt: number;
  /** Each time its state was another one, oldest first. */
  readonly looks: readonly (RunLook & { readonly at: number })[];
  readonly isPinned: boolean;
  readonly note: string;
};

type Entries = {
  run?: Extract<LedgerEntry, { kind: 'run' }>;
  pin?: Extract<LedgerEntry, { kind: 'pin' }>;
  note?: Extract<LedgerEntry, { kind: 'note' }>;
  delete?: Extract<LedgerEntry, { kind: 'delete' }>;
  readonly looks: Extract<LedgerEntry, { kind: 'look' }>[];
};

/** A delete is kept so long: a window that still writes of the run must not bring it back. */
const deletesKeptMs = 30 * 24 * 60 * 60 * 1000;

/** Newest first. A run that was deleted stays so, whatever is written of it later. */
export function foldLedger(entries: Iterable<LedgerEntry>): readonly LedgerRun[] {
  const runs = [...gather(entries)].flatMap(([id, its]) => toRun(id, its) ?? []);
  return runs.sort((one, other) => other.recordedAt - one.recordedAt || (one.id < other.id ? 1 : -1));
}

/** The fewest lines that say the same of at most `maxRuns` runs: pinned ones stay, the oldest of the others go first. */
export function compactLedger(entries: Iterable<LedgerEntry>, maxRuns: number, now: number): readonly LedgerEntry[] {
  const all = [...entries];
  const runs = foldLedger(all);
  const pinnedCount = runs.filter(({ isPinned }) => isPinned).length;
  let room = Math.max(0, maxRuns - pinnedCount);
  const kept = runs.filter(({ isPinned }) => isPinned || room-- > 0);
  const gathered = gather(all);
  const ofRuns = kept.flatMap(({ id, looks }): readonly LedgerEntry[] => {
    const { run, pin, note } = gathered.get(id) ?? {};
    const told = looks.map(({ at, ...look }): LedgerEntry => ({ kind: 'look', id, at, look }));
    return [run, ...told, pin, note].filter((entry) => entry !== undefined);
  });
  const deletes = [...gathered.values()].flatMap((its) => its.delete ?? []);
  return [...ofRuns, ...deletes.filter(({ at }) => now - at < deletesKeptMs)];
}

function gather(entries: Iterable<LedgerEntry>): ReadonlyMap<string, Entries> {
  const byId = new Map<string, Entries>();
  for (const entry of entries) {
    let its = byId.get(entry.id);
    if (its === undefined) byId.set(entry.id, (its = { looks: [] }));
    take(its, entry);
  }
  return byId;
}

function take(its: Entries, entry: LedgerEntry): void {
  switch (entry.kind) {
    case 'look':
      its.looks.push(entry);
      return;
    case 'run':
      // What was known when it was submitted says more than what is seen when it is opened later.
      // Of two that were written for the same moment, the second knows the merge.
      if (its.run === undefined || entry.at < its.run.at || isFuller(entry, its.run)) its.run = entry;
      return;
    case 'pin':
      if (its.pin === undefined || entry.at >= its.pin.at) its.pin = entry;
      return;
    case 'note':
      if (its.note === undefined || entry.at >= its.note.at) its.note = entry;
      return;
    case 'delete':
      its.delete = entry;
  }
}

function isFuller(
  entry: Extract<LedgerEntry, { kind: 'run' }>,
  before: Extract<LedgerEntry, { kind: 'run' }>,
): boolean {
  return entry.at === before.at && entry.facts.mergeJobId !== undefined;
}

function toRun(id: string, { run, looks, pin, note, delete: deleted }: Entries): LedgerRun | undefined {
  if (run === undefined || deleted !== undefined) return undefined;
  return {
    ...{ ...run.facts, id, recordedAt: run.at, looks: changesOf(looks) },
    ...{ isPinned: pin?.isPinned ?? false, note: note?.note ?? '' },
  };
}

/** Two windows see the same thing: once is enough. */
function changesOf(looks: Entries['looks']): LedgerRun['looks'] {
  const changes: (RunLook & { readonly at: number })[] = [];
  let before: string | undefined;
  for (const { at, look } of [...looks].sort((one, other) => one.at - other.at)) {
    const told = JSON.stringify(Object.entries(look).sort());
    if (told !== before) changes.push({ ...look, at });
    before = told;
  }
  return changes;
}
