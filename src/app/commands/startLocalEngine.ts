// Starts the local engine, or finds the one that runs, and works on it.
import type { Services } from '../services';
import type { Command } from './command';

export const startLocalEngine: Command<Pick<Services, 'sessions'>> = async ({ sessions }) => {
  if (sessions.state.connection.kind !== 'local') sessions.use({ kind: 'local' });
  await sessions.open();
};
