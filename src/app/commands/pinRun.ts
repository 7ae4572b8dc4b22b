// Keeps runs at the head of the list, and in the ledger however old they become.
import { targetRuns } from '../runs/targetRuns';
import type { Services } from '../services';
import type { Command } from './command';

export const pinRun: Command<Pick<Services, 'runs' | 't' | 'clock'>> = async (services, target, selection) => {
  const { runs, clock } = services;
  const entries = targetRuns(services, target, selection).map(
    ({ id }) => ({ kind: 'pin', id, isPinned: true }) as const,
  );
  await runs.ledger.add(...entries.map((entry) => ({ ...entry, at: clock.now() })));
};
