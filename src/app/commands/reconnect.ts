// Opens the chosen connection anew: after trouble, or because credentials have changed.
import type { Services } from '../services';
import type { Command } from './command';

export const reconnect: Command<Pick<Services, 'sessions'>> = async ({ sessions }) => {
  const { status, connection } = sessions.state;
  if (status === 'open') sessions.use(connection);
  await sessions.open();
};
