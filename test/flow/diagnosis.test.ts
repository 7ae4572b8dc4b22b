// Every blocked state that the engine can be brought into, and the cause that the command names for it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explainJob } from '../../src/app/commands/explainJob';
import { systemClock } from '../../src/app/systemClock';
import type { Node } from '../../src/app/tree/node';
import { BatchGateway } from '../../src/aws/batchGateway';
import { type AwsClients, awsClients, closeClients } from '../../src/aws/clients';
import { LogsGateway } from '../../src/aws/logsGateway';
import { ManageGateway } from '../../src/aws/manageGateway';
import type { Job } from '../../src/core/job';
import { updateComputeEnvironment } from '../../src/engine/batch/operations/updateComputeEnvironment';
import { BatchWorld } from '../support/batchWorld';
import type { Answer } from '../support/fakeUi';
import { WorldSessions, makeSubmitWorld } from '../support/submitWorld';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const { signal } = new AbortController();
const section: Node = { kind: 'jobs', connection: 'local' };
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: section });

/** A queue for each state, each with an environment of the same name. */
function makeQueues(dataDir: string): void {
  const batch = new BatchWorld();
  try {
    for (const name of ['off', 'invalid', 'small', 'huge', 'one', 'closed', 'open', 'chain']) {
      batch.environment(name, name === 'huge' ? 1000 : 1);
      batch.queue(name, [name]);
    }
    for (const computeEnvironment of ['off', 'chain']) {
      updateComputeEnvironment({ computeEnvironment, state: 'DISABLED' }, batch.context);
    }
    const { jobQueues, computeEnvironments, store } = batch.context.state;
    store.commit(jobQueues.patch('closed', { state: 'DISABLED' }));
    const statusReason = 'CLIENT_ERROR - Not authorized to perform sts:AssumeRole (Service: AWSSecurityTokenService)';
    store.commit(computeEnvironments.patch('invalid', { status: 'INVALID', statusReason }));
    batch.definition('ok');
    batch.definition('long', {}, { command: ['sleep', '60'] });
    batch.definition('bad', {}, { command: ['sh', '-c', 'exit 3'] });
    batch.definition('absent', {}, { command: ['no-such-program-anywhere'] });
    batch.saveInto(dataDir);
  } finally {
    batch.close();
  }
}

