// Opens a run of the ledger: its panel where its connection is in use, else what the ledger knows.
import { connectionKey } from '../../core/connection';
import { connectionName } from '../connectionText';
import { runsAsJson } from '../runs/exportText';
import { forgotten } from '../runs/runEnd';
import { targetRuns } from '../runs/targetRuns';
import type { Services } from '../services';
import type { Command } from './command';

type Needs = Pick<Services, 'runs' | 't' | 'ui' | 'sessions' | 'runPanels' | 'clock'>;

export const openRun: Command<Needs> = async (services, target) => {
  const { t, ui, sessions, runPanels, runs, clock } = services;
  const [run] = targetRuns(services, target, undefined);
  const { id, jobName, connection, looks } = run;
  await runs.markSeen([run], clock.now());
  const showKnown = (): Promise<void> =>
    ui.openDocument({
      id: `run:${id}`,
      name: `${jobName}.json`,
      language: 'json',
      read: () => Promise.resolve(runsAsJson([run])),
    });
  if (looks.at(-1)?.status === forgotten) return showKnown();
  if (connectionKey(connection) === connectionKey(sessions.state.connection)) {
    await runPanels.open(id);
    return;
  }
  const name = connectionName(connection, t);
  const isSwitched = await ui.choose(t('{0} ran on {1}, which is not the connection in use.', jobName, name), {
    actions: [
      { label: t('Switch to {0}', name), value: true },
      { label: t('Show What Is Known'), value: false },
    ],
  });
  if (!isSwitched) return showKnown();
  sessions.use(connection);
  await runPanels.open(id);
};
