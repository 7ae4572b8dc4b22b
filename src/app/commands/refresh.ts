// Asks for everything that the explorer shows anew.
import type { ExplorerPort } from '../tree/explorerPort';
import type { Command } from './command';

export const refresh: Command<{ readonly explorer: Pick<ExplorerPort, 'refresh'> }> = ({ explorer }) => {
  explorer.refresh();
  return Promise.resolve();
};
