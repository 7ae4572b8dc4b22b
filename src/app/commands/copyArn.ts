// Copies the ARNs of what is selected.
import type { Command } from './command';
import { type CopyServices, copyOfNodes } from './copyOfNodes';

export const copyArn: Command<CopyServices> = (services, target, selection) =>
  copyOfNodes(services, target, selection, services.t('ARN'), ({ arn }) => arn);
