// Shows everything again that a node holds.
import type { Services } from '../services';
import type { Command } from './command';
import { targetNode } from './targetNode';

export const clearFilter: Command<Pick<Services, 'explorer' | 't'>> = (services, target) => {
  const { explorer } = services;
  const node = targetNode(services, target);
  return explorer.setOptions(node, { ...explorer.optionsOf(node), text: undefined, statuses: undefined });
};
