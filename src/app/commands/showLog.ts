// Opens what the extension has logged.
import type { Command } from './command';

export const showLog: Command = ({ log }) => {
  log.show();
  return Promise.resolve();
};
