// Shows all runs again.
import type { Services } from '../services';
import type { Command } from './command';

export const clearRunFilter: Command<Pick<Services, 'runs'>> = ({ runs }) => {
  runs.setFilter('');
  return Promise.resolve();
};
