// A ledger in memory.
import type { LedgerEntry } from '../../src/app/ledger/ledgerEntry';
import type { LedgerContent, LedgerPort } from '../../src/app/ledger/ledgerPort';

export class FakeLedger implements LedgerPort {
  entries: LedgerEntry[] = [];
  error: Error | undefined;

  append(entries: readonly LedgerEntry[]): Promise<void> {
    if (this.error !== undefined) return Promise.reject(this.error);
    this.entries.push(...entries);
    return Promise.resolve();
  }

  read(): Promise<LedgerContent> {
    return Promise.resolve({ entries: this.entries, badLines: 0, newerFiles: [] });
  }

  compact(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
