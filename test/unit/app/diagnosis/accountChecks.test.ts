// The checks of what the account has: each fails, passes, and says when it may not look.
import assert from 'node:assert/strict';
import type { AccountFacts } from '../../../../src/app/diagnosis/accountFacts';
import { gatherFacts } from '../../../../src/app/diagnosis/gatherFacts';
import { type CheckId, makeReport } from '../../../../src/app/diagnosis/report';
import { inEnglish } from '../../../../src/app/l10n';
import type { ContainerInstance } from '../../../../src/app/aroundPort';
import type { Connection } from '../../../../src/core/connection';
import type { Job } from '../../../../src/core/job';
import { aJob, aQueue, anEnvironment, environmentArn, fails } from '../../../support/fakeBrowser';
import { makeSubmitWorld } from '../../../support/submitWorld';
import { aFailedJob, aWaitingJob, denied, now, resultOf, someFacts, verdictOf } from './factsFixture';

const environment = anEnvironment('ce', { resourceType: 'EC2', desiredvCpus: 4, ecsClusterArn: 'arn:c' });
const machine: ContainerInstance = {
  ...{ arn: 'arn:m', status: 'ACTIVE', isAgentConnected: true, hasLogDriver: true, freeVcpus: 0, freeMemoryMib: 0 },
};
const all: AccountFacts = {
  machines: { value: [{ environment, machines: [machine] }] },
  scaling: { value: [{ environment, activities: [{ at: now - 2000, hasFailed: false, text: 'Launching i-1' }] }] },
  quotas: { value: [{ quota: 'onDemand', vcpus: 64, usedVcpus: 0 }] },
  roles: [{ purpose: 'execution', name: 'arn:aws:iam::1:role/run', isThere: { value: true } }],
  deniedLogActions: { value: [] },
  hasLogGroup: { value: true },
  network: { value: { missing: [], full: [] } },
};
const withAccount = (changes: Partial<AccountFacts>, job: Job = aWaitingJob()) => ({
  job,
  account: { ...all, ...changes },
});
const logging = { logGroupName: '/own', executionRoleArn: 'arn:aws:iam::1:role/run' };
const starting = aWaitingJob({ status: 'STARTING', ...logging });

type Case = {
  readonly fails: Partial<AccountFacts>;
  readonly verdict: string;
  readonly denied: Partial<AccountFacts>;
  readonly job?: Job;
};

const cases: Readonly<Partial<Record<CheckId, Case>>> = {
  network: {
    fails: { network: { value: { missing: ['subnet-1'], full: [] } } },
    verdict: 'Blocked: subnet-1 does not exist any longer.',
    denied: { network: denied },
  },
  scaling: {
    fails: {
      scaling: {
        value: [
          {
            environment,
            activities: [
              { at: now - 1000, hasFailed: true, text: 'InsufficientInstanceCapacity: none of c5.large' },
              { at: now - 2000, hasFailed: false, text: 'Launching i-1' },
            ],
          },
        ],
      },
    },
    verdict: 'Blocked: EC2 could not start a machine for ce: InsufficientInstanceCapacity: none of c5.large',
    denied: { scaling: denied },
  },
  machinesJoined: {
    fails: { machines: { value: [{ environment, machines: [{ ...machine, isAgentConnected: false }] }] } },
    verdict: 'Blocked: no machine of ce joins its cluster.',
    denied: { machines: denied },
  },
  vcpuQuota: {
    fails: { quotas: { value: [{ quota: 'onDemand', vcpus: 32, usedVcpus: 32 }] } },
    verdict: 'Blocked: the account may not have 1 vCPUs more.',
    denied: { quotas: denied },
  },
  roles: {
    fails: { roles: [{ purpose: 'job', name: 'arn:aws:iam::1:role/gone', isThere: { value: false } }] },
    verdict: 'Blocked: the role gone does not exist.',
    denied: { roles: [{ purpose: 'job', name: 'gone', isThere: denied }] },
    job: starting,
  },
  logAccess: {
    fails: { hasLogGroup: { value: false } },
    verdict: 'Blocked: the log group /own does not exist.',
    denied: { hasLogGroup: denied },
    job: starting,
  },
};

