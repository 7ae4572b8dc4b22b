// Clone and Edit of a whole run on an engine: a run of its own, of the same input, with what was changed and nothing else.
import assert from 'node:assert/strict';
import { CreateJobQueueCommand, CreateSchedulingPolicyCommand } from '@aws-sdk/client-batch';
import { cloneJob } from '../../src/app/commands/cloneJob';
import { findMerge } from '../../src/app/pipeline/findMerge';
import { planRun } from '../../src/app/pipeline/planRun';
import { readObjectText } from '../../src/app/pipeline/readObjectText';
import { runOfJob } from '../../src/app/pipeline/runOfJob';
import type { Run, RunRequest } from '../../src/app/pipeline/runRequest';
import { submitRun } from '../../src/app/pipeline/submitRun';
import type { Node } from '../../src/app/tree/node';
import { type AwsClients, closeClients } from '../../src/aws/clients';
import type { Job } from '../../src/core/job';
import { isTerminal } from '../../src/core/jobStatus';
import { type EngineWorld, clientsFor, makeEngineWorld } from '../support/engineWorld';
import { asyncOf } from '../support/fakePorts';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';
import { WorkerRunner } from '../support/workerRunner';

const { signal } = new AbortController();
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: { kind: 'jobs', connection: 'local' } });
const lines = Array.from({ length: 5 }, (_, i) => `dòng ${i}\n`).join('');

