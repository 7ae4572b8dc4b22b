// The runs that a command works on: what was clicked with what is selected beside it, or what is selected.
import { AppError } from '../../core/errors';
import type { LedgerRun } from '../ledger/foldLedger';
import type { Services } from '../services';
import { RunRef } from './runsList';

type Needs = Pick<Services, 'runs' | 't'>;

/** At least one. @throws AppError `invalid` */
export function targetRuns(
  { runs, t }: Needs,
  target: unknown,
  selection: readonly unknown[] | undefined,
): readonly [LedgerRun, ...LedgerRun[]] {
  const isRef = (one: unknown): one is RunRef => one instanceof RunRef;
  const selected = (selection ?? []).filter(isRef);
  const refs = selected.length > 0 ? selected : isRef(target) ? [target] : runs.selection;
  const [first, ...others] = refs.flatMap(({ id }) => runs.ledger.get(id) ?? []);
  if (first === undefined) throw new AppError('invalid', t('Select a run in the Runs view first.'));
  return [first, ...others];
}
