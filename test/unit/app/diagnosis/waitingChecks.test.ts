// What each check of a job that waits finds when something is wrong, when nothing is, and when it may not look.
import assert from 'node:assert/strict';
import type { Facts } from '../../../../src/app/diagnosis/facts';
import type { ConsumableResource } from '../../../../src/core/consumableResource';
import type { CheckId } from '../../../../src/app/diagnosis/report';
import { aDefinition, aJob, aQueue, anEnvironment } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { aFailedJob, aWaitingJob, denied, inEnvironments, now, resultOf, verdictOf } from './factsFixture';

const pending = aWaitingJob({ status: 'PENDING' });
const dependsOn = (status: string): Partial<Facts> => ({
  job: pending,
  dependencies: { value: [{ jobId: 'other', job: aJob('other', status) }] },
});
const sized = (vcpus: number, memoryMib: number, gpus?: number) =>
  aWaitingJob({ container: { vcpus, memoryMib, ...(gpus !== undefined && { gpus }) } });
const ec2 = (name: string, rest: Parameters<typeof anEnvironment>[1] = {}) =>
  anEnvironment(name, { resourceType: 'EC2', instanceTypes: ['optimal'], ...rest });

const licences = (quantity: number, rest: Partial<ConsumableResource>): Facts['consumables'] => ({
  value: [{ quantity, resource: { name: 'licences', total: 4, available: 0, isReplenishable: true, ...rest } }],
});

type Case = {
  readonly fails: Partial<Facts>;
  readonly verdict: string;
  /** Of its next action. */
  readonly action?: string;
  readonly passes: Partial<Facts>;
  readonly denied: Partial<Facts>;
};

const cases: Readonly<Partial<Record<CheckId, Case>>> = {
  dependencies: {
    fails: dependsOn('FAILED'),
    verdict: 'Blocked: name-other, which it depends on, has failed.',
    action: 'explainJob',
    passes: dependsOn('SUCCEEDED'),
    denied: { job: pending, dependencies: denied },
  },
  consumables: {
    fails: { job: pending, consumables: licences(5, { total: 4 }) },
    verdict: 'Blocked: it wants 5 of licences, of which there are 4.',
    passes: { job: pending, consumables: licences(4, { total: 4, available: 4 }) },
    denied: { job: pending, consumables: denied },
  },
  queueState: {
    fails: { queue: { value: aQueue('q', { status: 'INVALID', statusReason: 'no policy' }) } },
    verdict: 'Blocked: the queue q is INVALID.',
    action: 'openConsole',
    passes: {},
    denied: { queue: denied },
  },
  environments: {
    fails: inEnvironments(anEnvironment('off', { state: 'DISABLED' })),
    verdict: 'Blocked: the compute environment off is disabled.',
    action: 'enableEnvironment',
    passes: inEnvironments(anEnvironment('off', { state: 'DISABLED' }), anEnvironment('on')),
    denied: { environments: denied },
  },
  vcpusFit: {
    fails: { job: sized(32, 65_536), ...inEnvironments(ec2('a', { maxvCpus: 8 }), ec2('b', { maxvCpus: 16 })) },
    verdict: 'Blocked: it asks for 32 vCPUs, and no environment of its queue has more than 16.',
    action: 'raiseMaxvCpus',
    passes: { job: sized(16, 32_768), ...inEnvironments(ec2('a', { maxvCpus: 8 }), ec2('b', { maxvCpus: 16 })) },
    denied: { environments: denied },
  },
  gpusFit: {
    fails: { job: sized(1, 2048, 1), ...inEnvironments(ec2('a')) },
    verdict: 'Blocked: it asks for a GPU, and no environment of its queue has any.',
    passes: { job: sized(1, 2048, 1), ...inEnvironments(ec2('a', { instanceTypes: ['optimal', 'g5.xlarge'] })) },
    denied: { job: sized(1, 2048, 1), environments: denied },
  },
  fargateSize: {
    fails: { job: sized(1, 512) },
    verdict: 'Blocked: Fargate has no 1 vCPUs with 512 MiB.',
    passes: { job: sized(0.25, 512) },
    denied: { environments: denied },
  },
  platform: {
    fails: { ...inEnvironments(ec2('a')) },
    verdict: 'Blocked: its definition is for FARGATE, its queue runs on EC2.',
    passes: { definition: { value: aDefinition('d', 1, { platforms: [] }) }, ...inEnvironments(ec2('a')) },
    denied: { definition: denied },
  },
  headOfQueue: {
    fails: {
      front: { value: { jobs: [{ jobId: 'head' }, { jobId: 'mine' }] } },
      head: { value: aJob('head', 'RUNNABLE', { statusReason: 'UNDETERMINED - Batch job is blocked, root cause …' }) },
    },
    verdict: 'Blocked: name-head is first in the queue and cannot be placed.',
    action: 'explainJob',
    passes: { front: { value: { jobs: [{ jobId: 'head' }] } }, head: { value: aJob('head', 'RUNNABLE') } },
    denied: { front: denied, head: denied },
  },
};

