// Asks for everything that the explorer shows anew.
import type { Command } from './command';

export const refresh: Command = ({ explorer }) => {
  explorer.refresh();
  return Promise.resolve();
};
