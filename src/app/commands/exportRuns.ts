// Writes the runs that the view shows, or those that are selected, into a file.
import { AppError } from '../../core/errors';
import { neverAborted } from '../pipeline/neverAborted';
import { runsAsCsv, runsAsJson } from '../runs/exportText';
import { RunRef } from '../runs/runsList';
import type { Services } from '../services';
import type { Command } from './command';

type Needs = Pick<Services, 'runs' | 't' | 'ui' | 'files'>;

export const exportRuns: Command<Needs> = async ({ runs, t, ui, files }, _target, selection) => {
  const selected = (selection ?? [])
    .filter((one) => one instanceof RunRef)
    .flatMap(({ id }) => runs.ledger.get(id) ?? []);
  const chosen = selected.length > 0 ? selected : runs.matching;
  if (chosen.length === 0) throw new AppError('invalid', t('There is no run to export.'));
  const title = t('Export {0} Runs', chosen.length);
  const ending = await ui.pick(
    [
      { label: 'CSV', detail: t('A line a run, for spreadsheets'), value: 'csv' as const },
      { label: 'JSON', detail: t('All that is known, for programs'), value: 'json' as const },
    ],
    { title },
  );
  const uri = await ui.askSaveLocation(`runs.${ending}`, title);
  const text = ending === 'csv' ? runsAsCsv(chosen) : runsAsJson(chosen);
  await files.write(uri, oneChunk(text), neverAborted);
  ui.inform(t('{0} was saved.', files.nameOf(uri)), { label: t('Open'), run: () => files.show(uri) });
};

// eslint-disable-next-line @typescript-eslint/require-await -- what is written is asked for piece by piece, and this is one
async function* oneChunk(text: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(text);
}
