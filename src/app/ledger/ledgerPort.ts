// Where the ledger's lines are kept: a port, so that the app does no I/O.
import type { LedgerEntry } from './ledgerEntry';

export type LedgerContent = {
  readonly entries: readonly LedgerEntry[];
  /** Lines that could not be read: cut off by a crash. */
  readonly badLines: number;
  /** Names of files that a newer version has made: they are left alone, and their runs are not shown. */
  readonly newerFiles: readonly string[];
};

/** Any number of windows may use the same one at once. */
export interface LedgerPort {
  /** Returns when the lines are on the disk. @throws AppError `invalid` when they cannot be written */
  append(entries: readonly LedgerEntry[]): Promise<void>;
  /** @throws AppError `invalid` when the files cannot be read */
  read(): Promise<LedgerContent>;
  /** Makes it small again. @returns false: another window is at it. @throws AppError `invalid` */
  compact(maxRuns: number, now: number): Promise<boolean>;
}
