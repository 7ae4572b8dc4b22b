// Asks in which order to show the jobs that a node holds.
import type { Translate } from '../l10n';
import type { Services } from '../services';
import { type JobSort, jobSorts } from '../tree/nodeOptions';
import type { Command } from './command';
import { targetNode } from './targetNode';

export const sortJobs: Command<Pick<Services, 'explorer' | 't' | 'ui'>> = async (services, target) => {
  const { explorer, t, ui } = services;
  const node = targetNode(services, target);
  const options = explorer.optionsOf(node);
  const sort = await ui.pick(
    jobSorts.map((value) => ({
      label: labelOf(value, t),
      value,
      isPreselected: value === (options.sort ?? 'newest'),
    })),
    { title: t('Sort Jobs') },
  );
  await explorer.setOptions(node, { ...options, sort });
};

function labelOf(sort: JobSort, t: Translate): string {
  switch (sort) {
    case 'newest':
      return t('Newest first');
    case 'oldest':
      return t('Oldest first');
    case 'name':
      return t('By name');
    case 'duration':
      return t('Longest run first');
  }
}