describe('cloning runs on an engine', function () {
  this.timeout(60_000);
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let world: EngineWorld;
  before(async () => {
    target = await startTestEngine({ runner: new WorkerRunner() });
    clients = clientsFor(target);
  });
  beforeEach(() => (world = makeEngineWorld(clients)));
  afterEach(() => world.ui.assertAllAnswered());
  after(async () => {
    closeClients(await clients());
    await target.close();
    assert.deepEqual(loggedErrors, []);
  });

  const request: RunRequest = {
    ...{ bucket: 'pipeline', jobQueue: 'local', choice: { preset: 'rainbow', template: 'a {line} z' } },
    ...{ splitDefinition: 'pipeline-split', mergeDefinition: 'pipeline-merge' },
  };

  async function submit(more: Partial<RunRequest>): Promise<Run> {
    const input = { name: 'lines.txt', open: () => asyncOf([Buffer.from(lines)]) };
    const ports = { ...world.session, clock: world.clock, random: Math.random };
    const plan = await planRun(input, { maxChildren: 3 }, signal);
    return submitRun(input, plan, { ...request, ...more }, ports, signal, () => undefined);
  }

  async function describe(jobId: string): Promise<Job> {
    const [job] = await world.session.batch.describeJobs([jobId], signal);
    assert.ok(job);
    return job;
  }

  /** Of a run, once its merge has ended. */
  async function resultOf(splitId: string): Promise<{ readonly key: string; readonly text: string }> {
    const split = await describe(splitId);
    const run = runOfJob(split);
    const merge = run && (await findMerge(run, split, world.session));
    await until(20_000, 'the end of the run', async () => isTerminal((await describe(merge?.jobId ?? '')).status));
    const { bucket = '', key = '' } = run?.result ?? {};
    return { key, text: await readObjectText({ bucket, key }, world.session.storage, signal) };
  }

  it('submits a whole run again, with what was changed of it, and the new result is right to the byte', async () => {
    const timeout = { attemptDurationSeconds: 90 };
    const containerOverrides = { environment: [{ name: 'MARK', value: '+' }] };
    const run = await submit({ members: { split: { timeout, containerOverrides } } });
    const first = await resultOf(run.split.jobId);
    assert.equal(first.text, lines.replaceAll(/dòng \d/g, 'a $& z'));

    // As it was, from the merge; then with two things changed, from the split.
    world.ui.answers = [{ pick: 'The Whole Run' }, 'first', { choose: 'Submit' }];
    await cloneJob(world, nodeOf(run.merge.jobId));
    assert.equal(world.ui.questions.at(-1)?.detail, 'Nothing differs from the original.');
    const same = await resultOf(world.revealed[0] ?? '');
    assert.equal(same.text, first.text);
    assert.notEqual(same.key, first.key, 'in a place of its own');

    world.ui.answers = [{ pick: 'The Whole Run' }, { pick: 'Children' }, { type: '' }, { pick: 'Template' }];
    world.ui.answers.push({ type: '<{line}>' }, { pick: 'Result Name' }, { type: 'other' });
    // The second thing that people clone a run for: more memory. What Fargate does not have is told before it is sent.
    world.ui.answers.push({ pick: 'Settings of the Split' }, { pick: 'vCPUs' }, { pick: '1 vCPU' }, { pick: 'Done' });
    world.ui.answers.push({ pick: '2048 MiB' }, { pick: 'Done' }, 'first', { choose: 'Submit' });
    await cloneJob(world, nodeOf(run.split.jobId));
    assert.deepEqual(world.ui.questions.at(-1)?.detail?.split('\n'), [
      'What differs:',
      'Children: 3 children, 2 lines each → 5 children, a line each',
      'Template: a {line} z → <{line}>',
      'Settings of the Split: Environment: MARK · Timeout: 90 s → Environment: MARK · vCPUs: 1 · Memory: 2048 MiB · Timeout: 90 s',
      'Result Name: mycolor → other',
    ]);
    const other = await resultOf(world.revealed[1] ?? '');
    assert.equal(other.text, lines.replaceAll(/dòng \d/g, '<$&>'));
    const split = await describe(world.revealed[1] ?? '');
    assert.deepEqual([split.timeoutSeconds, split.environment?.MARK, split.array?.size], [90, '+', 5]);
    assert.deepEqual([split.container?.vcpus, split.container?.memoryMib], [1, 2048]);
    assert.match(split.jobName, /^lines-split-/);
    // The others are where they were.
    assert.equal((await resultOf(run.split.jobId)).text, first.text);

    const { PIPELINE_INPUT: key = '' } = split.environment ?? {};
    await world.session.storage.deleteObjects('pipeline', [key], signal);
    world.ui.answers = [{ pick: 'The Whole Run' }];
    await assert.rejects(cloneJob(world, nodeOf(world.revealed[1] ?? '')), { kind: 'notFound', message: /is gone/ });
  });

  it('keeps the share of a run in a fair-share queue, and takes it away with the queue', async () => {
    const { arn } = await target.batch.send(new CreateSchedulingPolicyCommand({ name: 'fair', fairsharePolicy: {} }));
    const computeEnvironmentOrder = [{ order: 1, computeEnvironment: 'local' }];
    const shared = { jobQueueName: 'shared', priority: 1, computeEnvironmentOrder, schedulingPolicyArn: arn };
    await target.batch.send(new CreateJobQueueCommand(shared));
    const members = { split: { schedulingPriorityOverride: 7 } };
    const run = await submit({ jobQueue: 'shared', shareIdentifier: 'night', members });
    world.ui.answers = [{ pick: 'The Whole Run' }, 'first', { choose: 'Submit' }];
    await cloneJob(world, nodeOf(run.split.jobId));
    assert.equal((await describe(world.revealed[0] ?? '')).shareIdentifier, 'night');
    const raw = await world.session.batch.fetchRaw({ kind: 'job', jobId: world.revealed[0] ?? '' }, signal);
    assert.equal((raw as { readonly schedulingPriority?: number }).schedulingPriority, 7);
    world.ui.answers = [
      { pick: 'The Whole Run' },
      { pick: 'Job Queue' },
      { pick: 'local' },
      'first',
      { choose: 'Submit' },
    ];
    await cloneJob(world, nodeOf(world.revealed[0] ?? ''));
    assert.match(world.ui.questions.at(-1)?.detail ?? '', /Job Queue: shared → local\nShare: night → –$/);
    assert.equal((await describe(world.revealed[1] ?? '')).shareIdentifier, undefined);
    await resultOf(world.revealed[1] ?? '');
  });
});
