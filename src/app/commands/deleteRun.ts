// Takes runs out of the ledger. What is on AWS stays.
import { targetRuns } from '../runs/targetRuns';
import type { Services } from '../services';
import type { Command } from './command';

export const deleteRun: Command<Pick<Services, 'runs' | 't' | 'clock' | 'ui'>> = async (
  services,
  target,
  selection,
) => {
  const { runs, clock, ui, t } = services;
  const chosen = targetRuns(services, target, selection);
  const question =
    chosen.length === 1
      ? t('Delete {0} from the list?', chosen[0].jobName)
      : t('Delete {0} runs from the list?', chosen.length);
  await ui.confirm(question, {
    detail: t('Only what this list knows is deleted: jobs, logs and results stay where they are.'),
    action: t('Delete'),
  });
  await runs.ledger.add(...chosen.map(({ id }) => ({ kind: 'delete', id, at: clock.now() }) as const));
};
