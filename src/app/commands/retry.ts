// Tries again what could not be read.
import type { Services } from '../services';
import type { Command } from './command';
import { targetNode } from './targetNode';

export const retry: Command<Pick<Services, 'explorer' | 't'>> = (services, target) =>
  services.explorer.refreshNode(targetNode(services, target));
