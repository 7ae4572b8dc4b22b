// Opens the page of the AWS console about what is selected.
import { type ConsolePage, consoleUrl } from '../../core/consoleUrl';
import { AppError } from '../../core/errors';
import type { ResourceName } from '../ports';
import type { Services } from '../services';
import type { Command } from './command';
import { targetNode } from './targetNode';

/** Scheduling policies have none of which the address is known. */
const pages: Readonly<Record<ResourceName['kind'], ConsolePage | undefined>> = {
  job: 'jobs',
  jobQueue: 'queues',
  computeEnvironment: 'compute-environments',
  jobDefinition: 'job-definition',
  schedulingPolicy: undefined,
};

export const openConsole: Command<Pick<Services, 'explorer' | 'sessions' | 't' | 'ui'>> = async (services, target) => {
  const { explorer, sessions, t, ui } = services;
  const resource = explorer.resourceOf(targetNode(services, target));
  const { connection, region } = await sessions.open();
  const id = resource?.id ?? resource?.arn;
  const page = resource && pages[resource.name.kind];
  const url =
    page === undefined || id === undefined || connection.kind !== 'aws' ? undefined : consoleUrl(page, id, region);
  if (url === undefined) throw new AppError('invalid', t('The AWS console has no page about what is selected.'));
  await ui.openExternal(url);
};
