// Copies the ids of the selected jobs; of other things, which have none, their ARNs.
import type { Command } from './command';
import { type CopyServices, copyOfNodes } from './copyOfNodes';

export const copyId: Command<CopyServices> = (services, target, selection) =>
  copyOfNodes(services, target, selection, services.t('ID'), ({ id, arn }) => id ?? arn);
