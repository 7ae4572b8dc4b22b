// When a run is over.
import { isTerminal } from '../../core/jobStatus';
import type { LedgerRun } from '../ledger/foldLedger';

/** What AWS Batch does not tell any longer: a job is forgotten about a week after its end. */
export const forgotten = 'UNKNOWN';

export function isOver({ looks }: Pick<LedgerRun, 'looks'>): boolean {
  const status = looks.at(-1)?.status ?? '';
  return isTerminal(status) || status === forgotten;
}
