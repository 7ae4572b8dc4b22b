// Why is it not running? Explains a job that waits, does not begin or has failed, and a queue whose jobs wait.
import { askWhy } from '../diagnosis/askWhy';
import type { Question } from '../diagnosis/gatherFacts';
import { pickRecentJob } from '../jobLog/pickLog';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import { isNode } from '../tree';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'clock' | 'explorer'>;

export const explainJob: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const clicked = questionOf(target) ?? questionOf(services.explorer.selection[0]);
    const picked = clicked ?? {
      kind: 'job' as const,
      jobId: await pickRecentJob(services, session, services.t('Why Is It Not Running?')),
    };
    await askWhy(picked, session, services);
  });

/** Undefined for what is neither a job nor a queue. */
function questionOf(target: unknown): Question | undefined {
  if (!isNode(target)) return undefined;
  if (target.kind === 'job' || target.kind === 'attempt') return { kind: 'job', jobId: target.jobId };
  return target.kind === 'queue' ? { kind: 'queue', jobQueue: target.arn } : undefined;
}
