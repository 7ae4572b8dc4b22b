// The runs that the ledger knows, in memory: read once, then kept up to date with what all windows write.
import { foldRun, type LedgerRun } from '../ledger/foldLedger';
import type { EntryOf, LedgerEntry } from '../ledger/ledgerEntry';
import type { LedgerContent, LedgerPort } from '../ledger/ledgerPort';

/** So much more than are to be kept are left until there is another reason to write everything anew. */
const slack = 1.1;

export class RunLedger {
  /** Files of a newer version: their runs are not shown. */
  newerFiles: readonly string[] = [];
  private readonly entries = new Map<string, LedgerEntry[]>();
  private readonly folded = new Map<string, LedgerRun>();
  private sorted: readonly LedgerRun[] | undefined;
  private loading: Promise<void> | undefined;
  private reading: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<() => void>();

  /** @param maxRuns how many to keep; asked for whenever it is made small */
  constructor(
    private readonly port: LedgerPort,
    private readonly maxRuns: () => number,
  ) {}

  /** Of this window, as it stands in what is claimed. */
  get window(): string {
    return this.port.window;
  }

  /** Newest first. */
  get runs(): readonly LedgerRun[] {
    this.sorted ??= [...this.folded.values()].sort((one, other) => other.recordedAt - one.recordedAt);
    return this.sorted;
  }

  get(id: string): LedgerRun | undefined {
    return this.folded.get(id);
  }

  /** What was written when it was submitted. */
  lineOf(id: string): EntryOf<'run'> | undefined {
    return this.entries.get(id)?.find((entry) => entry.kind === 'run');
  }

  /** What was written before; again after a failure. @throws AppError */
  load(now: number): Promise<void> {
    this.loading ??= this.readAll(now).catch((cause: unknown) => {
      this.loading = undefined;
      throw cause;
    });
    return this.loading;
  }

  /** Shown when they are on the disk. @throws AppError */
  async add(...entries: readonly LedgerEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.port.append(entries);
    await this.refresh();
  }

  /** Takes in what any window has written meanwhile. @throws AppError */
  refresh(): Promise<void> {
    const reading = this.reading.then(async () => this.takeNew(await this.port.readNew()));
    this.reading = reading.catch(() => undefined);
    return reading;
  }

  /**
   * Writes lines that no other window must write as well.
   * @param make what is still to be written, of what all windows have written
   * @returns what was written: nothing, too, when another window is at it just now. @throws AppError
   */
  async claim(make: () => readonly LedgerEntry[]): Promise<readonly LedgerEntry[]> {
    let written: readonly LedgerEntry[] = [];
    await this.port.alone(async () => {
      await this.refresh();
      const entries = make();
      await this.add(...entries);
      written = entries;
    });
    return written;
  }

  /** @returns a function that ends the subscription */
  onDidChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async readAll(now: number): Promise<void> {
    await this.refresh();
    const maxRuns = this.maxRuns();
    const pinnedCount = this.runs.filter(({ isPinned }) => isPinned).length;
    const isFull = this.runs.length > slack * Math.max(maxRuns, pinnedCount);
    await this.port.compact(maxRuns, now, isFull);
    await this.refresh();
  }

  private takeNew({ entries, isWhole, newerFiles }: LedgerContent): void {
    this.newerFiles = newerFiles;
    if (isWhole) {
      this.entries.clear();
      this.folded.clear();
    }
    if (isWhole || entries.length > 0) this.take(entries);
  }

  /** A line that is taken twice changes nothing. */
  private take(entries: readonly LedgerEntry[]): void {
    for (const entry of entries) {
      const its = this.entries.get(entry.id);
      if (its === undefined) this.entries.set(entry.id, [entry]);
      else its.push(entry);
    }
    for (const id of new Set(entries.map((entry) => entry.id))) {
      const run = foldRun(id, this.entries.get(id) ?? []);
      if (run === undefined) this.folded.delete(id);
      else this.folded.set(id, run);
    }
    this.sorted = undefined;
    for (const listener of this.listeners) listener();
  }
}
