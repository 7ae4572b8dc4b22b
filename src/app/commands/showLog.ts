// Opens what the extension has logged.
import type { Services } from '../services';
import type { Command } from './command';

export const showLog: Command<Pick<Services, 'log'>> = ({ log }) => {
  log.show();
  return Promise.resolve();
};
