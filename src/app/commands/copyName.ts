// Copies the names of what is selected.
import type { Command } from './command';
import { type CopyServices, copyOfNodes } from './copyOfNodes';

export const copyName: Command<CopyServices> = (services, target, selection) =>
  copyOfNodes(services, target, selection, services.t('Name'), ({ shownName }) => shownName);
