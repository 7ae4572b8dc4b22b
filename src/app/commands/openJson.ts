// Opens what AWS Batch tells of one thing, as it tells it, in a read-only document.
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import type { Command } from './command';
import { targetNode } from './targetNode';

export const openJson: Command<Pick<Services, 'explorer' | 'sessions' | 't' | 'ui'>> = async (services, target) => {
  const { explorer, sessions, t, ui } = services;
  const resource = explorer.resourceOf(targetNode(services, target));
  if (resource === undefined) throw new AppError('invalid', t('AWS Batch has no description of what is selected.'));
  const session = await sessions.open();
  await ui.openDocument({
    id: `json:${session.id}:${resource.id ?? resource.arn ?? resource.shownName}`,
    name: `${resource.shownName.replaceAll(/[^\w.-]+/g, '-')}.json`,
    language: 'json',
    async read(signal) {
      const either = AbortSignal.any([signal, session.signal]);
      return `${JSON.stringify(await session.batch.fetchRaw(resource.name, either), undefined, 2)}\n`;
    },
  });
};
