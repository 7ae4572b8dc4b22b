// Shows deregistered job definitions among the others.
import type { Services } from '../services';
import type { Command } from './command';

export const showInactive: Command<Pick<Services, 'explorer'>> = async ({ explorer }) => {
  const node = explorer.definitions;
  if (node !== undefined) await explorer.setOptions(node, { ...explorer.optionsOf(node), showsInactive: true });
};
