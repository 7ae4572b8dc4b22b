// Asks for what the selected node holds anew.
import type { Services } from '../services';
import type { Command } from './command';
import { targetNode } from './targetNode';

export const refreshNode: Command<Pick<Services, 'explorer' | 't'>> = (services, target) =>
  services.explorer.refreshNode(targetNode(services, target));
