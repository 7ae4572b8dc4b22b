// Shows more of a list.
import type { Services } from '../services';
import type { Command } from './command';
import { targetNode } from './targetNode';

export const loadMore: Command<Pick<Services, 'explorer' | 't'>> = (services, target) =>
  services.explorer.loadMore(targetNode(services, target));
