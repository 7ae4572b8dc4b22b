// Shows older runs.
import type { Services } from '../services';
import type { Command } from './command';

export const loadMoreRuns: Command<Pick<Services, 'runs'>> = ({ runs }) => {
  runs.showMore();
  return Promise.resolve();
};
