// Where the ledger's lines are kept: a port, so that the app does no I/O.
import type { LedgerEntry } from './ledgerEntry';

export type LedgerContent = {
  readonly entries: readonly LedgerEntry[];
  /** Everything that there is: the first look, or files have been made into one meanwhile. Else what is new. */
  readonly isWhole: boolean;
  /** Lines that could not be read: cut off by a crash. */
  readonly badLines: number;
  /** Names of files that a newer version has made: they are left alone, and their runs are not shown. */
  readonly newerFiles: readonly string[];
};

/** Any number of windows may use the same one at once. */
export interface LedgerPort {
  /** Of this window, among those that use the ledger. */
  readonly window: string;
  /** Returns when the lines are on the disk. @throws AppError `invalid` when they cannot be written */
  append(entries: readonly LedgerEntry[]): Promise<void>;
  /** What any window has written since the last time. @throws AppError `invalid` when the files cannot be read */
  readNew(): Promise<LedgerContent>;
  /**
   * Makes it small again, where that is worth it or forced. @returns false: another window is at it.
   * @throws AppError `invalid`
   */
  compact(maxRuns: number, now: number, isForced: boolean): Promise<boolean>;
  /**
   * Runs the action, which takes no second, while no other window runs one.
   * @returns false: another one does so just now, nothing was done. @throws AppError `invalid`, what the action throws
   */
  alone(action: () => Promise<void>): Promise<boolean>;
}
