// The runs that the ledger knows, in memory: read once, then kept up to date with what this window writes.
import { foldLedger, type LedgerRun } from '../ledger/foldLedger';
import type { LedgerEntry, RunFacts } from '../ledger/ledgerEntry';
import type { LedgerPort } from '../ledger/ledgerPort';

/** Unpinned ones beyond this go, the oldest first. */
const maxRuns = 2000;

export class RunLedger {
  private readonly entries = new Map<string, LedgerEntry[]>();
  private readonly folded = new Map<string, LedgerRun>();
  private sorted: readonly LedgerRun[] | undefined;
  private loading: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly port: LedgerPort) {}

  /** Newest first. */
  get runs(): readonly LedgerRun[] {
    this.sorted ??= [...this.folded.values()].sort((one, other) => other.recordedAt - one.recordedAt);
    return this.sorted;
  }

  get(id: string): LedgerRun | undefined {
    return this.folded.get(id);
  }

  factsOf(id: string): { readonly facts: RunFacts; readonly at: number } | undefined {
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
    this.take(entries);
  }

  /** @returns a function that ends the subscription */
  onDidChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async readAll(now: number): Promise<void> {
    await this.port.compact(maxRuns, now);
    this.take((await this.port.read()).entries);
  }

  /** A line that is taken twice changes nothing. */
  private take(entries: readonly LedgerEntry[]): void {
    for (const entry of entries) {
      const its = this.entries.get(entry.id);
      if (its === undefined) this.entries.set(entry.id, [entry]);
      else its.push(entry);
    }
    for (const id of new Set(entries.map((entry) => entry.id))) {
      const [run] = foldLedger(this.entries.get(id) ?? []);
      if (run === undefined) this.folded.delete(id);
      else this.folded.set(id, run);
    }
    this.sorted = undefined;
    for (const listener of this.listeners) listener();
  }
}
