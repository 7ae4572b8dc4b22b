// Lets runs stand among the others again.
import { targetRuns } from '../runs/targetRuns';
import type { Services } from '../services';
import type { Command } from './command';

export const unpinRun: Command<Pick<Services, 'runs' | 't' | 'clock'>> = async (services, target, selection) => {
  const { runs, clock } = services;
  const entries = targetRuns(services, target, selection).map(
    ({ id }) => ({ kind: 'pin', id, isPinned: false }) as const,
  );
  await runs.ledger.add(...entries.map((entry) => ({ ...entry, at: clock.now() })));
};
