// The engine's state: tables of plain records in memory, each change written to a journal before it is seen.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from './journal';

/** `put` replaces the record, `patch` sets some members (null removes one), `delete` removes the record. */
export type Change =
  | readonly [table: string, key: string, action: 'put' | 'patch', value: object]
  | readonly [table: string, key: string, action: 'delete'];

/** Told of each change of a table, while replaying a journal and later: for indexes derived from the records. */
export type Watcher<T> = (key: string, before: T | undefined, after: T | undefined) => void;

/** Below this a journal is never rewritten. */
const smallJournalBytes = 8 * 1024 * 1024;
/** A snapshot is split into records of about this many changes, so that no line grows without bound. */
const changesPerSnapshotLine = 500;

/** A view of one table. Records are immutable: a change makes a new one. */
export class Table<T extends object> {
  readonly records = new Map<string, T>();

  constructor(
    readonly name: string,
    private readonly watcher: Watcher<T> | undefined,
  ) {}

  get(key: string): T | undefined {
    return this.records.get(key);
  }

  put(key: string, value: T): Change {
    return [this.name, key, 'put', value];
  }

  /** A member that is `null` is removed from the record. */
  patch(key: string, value: { readonly [K in keyof T]?: T[K] | null }): Change {
    return [this.name, key, 'patch', value];
  }

  delete(key: string): Change {
    return [this.name, key, 'delete'];
  }

  apply(change: Change): void {
    const [, key, action, value] = change;
    const before = this.records.get(key);
    const after = action === 'delete' ? undefined : action === 'put' ? (value as T) : merge(before, value);
    if (after === undefined) this.records.delete(key);
    else this.records.set(key, after);
    this.watcher?.(key, before, after);
  }
}

function merge<T extends object>(before: T | undefined, patch: object): T {
  const members = Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null);
  return Object.fromEntries(members) as T;
}

/**
 * All tables of one folder. Declare every table, then `open()` replays what is on disk.
 * The files are `state.<n>.jsonl`; the highest n counts. A snapshot is written beside it and takes its place by a rename.
 */
export class Store {
  private readonly tables = new Map<string, Table<object>>();
  private journal: Journal | undefined;
  private generation = 0;
  /** Changes in the journal, to be compared with the records that are alive. */
  private changeCount = 0;
  private compactAboveBytes = smallJournalBytes;

  constructor(private readonly folder: string) {}

  table<T extends object>(name: string, watcher?: Watcher<T>): Table<T> {
    const table = new Table<T>(name, watcher);
    this.tables.set(name, table as unknown as Table<object>);
    return table;
  }

  /** Replays the journal. */
  open(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const generations = readdirSync(this.folder).flatMap((name) => {
      const match = /^state\.(\d+)\.jsonl$/.exec(name);
      return match?.[1] === undefined ? [] : [Number(match[1])];
    });
    this.generation = Math.max(0, ...generations);
    this.journal = Journal.open(this.pathOf(this.generation), (record) => this.apply(record as readonly Change[]));
    // A kill between the rename of a snapshot and the removal of what it replaced leaves the older file behind.
    for (const old of generations) if (old < this.generation) rmSync(this.pathOf(old), { force: true });
    rmSync(join(this.folder, 'snapshot.tmp'), { force: true });
    this.compactIfWorthwhile();
  }

  /**
   * Writes the changes as one record, then makes them visible: all of them or none.
   * @throws StorageError when they cannot be written; nothing has changed then.
   */
  commit(...changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const journal = this.opened();
    journal.append(changes);
    this.apply(changes);
    this.compactIfWorthwhile();
  }

  close(): void {
    this.journal?.close();
    this.journal = undefined;
  }

  private apply(changes: readonly Change[]): void {
    for (const change of changes) this.tables.get(change[0])?.apply(change);
    this.changeCount += changes.length;
  }

  private compactIfWorthwhile(): void {
    if (this.opened().sizeBytes <= this.compactAboveBytes) return;
    let alive = 0;
    for (const table of this.tables.values()) alive += table.records.size;
    if (this.changeCount > 3 * alive) this.compact();
  }

  /** Writes what is alive to a new journal. A failure (a full disk) leaves the old one in use. */
  private compact(): void {
    const temporary = join(this.folder, 'snapshot.tmp');
    rmSync(temporary, { force: true });
    const snapshot = Journal.open(temporary);
    let alive = 0;
    try {
      let line: Change[] = [];
      for (const table of this.tables.values()) {
        for (const [key, value] of table.records) {
          line.push(table.put(key, value));
          alive += 1;
          if (line.length < changesPerSnapshotLine) continue;
          snapshot.append(line);
          line = [];
        }
      }
      snapshot.append(line);
    } catch {
      // The journal that is open still holds everything; try again when it has doubled.
      snapshot.close();
      rmSync(temporary, { force: true });
      this.compactAboveBytes = 2 * this.opened().sizeBytes;
      return;
    }
    this.opened().close();
    snapshot.close();
    renameSync(temporary, this.pathOf(this.generation + 1));
    rmSync(this.pathOf(this.generation), { force: true });
    this.generation += 1;
    this.journal = Journal.open(this.pathOf(this.generation));
    this.changeCount = alive;
    this.compactAboveBytes = smallJournalBytes;
  }

  private pathOf(generation: number): string {
    return join(this.folder, `state.${generation}.jsonl`);
  }

  private opened(): Journal {
    if (this.journal === undefined) throw new Error('The store is not open');
    return this.journal;
  }
}
