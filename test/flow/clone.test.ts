// Clone and Edit, and Rerun Failed of an array of others, on an engine: what is sent is what the original was sent with.
import assert from 'node:assert/strict';
import { RegisterJobDefinitionCommand, SubmitJobCommand, type SubmitJobRequest } from '@aws-sdk/client-batch';
import { fetchClone } from '../../src/app/clone/fetchClone';
import { cloneJob } from '../../src/app/commands/cloneJob';
import { rerunFailed } from '../../src/app/commands/rerunFailed';
import { submitJobDocument } from '../../src/app/commands/submitJobDocument';
import type { Node } from '../../src/app/tree/node';
import { type AwsClients, closeClients } from '../../src/aws/clients';
import type { Job } from '../../src/core/job';
import { isTerminal } from '../../src/core/jobStatus';
import { type EngineWorld, clientsFor, makeEngineWorld } from '../support/engineWorld';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const { signal } = new AbortController();
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: { kind: 'jobs', connection: 'local' } });

describe('cloning jobs on an engine', function () {
  this.timeout(60_000);
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let world: EngineWorld;
  before(async () => {
    target = await startTestEngine();
    clients = clientsFor(target);
    await target.batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: 'greet',
        type: 'container',
        platformCapabilities: ['FARGATE'],
        parameters: { who: 'world', how: 'Hello' },
        retryStrategy: { attempts: 1 },
        containerProperties: {
          image: 'host',
          command: ['sh', '-c', 'echo Ref::how "$MARK" Ref::who'],
          environment: [{ name: 'MARK', value: '-' }],
          executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
          resourceRequirements: [
            { type: 'VCPU', value: '0.25' },
            { type: 'MEMORY', value: '512' },
          ],
        },
      }),
    );
  });
  beforeEach(() => (world = makeEngineWorld(clients)));
  afterEach(() => world.ui.assertAllAnswered());
  after(async () => {
    closeClients(await clients());
    await target.close();
    assert.deepEqual(loggedErrors, []);
  });

  async function submit(input: Partial<SubmitJobRequest>): Promise<string> {
    const base = { jobName: 'one', jobQueue: 'local', jobDefinition: 'greet:1' };
    return (await target.batch.send(new SubmitJobCommand({ ...base, ...input }))).jobId ?? '';
  }

  async function ended(jobId: string): Promise<Job> {
    let job: Job | undefined;
    await until(20_000, `the end of ${jobId}`, async () => {
      [job] = await world.session.batch.describeJobs([jobId], signal);
      return job !== undefined && isTerminal(job.status);
    });
    assert.ok(job);
    return job;
  }

  const requests: Readonly<Record<string, Partial<SubmitJobRequest>>> = {
    'nothing but a name': {},
    'every override that there is': {
      parameters: { who: 'all' },
      containerOverrides: {
        command: ['echo', 'Ref::who'],
        environment: [
          { name: 'MARK', value: '!' },
          { name: 'MORE', value: 'é' },
        ],
        resourceRequirements: [{ type: 'MEMORY', value: '1024' }],
      },
      retryStrategy: { attempts: 3, evaluateOnExit: [{ action: 'EXIT', onExitCode: '1*' }] },
      timeout: { attemptDurationSeconds: 90 },
      tags: { owner: 'me' },
      propagateTags: true,
    },
    'an array in sequence': { arrayProperties: { size: 2 }, dependsOn: [{ type: 'SEQUENTIAL' }] },
  };
  for (const [what, request] of Object.entries(requests)) {
    it(`tells ${what} from the description`, async () => {
      const { document, notes } = await fetchClone(await submit(request), world.session, world.t);
      assert.deepEqual(document, { jobName: 'one', jobQueue: 'local', jobDefinition: 'greet:1', ...request });
      assert.deepEqual(notes, []);
    });
  }

  it('warns of a clone that would write into the place of a run', async () => {
    const jobId = await submit({ jobName: 'color-split-20261124T041502-x7k2q' });
    assert.match((await fetchClone(jobId, world.session, world.t)).notes.join(), /place of that run/);
  });

  it('submits the form with what was changed, and shows that before', async () => {
    const first = await submit({});
    const original = await submit({ ...requests['every override that there is'], dependsOn: [{ jobId: first }] });
    world.ui.answers = [{ pick: 'Timeout' }, { type: '120' }, { pick: 'Array Size' }, { type: '2' }];
    world.ui.answers.push('first', { choose: 'Submit' });
    await cloneJob(world, nodeOf(original));
    assert.deepEqual(world.ui.questions[0]?.detail?.split('\n'), [
      'What differs:',
      'timeout.attemptDurationSeconds: 90 → 120',
      'arrayProperties.size: – → 2',
      'The original waited for other jobs (how many: 1); this one waits for none.',
    ]);
    const clone = await fetchClone(world.revealed[0] ?? '', world.session, world.t);
    assert.deepEqual(clone.document, {
      ...{ jobName: 'one', jobQueue: 'local', jobDefinition: 'greet:1' },
      ...requests['every override that there is'],
      ...{ timeout: { attemptDurationSeconds: 120 }, arrayProperties: { size: 2 } },
    });
  });

  it('opens it as JSON beside the original, which can be submitted as it is', async () => {
    const original = await submit({ containerOverrides: { environment: [{ name: 'MARK', value: '+' }] } });
    world.ui.answers = [{ pick: 'Edit as JSON' }];
    await cloneJob(world, nodeOf(original));
    const [edited] = world.files.edited;
    assert.equal(edited?.name, 'one.batchjob.json');
    assert.equal(edited.original, edited.text);
    await submitJobDocument(world, world.files.put(edited.name, edited.text));
    const job = await ended(world.revealed[0] ?? '');
    assert.deepEqual([job.status, job.environment], ['SUCCEEDED', { MARK: '+' }]);
  });

  it('runs failed children of an array of others as single jobs, or the whole array', async () => {
    // The index under either name: what a program must do so that its children can run alone.
    const script = 'i="${CHILD-$AWS_BATCH_JOB_ARRAY_INDEX}"; [ "$i" != 1 ] && [ "$i" != 3 ] || [ -n "$CHILD" ]';
    const command = ['sh', '-c', script];
    const array = await submit({ jobName: 'foreign', arrayProperties: { size: 5 }, containerOverrides: { command } });
    assert.equal((await ended(array)).status, 'FAILED');
    world.ui.answers = [{ choose: '2 Single Jobs…' }, { type: 'AWS_BATCH_JOB_ARRAY_INDEX' }, { type: 'CHILD' }];
    world.ui.answers.push({ choose: 'Submit' });
    await rerunFailed(world, nodeOf(`${array}:1`));
    assert.match(world.ui.questions[0]?.detail ?? '', /only AWS Batch sets/);
    assert.equal(world.ui.questions[1]?.detail, 'foreign-1: CHILD=1\nforeign-3: CHILD=3');
    const singles: string[] = [];
    for (const jobName of ['foreign-1', 'foreign-3']) {
      for await (const page of world.session.batch.listJobs({ jobQueue: 'local', jobName }, signal)) {
        singles.push(...page.map(({ jobId }) => jobId));
      }
    }
    assert.equal(singles.length, 2);
    for (const jobId of singles) assert.equal((await ended(jobId)).status, 'SUCCEEDED');
    world.ui.answers = [{ choose: 'Whole Array' }];
    await rerunFailed(world, nodeOf(array));
    assert.equal((await ended(world.revealed.at(-1) ?? '')).array?.size, 5);
  });
});
