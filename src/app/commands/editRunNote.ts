// Writes a few words beside a run.
import { targetRuns } from '../runs/targetRuns';
import type { Services } from '../services';
import type { Command } from './command';

const maxLength = 500;

export const editRunNote: Command<Pick<Services, 'runs' | 't' | 'clock' | 'ui'>> = async (services, target) => {
  const { runs, clock, ui, t } = services;
  const [{ id, jobName, note }] = targetRuns(services, target, undefined);
  const typed = await ui.input({
    title: t('Note for {0}', jobName),
    prompt: t('Shown beside the run, and found by the filter. Empty: none.'),
    value: note,
    validate: (value) => (value.length > maxLength ? t('At most {0} characters.', maxLength) : undefined),
  });
  await runs.ledger.add({ kind: 'note', id, at: clock.now(), note: typed.trim() });
};
