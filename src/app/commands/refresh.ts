// Asks for everything that the explorer shows anew.
import type { Services } from '../services';
import type { Command } from './command';

export const refresh: Command<Pick<Services, 'explorer'>> = ({ explorer }) => {
  explorer.refresh();
  return Promise.resolve();
};
