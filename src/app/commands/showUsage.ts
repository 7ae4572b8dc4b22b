// Where a job, an array or a run ran and what it costs, as a document.
import { connectionName } from '../connectionText';
import { logTargetOf, pickRecentJob } from '../jobLog/pickLog';
import { nameOf } from '../diagnosis/jobName';
import { keepCost } from '../runs/keepCost';
import type { Services } from '../services';
import type { Session } from '../session';
import { inSession } from '../submit/inSession';
import { lookAtUsage } from '../usage/lookAtUsage';
import { usageText } from '../usage/usageText';
import type { Command } from './command';

type Needs = Pick<
  Services,
  'sessions' | 'ui' | 't' | 'clock' | 'explorer' | 'settings' | 'globalMemory' | 'runs' | 'log'
>;

export const showUsage: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { explorer, t } = services;
    const chosen = logTargetOf(target ?? explorer.selection[0])?.jobId;
    const jobId = chosen ?? (await pickRecentJob(services, session, t('Where and How Much')));
    await open(jobId, session, services);
  });

async function open(jobId: string, session: Session, services: Needs): Promise<void> {
  const { ui, t, runs, log } = services;
  const look = (): Promise<{ readonly name: string; readonly text: string }> =>
    ui.withProgress(t('Looking where it ran and what it costs'), async (progress, cancel) => {
      const signal = AbortSignal.any([cancel, session.signal]);
      const onProgress = (described: number, size: number): void =>
        progress.report(t('{0} of {1} children', described, size), (100 * described) / size);
      const { report, job } = await lookAtUsage(jobId, session, services, signal, onProgress);
      await keepCost(report, runs.ledger, log);
      const name = nameOf(job, jobId);
      const title = t('Where and how much: {0}', name);
      return { name, text: usageText(report, { title, connection: connectionName(session.connection, t), t }) };
    });
  const { name, text } = await look();
  let first: string | undefined = text;
  await ui.openDocument({
    id: `usage:${session.id}:${jobId}`,
    name: `${name.replaceAll(/[^\w.-]+/g, '-')}-where.md`,
    language: 'markdown',
    async read() {
      // What was just found is shown as it is; a look later asks anew.
      const shown = first ?? (await look()).text;
      first = undefined;
      return shown;
    },
  });
}
