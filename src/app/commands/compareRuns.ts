// Opens two runs of the ledger beside each other: settings, durations, failures.
import { AppError } from '../../core/errors';
import type { LedgerRun } from '../ledger/foldLedger';
import { runBaseName } from '../pipeline/runOfJob';
import { comparisonText } from '../runs/comparisonText';
import { RunRef } from '../runs/runsList';
import { targetRuns } from '../runs/targetRuns';
import type { Services } from '../services';
import type { Command } from './command';

type Needs = Pick<Services, 'runs' | 't' | 'ui' | 'clock'>;

export const compareRuns: Command<Needs> = async (services, target, selection) => {
  const { runs, t, ui, clock } = services;
  const [first, second, ...others] = targetRuns(services, target, selection);
  if (others.length > 0) throw new AppError('invalid', t('Select two runs: {0} are selected.', others.length + 2));
  const chosen = [first, second ?? (await pickOther(first, services))] as const;
  const [older, newer] = chosen[0].recordedAt <= chosen[1].recordedAt ? chosen : ([chosen[1], chosen[0]] as const);
  await ui.openDocument({
    id: `compare:${older.id}:${newer.id}`,
    name: `${fileName(older)}-${fileName(newer)}-compared.md`,
    language: 'markdown',
    async read() {
      // They may go on while the document is open; one that was deleted is shown as it was.
      await runs.ledger.refresh();
      const now = ({ id }: LedgerRun, before: LedgerRun): LedgerRun => runs.ledger.get(id) ?? before;
      return comparisonText([now(older, older), now(newer, newer)], clock.now(), t);
    },
  });
};

/** Of the same name first. */
async function pickOther(run: LedgerRun, { runs, t, ui }: Needs): Promise<LedgerRun> {
  const name = runBaseName(run.jobName);
  const others = runs.ledger.runs.filter(({ id }) => id !== run.id);
  if (others.length === 0) throw new AppError('invalid', t('There is no other run to compare with.'));
  const isAlike = ({ jobName }: LedgerRun): boolean => runBaseName(jobName) === name;
  const sorted = [...others.filter(isAlike), ...others.filter((other) => !isAlike(other))];
  const items = sorted.map((value) => {
    const { label, description } = runs.rowOf(new RunRef(value.id));
    return { label, description, detail: value.id, value };
  });
  return ui.pick(items, { title: t('Compare {0} with…', name) });
}

function fileName({ jobName }: LedgerRun): string {
  return runBaseName(jobName).replaceAll(/[^\w.-]+/g, '-');
}
