// The attempts of jobs as what costs: how long each had what it asked for, and which machine and task it was.
import type { Usage } from '../../core/cost';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';

export type AttemptUse = {
  readonly job: Job;
  readonly usage: Usage;
  /** Milliseconds since 1970; undefined: it runs still. */
  readonly stoppedAt?: number;
  readonly taskArn?: string;
  readonly containerInstanceArn?: string;
  /** Its machine went away: Spot took it back, or it was terminated. */
  readonly isHostLost: boolean;
};

/** Those that have run or run now. An attempt whose container never started had nothing. @param now ms since 1970 */
export function attemptUses(job: Job, now: number): readonly AttemptUse[] {
  const told = job.attempts.map((attempt) => ({ ...attempt, isHostLost: isHostLost(attempt.statusReason) }));
  const place = { taskArn: job.taskArn, containerInstanceArn: job.containerInstanceArn };
  const isCurrentTold = told.some(({ taskArn, stoppedAt }) => taskArn === job.taskArn && stoppedAt === undefined);
  // AWS Batch tells of attempts that have ended; that of a job which runs is the job itself.
  const isCurrent = isTerminal(job.status) ? told.length === 0 : job.status === 'RUNNING' && !isCurrentTold;
  const current = { startedAt: job.startedAt, stoppedAt: job.stoppedAt, ...place, isHostLost: false };
  const { vcpus, memoryMib, gpus } = job.container ?? {};
  return [...told, ...(isCurrent ? [current] : [])].flatMap((attempt) => {
    const { startedAt, stoppedAt } = attempt;
    if (startedAt === undefined || job.array?.size !== undefined) return [];
    const durationMs = Math.max(0, (stoppedAt ?? now) - startedAt);
    return [
      {
        ...{ job, stoppedAt, usage: { durationMs, vcpus, memoryMib, gpus }, isHostLost: attempt.isHostLost },
        ...{ taskArn: attempt.taskArn, containerInstanceArn: attempt.containerInstanceArn },
      },
    ];
  });
}

/** From submission to the first start, or until now; undefined where it was never to run. */
export function waitedMs(job: Job, now: number): number | undefined {
  const { createdAt } = job;
  const started = job.attempts.find(({ startedAt }) => startedAt !== undefined)?.startedAt ?? job.startedAt;
  const until = started ?? (isTerminal(job.status) ? undefined : now);
  return createdAt === undefined || until === undefined ? undefined : Math.max(0, until - createdAt);
}

/** `Host EC2 (instance i-…) terminated.`; Fargate: `Your Spot Task was interrupted.` */
function isHostLost(statusReason = ''): boolean {
  return /^Host EC2/i.test(statusReason) || /Spot (interruption|Task was interrupted)/i.test(statusReason);
}