describe('why is it not running, on an engine', function () {
  this.timeout(60_000);
  let dataDir: string;
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let world: ReturnType<typeof worldOn>;

  function worldOn(gatewayClients: () => Promise<AwsClients>) {
    const made = makeSubmitWorld();
    const session = {
      ...made.session,
      batch: new BatchGateway(gatewayClients),
      manage: new ManageGateway(gatewayClients),
      logs: new LogsGateway(gatewayClients),
    };
    const explorer = { ...made.explorer, refresh: () => undefined, resourceOf: () => undefined };
    return { ...made, session, explorer, clock: systemClock, sessions: new WorldSessions(session) };
  }

  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'diagnosis-'));
    makeQueues(dataDir);
    target = await startTestEngine({ dataDir, runImagesOnHost: true });
    const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
    clients = awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  });
  beforeEach(() => (world = worldOn(clients)));
  afterEach(() => world.ui.assertAllAnswered());
  after(async () => {
    closeClients(await clients());
    await target.close();
    rmSync(dataDir, { recursive: true, force: true });
    assert.deepEqual(loggedErrors, []);
  });

  async function submit(jobQueue: string, rest: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { jobDefinition = 'ok', jobName = 'job', ...otherMembers } = rest;
    const request = { jobName: String(jobName), jobQueue, jobDefinition: String(jobDefinition), otherMembers };
    return (await world.session.batch.submitJob(request, signal)).jobId;
  }

  async function reached(jobId: string, isThere: (job: Job) => boolean): Promise<void> {
    await until(20_000, `what ${jobId} should come to`, async () => {
      const [job] = await world.session.batch.describeJobs([jobId], signal);
      return job !== undefined && isThere(job);
    });
  }
  const inState = (jobId: string, status: string): Promise<void> => reached(jobId, (job) => job.status === status);

  /** @param answers from the first list on; the last one stays open until it is closed */
  async function verdicts(node: Node, ...answers: readonly Answer[]): Promise<readonly (string | undefined)[]> {
    const before = world.ui.picks.length;
    world.ui.answers = [...answers];
    await explainJob(world, node).catch((cause: unknown) => {
      assert.match(String(cause), /Cancelled/);
    });
    return world.ui.picks.slice(before).map(({ items }) => items[0]?.label);
  }

  it('the queue is disabled, and one Enter enables it', async () => {
    const node: Node = { kind: 'queue', arn: await arnOfQueue('closed'), parent: section };
    const [verdict] = await verdicts(node, 'first');
    assert.equal(verdict, 'Blocked: the queue is disabled, it takes no new jobs.');
    await inState(await submit('closed'), 'SUCCEEDED');
    assert.deepEqual(await verdicts(node, 'escape'), ['Nothing waits in this queue, and it takes jobs.']);
  });

  it('the environment is disabled, for a job and for a child of an array, and one Enter lets them run', async () => {
    const jobId = await submit('off');
    const arrayId = await submit('off', { arrayProperties: { size: 2 }, jobName: 'many' });
    for (const [id, state] of [
      [jobId, 'RUNNABLE'],
      [`${arrayId}:0`, 'RUNNABLE'],
    ] as const)
      await inState(id, state);
    const disabled = 'Blocked: the compute environment off is disabled.';
    assert.deepEqual(await verdicts(nodeOf(arrayId), 'escape'), [disabled]);
    assert.ok(world.ui.picks[0]?.items.some(({ detail }) => /about child \d of many/.test(detail ?? '')));
    assert.deepEqual(await verdicts(nodeOf(jobId), 'first'), [disabled]);
    await inState(jobId, 'SUCCEEDED');
    await inState(arrayId, 'SUCCEEDED');
  });

  it('the environment is invalid, with what is wrong with it', async () => {
    const jobId = await submit('invalid');
    await inState(jobId, 'RUNNABLE');
    assert.deepEqual(await verdicts(nodeOf(jobId), 'first'), ['Blocked: the compute environment invalid is INVALID.']);
    const text = await world.ui.documents[0]?.read(signal);
    assert.match(text ?? '', /may not take on the service role of invalid[^]*AWS Batch says: CLIENT_ERROR/);
  });

  it('the environment is too small, and one Enter makes it large enough', async () => {
    const vcpus = { resourceRequirements: [{ type: 'VCPU', value: '2' }] };
    const jobId = await submit('small', { containerOverrides: vcpus });
    await inState(jobId, 'RUNNABLE');
    const verdict = 'Blocked: it asks for 2 vCPUs, and no environment of its queue has more than 1.';
    assert.deepEqual(await verdicts(nodeOf(jobId), 'first'), [verdict]);
    await inState(jobId, 'SUCCEEDED');
  });

  it('the request is larger than the machine, and what stands behind it is blocked by it', async () => {
    const memory = { resourceRequirements: [{ type: 'MEMORY', value: '99999999' }] };
    const jobId = await submit('huge', { containerOverrides: memory, jobName: 'giant' });
    await reached(jobId, ({ statusReason }) => statusReason !== undefined);
    const behind = await submit('huge');
    await inState(behind, 'RUNNABLE');
    const tooLarge = 'Blocked: it asks for more vCPUs, memory or GPUs than one machine of its queue has.';
    assert.deepEqual(await verdicts(nodeOf(jobId), 'escape'), [tooLarge]);
    assert.deepEqual(await verdicts(nodeOf(behind), 'first', 'escape'), [
      'Blocked: giant is first in the queue and cannot be placed.',
      tooLarge,
    ]);
  });

  it('others are before it, and it is told at which place it stands', async () => {
    const running = await submit('one', { jobDefinition: 'long' });
    await inState(running, 'RUNNING');
    const [next, last] = [await submit('one'), await submit('one')];
    await inState(last, 'RUNNABLE');
    const [first] = await verdicts(nodeOf(next), 'escape');
    const [second] = await verdicts(nodeOf(last), 'escape');
    assert.match(first ?? '', /^Next in line for [\d.]+ s: it waits until its environments have room\.$/);
    assert.match(second ?? '', /^Waiting its turn: position 2, there for [\d.]+ s\.$/);
    assert.match((await verdicts(nodeOf(running), 'escape'))[0] ?? '', /^It is running, for/);
    await world.session.batch.terminateJob(running, 'enough of it', signal);
    await inState(running, 'FAILED');
    assert.deepEqual(await verdicts(nodeOf(running), 'escape'), [
      'Failed: it was cancelled or terminated: enough of it',
    ]);
  });

  it('the job that it depends on waits, down to why that one waits', async () => {
    const dependency = await submit('chain', { jobName: 'earlier' });
    const jobId = await submit('open', { dependsOn: [{ jobId: dependency }] });
    await inState(dependency, 'RUNNABLE');
    await inState(jobId, 'PENDING');
    assert.deepEqual(await verdicts(nodeOf(jobId), 'first', 'escape'), [
      'Waiting for another job: earlier is RUNNABLE.',
      'Blocked: the compute environment chain is disabled.',
    ]);
  });

  it('the job that it depended on has failed, down to how that one ended', async () => {
    const dependency = await submit('open', { jobName: 'earlier', jobDefinition: 'bad' });
    const jobId = await submit('open', { dependsOn: [{ jobId: dependency }] });
    await inState(jobId, 'FAILED');
    assert.deepEqual(await verdicts(nodeOf(jobId), 'first', 'escape'), [
      'Failed: earlier, which it depends on, had failed; it never ran.',
      'Failed: its command ended with exit code 3.',
    ]);
    const log: Node = { kind: 'attempt', jobId: dependency, number: 1, parent: section };
    await verdicts(log, 'first');
    assert.match(world.ui.documents[0]?.name ?? '', /^earlier.*\.log$/);
  });

  it('the command is not there', async () => {
    const jobId = await submit('open', { jobDefinition: 'absent' });
    await inState(jobId, 'FAILED');
    assert.deepEqual(await verdicts(nodeOf(jobId), 'escape'), ['Failed: its command was not found.']);
  });

  async function arnOfQueue(name: string): Promise<string> {
    const { items } = await world.session.batch.fetchJobQueuePage({}, signal);
    return items.find((queue) => queue.name === name)?.arn ?? '';
  }
});
