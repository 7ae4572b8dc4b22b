// Facts of a job that waits in a queue where nothing is wrong; each test changes what it is about.
import type { Facts } from '../../../../src/app/diagnosis/facts';
import { type CheckId, makeReport } from '../../../../src/app/diagnosis/report';
import type { CheckResult } from '../../../../src/app/diagnosis/check';
import { checks } from '../../../../src/app/diagnosis/checks';
import { inEnglish } from '../../../../src/app/l10n';
import type { Job } from '../../../../src/core/job';
import { aDefinition, aJob, aQueue, anEnvironment } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';

export const now = Date.parse('2026-11-24T08:00:00Z');

export const denied = { error: appError('denied', 'not authorized to perform: batch:Describe') };

export function aWaitingJob(rest: Partial<Job> = {}): Job {
  return aJob('mine', 'RUNNABLE', { container: { image: 'busybox', vcpus: 1, memoryMib: 2048 }, ...rest });
}

export function aFailedJob(rest: Partial<Job> = {}): Job {
  return aWaitingJob({ status: 'FAILED', ...rest });
}

export function someFacts(changes: Partial<Facts> = {}): Facts {
  const job = aWaitingJob();
  return {
    now,
    isLocal: false,
    hasConsole: true,
    asked: 'job',
    job,
    dependencies: { value: [] },
    consumables: { value: [] },
    queue: { value: aQueue('q') },
    environments: { value: [{ name: 'local', environment: anEnvironment('local') }] },
    definition: { value: aDefinition('d', 1) },
    front: { value: { jobs: [{ jobId: 'mine', since: now - 60_000 }], usedVcpus: 4 } },
    head: { value: job },
    ...changes,
  };
}

/** Facts with these environments, in the order of the queue. */
export function inEnvironments(
  ...environments: readonly ReturnType<typeof anEnvironment>[]
): Pick<Facts, 'environments'> {
  return { environments: { value: environments.map((environment) => ({ name: environment.name, environment })) } };
}

export function resultOf(id: CheckId, changes: Partial<Facts> = {}): CheckResult {
  return checks[id].run(someFacts(changes), inEnglish);
}

export function verdictOf(changes: Partial<Facts> = {}): string {
  return makeReport(someFacts(changes), inEnglish).verdict;
}
