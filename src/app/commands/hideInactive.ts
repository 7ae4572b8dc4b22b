// Hides deregistered job definitions.
import type { Services } from '../services';
import type { Command } from './command';

export const hideInactive: Command<Pick<Services, 'explorer'>> = async ({ explorer }) => {
  const node = explorer.definitions;
  if (node !== undefined) await explorer.setOptions(node, { ...explorer.optionsOf(node), showsInactive: undefined });
};
