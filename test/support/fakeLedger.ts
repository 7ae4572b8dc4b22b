// A ledger in memory.
import type { LedgerEntry } from '../../src/app/ledger/ledgerEntry';
import type { LedgerContent, LedgerPort } from '../../src/app/ledger/ledgerPort';

/** Lines that a window is alone with. */
const taken = new WeakSet<LedgerEntry[]>();

/** Several windows have one of these each, over the same lines. */
export class FakeLedger implements LedgerPort {
  error: Error | undefined;
  newerFiles: readonly string[] = [];
  /** Another window is at it. */
  isBusy = false;
  private readTo: number | undefined;

  constructor(
    readonly entries: LedgerEntry[] = [],
    readonly window = 'window-1',
  ) {}

  append(entries: readonly LedgerEntry[]): Promise<void> {
    if (this.error !== undefined) return Promise.reject(this.error);
    this.entries.push(...entries);
    return Promise.resolve();
  }

  readNew(): Promise<LedgerContent> {
    const entries = this.entries.slice(this.readTo ?? 0);
    const isWhole = this.readTo === undefined;
    this.readTo = this.entries.length;
    return Promise.resolve({ entries, isWhole, badLines: 0, newerFiles: this.newerFiles });
  }

  compact(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async alone(action: () => Promise<void>): Promise<boolean> {
    if (this.isBusy || taken.has(this.entries)) return false;
    taken.add(this.entries);
    await action().finally(() => taken.delete(this.entries));
    return true;
  }
}
