// Opens a shell in which the aws CLI works on the connection.
import { connectionName } from '../connectionText';
import type { Services } from '../services';
import type { Command } from './command';

export const openTerminal: Command<Pick<Services, 'sessions' | 'ui' | 't'>> = async ({ sessions, ui, t }) => {
  const session = await sessions.open();
  ui.openTerminal(`AWS Batch: ${connectionName(session.connection, t)}`, await session.environment());
};