describe('checks of a job that waits', () => {
  for (const [id, { fails, verdict, action, passes, denied: refused }] of Object.entries(cases)) {
    // The keys of an object that is written down are its only ones.
    const check = id as CheckId;
    it(`${id}: names the cause, and passes, and says when it may not look`, () => {
      const failing = resultOf(check, fails);
      assert.deepEqual([failing.outcome, failing.verdict, failing.action?.kind], ['failed', verdict, action]);
      assert.equal(verdictOf(fails), verdict, 'no other check comes before it');
      assert.equal(resultOf(check, passes).outcome, 'passed');
      const { outcome, evidence } = resultOf(check, refused);
      assert.deepEqual([outcome, ...evidence], ['notPermitted', denied.error.message]);
      assert.equal(resultOf(check, { job: aFailedJob() }).outcome, 'notApplicable', 'a job that has ended');
    });
  }

  it('givenReason: every code of AWS Batch is explained, and no other text is taken for one', () => {
    const codes = [
      'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested',
      'MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) …',
      'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement …',
      'MISCONFIGURATION:EC2_INSTANCE_CONFIGURATION_UNSUPPORTED - Your compute environment …',
      'MISCONFIGURATION:SERVICE_ROLE_PERMISSIONS – Batch service role has a permission issue.',
      'ACTION_REQUIRED - CE(s) associated with the job queue are invalid.',
      'UNDETERMINED - Batch job is blocked, root cause is undetermined.',
    ];
    const verdicts = codes.map((statusReason) => verdictOf({ job: aWaitingJob({ statusReason }) }));
    assert.equal(new Set(verdicts).size, codes.length);
    for (const verdict of verdicts) assert.match(verdict, /^Blocked: /);
    const unknown = resultOf('givenReason', { job: aWaitingJob({ statusReason: 'MISCONFIGURATION:NEW_ONE - text' }) });
    assert.deepEqual([unknown.outcome, unknown.evidence[0]?.includes('NEW_ONE')], ['failed', true]);
    for (const statusReason of [
      undefined,
      'Host EC2 (instance i-1) terminated.',
      'Essential container in task exited',
    ]) {
      assert.equal(resultOf('givenReason', { job: aWaitingJob({ statusReason }) }).outcome, 'passed');
    }
  });

  it('position: next, further back, beyond what is told, and when it may not look', () => {
    const jobs = Array.from({ length: 100 }, (_, n) => ({ jobId: `job-${n}`, since: now - 185_000 }));
    assert.equal(verdictOf(), 'Next in line for 1 min 00 s: it waits until its environments have room.');
    const third = { front: { value: { jobs: [...jobs.slice(0, 2), { jobId: 'mine', since: now - 185_000 }] } } };
    const head = { head: { value: aJob('job-0', 'RUNNABLE') } };
    assert.equal(verdictOf({ ...third, ...head }), 'Waiting its turn: position 3, there for 3 min 05 s.');
    assert.equal(resultOf('position', third).sentence, 'It has been number 3 for 3 min 05 s.');
    assert.equal(
      verdictOf({ front: { value: { jobs } }, ...head }),
      'Waiting its turn: 100 jobs or more are before it.',
    );
    assert.deepEqual(resultOf('position').evidence, [
      'Jobs told as next: 1',
      'vCPUs that the queue uses now: 4',
      'vCPUs that its environments may have: 16',
    ]);
    assert.equal(resultOf('position', { front: denied }).outcome, 'notPermitted');
    assert.equal(verdictOf({ front: denied, head: denied }), 'No cause was found, but 2 checks were not permitted.');
    const child = aWaitingJob({ jobId: 'whole:7' });
    const whole = { front: { value: { jobs: [{ jobId: 'x' }, { jobId: 'whole', since: now }] } } };
    assert.match(verdictOf({ job: child, ...whole }), /position 2/, 'an array that stands in line as a whole');
  });

  it('dependencies: says what it waits for, and does not wait for what AWS has forgotten', () => {
    assert.equal(verdictOf(dependsOn('RUNNING')), 'Waiting for another job: name-other is RUNNING.');
    const two = [aJob('a', 'RUNNABLE'), aJob('b', 'RUNNING'), aJob('c', 'SUCCEEDED')];
    const dependencies = { value: two.map((job) => ({ jobId: job.jobId, job })) };
    assert.equal(
      verdictOf({ job: pending, dependencies }),
      'Waiting for 2 other jobs; the first of them, name-a, is RUNNABLE.',
    );
    assert.equal(
      resultOf('dependencies', { job: pending, dependencies: { value: [{ jobId: 'old' }] } }).outcome,
      'passed',
    );
  });

  it('consumables: waits for what comes back, and not for what is used up', () => {
    assert.equal(
      verdictOf({ job: pending, consumables: licences(2, {}) }),
      'Waiting for licences: it wants 2, 0 are free.',
    );
    assert.equal(
      verdictOf({ job: pending, consumables: licences(2, { isReplenishable: false, available: 1 }) }),
      'Blocked: it wants 2 of licences, of which there are 1.',
    );
    assert.equal(resultOf('consumables', { job: pending }).outcome, 'notApplicable');
  });

  it('fairShare: what the share of the job uses of what the queue uses', () => {
    const shared = { queue: { value: aQueue('q', { schedulingPolicyArn: 'arn:p' }) } };
    const job = aWaitingJob({ shareIdentifier: 'team' });
    const front = { value: { jobs: [], usedVcpus: 12, shares: [{ shareIdentifier: 'team', usedVcpus: 8 }] } };
    const { outcome, sentence } = resultOf('fairShare', { ...shared, job, front });
    assert.equal(outcome, 'passed');
    assert.match(sentence, /^Its share team uses 8 of the 12 vCPUs/);
    assert.equal(resultOf('fairShare', { ...shared, job, front: denied }).outcome, 'notPermitted');
    assert.equal(resultOf('fairShare', { job, front }).outcome, 'notApplicable', 'the queue is not shared out');
  });

  it('queueState: a disabled queue takes no new jobs, but is no reason why a job in it waits', () => {
    const queue = { value: aQueue('q', { state: 'DISABLED' }) };
    const [ofJob, ofQueue] = [resultOf('queueState', { queue }), resultOf('queueState', { queue, asked: 'queue' })];
    assert.deepEqual([ofJob.outcome, ofJob.verdict, ofJob.action?.kind], ['passed', undefined, 'enableQueue']);
    assert.deepEqual([ofQueue.outcome, ofQueue.action?.kind], ['failed', 'enableQueue']);
    assert.match(verdictOf({ queue: { value: undefined } }), /does not exist any longer/);
  });

  it('environments: invalid, being made, gone, none at all', () => {
    const invalid = anEnvironment('ce', {
      status: 'INVALID',
      statusReason: 'SpotFleetRequestConfig.IamFleetRole is …',
    });
    assert.equal(verdictOf(inEnvironments(invalid)), 'Blocked: the compute environment ce is INVALID.');
    assert.match(resultOf('environments', inEnvironments(invalid)).sentence, /Spot fleet role/);
    assert.equal(resultOf('environments', inEnvironments(invalid)).action?.kind, 'openConsole');
    assert.equal(resultOf('environments', { ...inEnvironments(invalid), hasConsole: false }).action, undefined);
    assert.match(verdictOf(inEnvironments(anEnvironment('ce', { status: 'CREATING' }))), /ce is CREATING/);
    assert.match(verdictOf({ environments: { value: [{ name: 'gone' }] } }), /gone does not exist/);
    assert.match(verdictOf(inEnvironments()), /has no compute environment/);
    const queue = { value: aQueue('sagemaker', { computeEnvironments: [], serviceEnvironments: ['arn'] }) };
    assert.equal(resultOf('environments', { ...inEnvironments(), queue }).outcome, 'notApplicable');
  });

  it('vcpusFit: offers to enable the large environment that is only switched off', () => {
    const environments = inEnvironments(
      ec2('small', { maxvCpus: 4 }),
      ec2('large', { maxvCpus: 64, state: 'DISABLED' }),
    );
    const { action } = resultOf('vcpusFit', { job: sized(8, 2048), ...environments });
    assert.ok(action?.kind === 'enableEnvironment');
    assert.equal(action.environment.name, 'large');
    const unmanaged = inEnvironments(anEnvironment('own', { management: 'UNMANAGED', maxvCpus: undefined }));
    assert.equal(resultOf('vcpusFit', { job: sized(512, 2048), ...unmanaged }).outcome, 'passed');
  });

  it('fargateSize and platform: the local engine runs every size and platform', () => {
    for (const check of ['fargateSize', 'platform'] as const) {
      assert.equal(resultOf(check, { isLocal: true, job: sized(1, 512) }).outcome, 'notApplicable');
    }
    assert.match(resultOf('fargateSize', { job: sized(3, 4096) }).sentence, /0\.25, 0\.5, 1, 2, 4/);
    assert.match(resultOf('fargateSize', { job: sized(1, 512) }).sentence, /is 2048 MiB/);
  });

  it('trouble that is no refusal is told as it is', () => {
    const { outcome, evidence } = resultOf('position', { front: { error: appError('server', 'no such operation') } });
    assert.deepEqual([outcome, ...evidence], ['notApplicable', 'no such operation']);
  });
});