describe('checks of the account', () => {
  for (const [id, { fails: failing, verdict, denied: refused, job }] of Object.entries(cases)) {
    // The keys of an object that is written down are its only ones.
    const check = id as CheckId;
    it(`${id}: names the cause, and passes, and says when it may not look`, () => {
      const result = resultOf(check, withAccount(failing, job));
      assert.deepEqual([result.outcome, result.verdict], ['failed', verdict]);
      assert.equal(verdictOf(withAccount(failing, job)), verdict, 'no other check comes before it');
      assert.equal(resultOf(check, withAccount({}, job)).outcome, 'passed');
      const { outcome, evidence } = resultOf(check, withAccount(refused, job));
      assert.deepEqual([outcome, ...evidence], ['notPermitted', denied.error.message]);
      assert.equal(resultOf(check, {}).outcome, 'notApplicable', 'the local engine, another endpoint');
    });
  }

  it('machinesJoined: gives machines time to start, and wants none where AWS Batch wants none', () => {
    const none = (desiredvCpus: number) => ({
      machines: { value: [{ environment: { ...environment, desiredvCpus }, machines: [] }] },
    });
    assert.match(resultOf('machinesJoined', withAccount(none(4))).sentence, /being started, for 1 min/);
    assert.equal(
      resultOf('machinesJoined', { ...withAccount(none(4)), front: { value: { jobs: [] } } }).outcome,
      'failed',
    );
    assert.equal(
      resultOf('machinesJoined', { ...withAccount(none(0)), front: { value: { jobs: [] } } }).outcome,
      'passed',
    );
  });

  it('scaling: an old failure, or one where another environment gets machines, blocks nobody', () => {
    const failure = {
      at: now - 1000,
      hasFailed: true,
      text: 'You have requested more vCPU capacity than your current limit',
    };
    const scaling = (...all: (readonly [Partial<typeof environment>, typeof failure])[]) => ({
      scaling: {
        value: all.map(([changes, one]) => ({ environment: { ...environment, ...changes }, activities: [one] })),
      },
    });
    const outcome = (...all: Parameters<typeof scaling>) => resultOf('scaling', withAccount(scaling(...all))).outcome;
    assert.equal(outcome([{}, failure]), 'failed');
    assert.match(resultOf('scaling', withAccount(scaling([{}, failure]))).sentence, /Service Quotas/);
    assert.equal(outcome([{}, { ...failure, at: now - 4_000_000 }]), 'passed');
    assert.equal(outcome([{ desiredvCpus: 0 }, failure]), 'passed');
    assert.equal(outcome([{}, failure], [{ name: 'other' }, { ...failure, hasFailed: false }]), 'passed');
  });

  it('vcpuQuota: room on a machine that is there needs no quota; of Fargate it knows what the queue uses', () => {
    const reached = { quotas: { value: [{ quota: 'onDemand', vcpus: 32, usedVcpus: 32 }] } } as const;
    const roomy = {
      machines: { value: [{ environment, machines: [{ ...machine, freeVcpus: 1, freeMemoryMib: 2048 }] }] },
    };
    assert.equal(resultOf('vcpuQuota', withAccount({ ...reached, ...roomy })).outcome, 'passed');
    const fargate = (vcpus: number) => ({
      machines: { value: [] },
      quotas: { value: [{ quota: 'fargate' as const, vcpus }] },
    });
    assert.equal(resultOf('vcpuQuota', withAccount(fargate(6))).outcome, 'passed', '4 are in use');
    assert.equal(resultOf('vcpuQuota', withAccount(fargate(4))).outcome, 'failed');
    const others = { ...fargate(16), quotas: { value: [{ quota: 'fargate' as const, vcpus: 16, usedVcpus: 16 }] } };
    const { outcome, evidence } = resultOf('vcpuQuota', withAccount(others));
    assert.equal(outcome, 'failed', 'other queues use the rest');
    assert.match(evidence[0] ?? '', /16 vCPUs, 16 in use by jobs of AWS Batch alone/);
  });

  it('network and logAccess: full subnets, a role that may not write', () => {
    assert.match(
      verdictOf(withAccount({ network: { value: { missing: [], full: ['subnet-2'] } } })),
      /subnet-2 has no address/,
    );
    const refused = withAccount({ deniedLogActions: { value: ['logs:PutLogEvents'] } }, starting);
    assert.match(verdictOf(refused), /may not write the log/);
    assert.equal(resultOf('logAccess', refused).sentence, 'Allow the role run: logs:PutLogEvents.');
  });

  describe('what is asked', () => {
    const onAws: Connection = { kind: 'aws', region: 'us-east-1' };
    const gather = async (
      job: Job,
      connection: Connection = onAws,
      change?: (world: ReturnType<typeof makeSubmitWorld>) => void,
    ) => {
      const world = makeSubmitWorld(connection);
      const place = { subnets: ['subnet-1'], securityGroupIds: ['sg-1'], instanceRole: 'ecsInstanceRole' };
      world.batch.browser.environments = [anEnvironment('local', { ...environment, ...place, name: 'local' })];
      world.batch.browser.jobs = [job];
      change?.(world);
      const question = { kind: 'job', jobId: job.jobId, shownName: '' } as const;
      const facts = await gatherFacts(question, {
        session: world.session,
        signal: world.session.signal,
        now: 0,
        t: inEnglish,
      });
      return { facts, calls: [...world.account.calls, ...world.around.calls].sort() };
    };

    it('only on AWS, and only for a job that has not begun', async () => {
      const { calls } = await gather(aJob('a', 'RUNNABLE', logging));
      assert.deepEqual(calls, [
        ...['groups', 'has /own', 'has arn:aws:iam::1:role/run', 'has ecsInstanceRole', 'instances', 'list arn:c'],
        ...['quota onDemand', 'scaling local', 'simulate arn:aws:iam::1:role/run', 'subnets'],
      ]);
      for (const status of ['RUNNING', 'SUCCEEDED', 'PENDING'])
        assert.deepEqual((await gather(aJob('a', status))).calls, []);
      assert.deepEqual((await gather(aJob('a', 'RUNNABLE'), { kind: 'local' })).calls, []);
      const notStarted = aFailedJob({ jobId: 'a', statusReason: 'Task failed to start' });
      assert.ok((await gather(notStarted)).calls.includes('subnets'));
    });

    it('of Fargate what every queue of its kind uses, and not of those that have both kinds', async () => {
      const kinds = { onDemand: 'FARGATE', spot: 'FARGATE_SPOT' };
      const { facts, calls } = await gather(aJob('a', 'RUNNABLE'), onAws, ({ batch: { browser } }) => {
        browser.environments = Object.entries(kinds).map(([name, resourceType]) =>
          anEnvironment(name, { resourceType }),
        );
        const queue = (name: string, ...used: readonly string[]) =>
          aQueue(name, { computeEnvironments: used.map(environmentArn) });
        browser.queues = [queue('q', 'onDemand'), queue('other', 'onDemand'), queue('both', 'onDemand', 'spot')];
        browser.front = { jobs: [], usedVcpus: 3 };
      });
      assert.deepEqual(facts.account?.quotas, { value: [{ quota: 'fargate', vcpus: 64, usedVcpus: 6 }] });
      assert.ok(!calls.includes('instances'), 'EC2 is not asked');
    });

    it('a refusal is the answer of that check alone', async () => {
      const { facts } = await gather(aJob('a', 'RUNNABLE', { ...logging, container: { vcpus: 1 } }), onAws, (world) => {
        world.account.before = (call) => fails('denied', `not authorized: ${call}`);
        world.around.before = (call) => fails('denied', `not authorized: ${call}`);
      });
      const { rows } = makeReport({ ...someFacts(), ...facts }, inEnglish);
      const refused = rows.filter(({ outcome }) => outcome === 'notPermitted').map(({ id }) => id);
      assert.deepEqual(refused, ['network', 'scaling', 'machinesJoined', 'vcpuQuota', 'roles', 'logAccess']);
    });
  });
});
