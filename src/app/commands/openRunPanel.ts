// Opens the panel in which a job is watched, with its children and their logs.
import { logTargetOf, pickRecentJob } from '../jobLog/pickLog';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'runPanels'>;

export const openRunPanel: Command<Needs> = async (services, target) => {
  const { explorer, runPanels, t } = services;
  const chosen = logTargetOf(target ?? explorer.selection[0])?.jobId;
  const jobId =
    chosen ?? (await inSession(services, (session) => pickRecentJob(services, session, t('Open Run Panel'))));
  await runPanels.open(jobId);
};
