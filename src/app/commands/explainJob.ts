// Why is it not running? Explains a job that waits, does not begin or has failed, and a queue whose jobs wait.
import { nameOfArn } from '../../core/arn';
import { askWhy } from '../diagnosis/askWhy';
import type { Question } from '../diagnosis/gatherFacts';
import { pickRecentJob } from '../jobLog/pickLog';
import type { Services } from '../services';
import type { Session } from '../session';
import { inSession } from '../submit/inSession';
import { isNode } from '../tree';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'clock' | 'explorer'>;

export const explainJob: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const clicked = questionOf(target, services) ?? questionOf(services.explorer.selection[0], services);
    await askWhy(clicked ?? (await pickJob(services, session)), session, services);
  });

/** Undefined for what is neither a job nor a queue. */
function questionOf(target: unknown, { explorer }: Needs): Question | undefined {
  if (!isNode(target)) return undefined;
  const shownName = explorer.resourceOf(target)?.shownName;
  if (target.kind === 'job' || target.kind === 'attempt') {
    return { kind: 'job', jobId: target.jobId, shownName: shownName ?? target.jobId };
  }
  if (target.kind !== 'queue') return undefined;
  return { kind: 'queue', jobQueue: target.arn, shownName: shownName ?? nameOfArn(target.arn) };
}

async function pickJob(services: Needs, session: Session): Promise<Question> {
  const jobId = await pickRecentJob(services, session, services.t('Why Is It Not Running?'));
  return { kind: 'job', jobId, shownName: jobId };
}
