// The pieces by hand, on an engine: an environment, a queue, a definition and a job from documents, then what is edited of them.
import assert from 'node:assert/strict';
import { createEnvironment } from '../../src/app/commands/createEnvironment';
import { createQueue } from '../../src/app/commands/createQueue';
import { editEnvironment } from '../../src/app/commands/editEnvironment';
import { editQueue } from '../../src/app/commands/editQueue';
import { newDefinition } from '../../src/app/commands/newDefinition';
import { newEnvironment } from '../../src/app/commands/newEnvironment';
import { newQueue } from '../../src/app/commands/newQueue';
import { registerDefinition } from '../../src/app/commands/registerDefinition';
import { submitJobDocument } from '../../src/app/commands/submitJobDocument';
import { updateEnvironment } from '../../src/app/commands/updateEnvironment';
import { updateQueue } from '../../src/app/commands/updateQueue';
import type { Node } from '../../src/app/tree/node';
import { type AwsClients, closeClients } from '../../src/aws/clients';
import { type EngineWorld, clientsFor, makeEngineWorld } from '../support/engineWorld';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const { signal } = new AbortController();

describe('the pieces by hand, on an engine', function () {
  this.timeout(60_000);
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let world: EngineWorld;

  before(async () => {
    target = await startTestEngine();
    clients = clientsFor(target);
    world = makeEngineWorld(clients);
  });
  afterEach(() => world.ui.assertAllAnswered());
  after(async () => {
    closeClients(await clients());
    await target.close();
    assert.deepEqual(loggedErrors, []);
  });

  /** The document that was opened last, saved with what a user changes in it. */
  const saved = (change: (text: string) => string = (text) => text) => {
    const { name, text } = world.files.edited.at(-1) ?? { name: '', text: '' };
    const changed = change(text);
    return world.files.put(name, changed);
  };
  const notice = () => world.ui.notices.at(-1)?.message;
  const parent: Node = { kind: 'environments', connection: 'local' };
  const arnOf = (what: string) => world.revealed.find((arn) => arn.includes(`:${what}/`)) ?? '';

  it('are made as the templates say, and run a job', async () => {
    await newEnvironment(world);
    await createEnvironment(world, saved());
    assert.equal(notice(), 'my-environment is there, and VALID.');
    await newQueue(world, { kind: 'environment', arn: arnOf('compute-environment'), parent });
    await createQueue(world, saved());
    assert.equal(notice(), 'my-queue is there, and VALID.');
    await newDefinition(world);
    await registerDefinition(world, saved());
    assert.equal(notice(), 'my-definition:1 is registered.');

    const job = { jobName: 'hello', jobQueue: 'my-queue', jobDefinition: 'my-definition' };
    await submitJobDocument(world, world.files.put('hello.batchjob.json', JSON.stringify(job)));
    await until(30_000, 'the end of the job', async () => {
      const [ended] = await world.session.batch.describeJobs(world.revealed.slice(-1), signal);
      return ended?.status === 'SUCCEEDED';
    });
  });

  it('are refused with the words of the engine, and a hint, when the name is taken', async () => {
    await newEnvironment(world);
    await assert.rejects(
      createEnvironment(
        world,
        saved((text) => text.replace('my-environment-2', 'my-environment')),
      ),
      /already exists.* Choose another name, or Update/,
    );
  });

  it('a queue is edited: its limits and a second environment come, its limits go', async () => {
    await newEnvironment(world);
    await createEnvironment(world, saved());
    const node: Node = { kind: 'queue', arn: arnOf('job-queue'), parent: { kind: 'queues', connection: 'local' } };
    await editQueue(world, node);
    const limit =
      '{ "reason": "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT", "state": "RUNNABLE", "maxTimeSeconds": 600, "action": "CANCEL" }';
    const second = '{ "order": 2, "computeEnvironment": "my-environment-2" }';
    world.ui.answers = [{ choose: 'Update' }];
    await updateQueue(
      world,
      saved((text) =>
        text
          .replace('"priority": 1', `"priority": 9, "jobStateTimeLimitActions": [${limit}]`)
          .replace(/\}(\s*\]\s*\}\s*)$/, `}, ${second}$1`),
      ),
    );
    assert.match(world.ui.questions.at(-1)?.detail ?? '', /priority: 1 → 9/);
    assert.equal(notice(), 'my-queue is updated, and VALID.');

    await editQueue(world, node);
    assert.match(
      world.files.edited.at(-1)?.text ?? '',
      /"priority": 9,[^]*my-environment"[^]*my-environment-2"[^]*JOB_RESOURCE/,
    );
    world.ui.answers = [{ choose: 'Update' }];
    await updateQueue(
      world,
      saved((text) => {
        const { jobStateTimeLimitActions, ...rest } = JSON.parse(text) as { jobStateTimeLimitActions: unknown };
        assert.ok(jobStateTimeLimitActions);
        return JSON.stringify(rest);
      }),
    );
    await editQueue(world, node);
    assert.doesNotMatch(world.files.edited.at(-1)?.text ?? '', /jobStateTimeLimitActions/);
    await updateQueue(world, saved());
    assert.equal(notice(), 'my-queue stays as it is.');
  });

  it('an environment is edited: more vCPUs and another subnet, then off; its kind stays', async () => {
    const node: Node = { kind: 'environment', arn: arnOf('compute-environment'), parent };
    await editEnvironment(world, node);
    world.ui.answers = [{ choose: 'Update' }];
    await updateEnvironment(
      world,
      saved((text) =>
        text
          .replace('"maxvCpus": 4', '"maxvCpus": 8')
          .replace('"ENABLED"', '"DISABLED"')
          .replace('subnet-local', 'subnet-other'),
      ),
    );
    const [now] = (await world.session.batch.fetchComputeEnvironmentPage({}, signal)).items.filter(
      ({ name }) => name === 'my-environment',
    );
    assert.deepEqual([now?.state, now?.maxvCpus, now?.subnets], ['DISABLED', 8, ['subnet-other']]);
    await editEnvironment(world, node);
    await assert.rejects(
      updateEnvironment(
        world,
        saved((text) => text.replace('"MANAGED"', '"UNMANAGED"').replace(/,\s*"computeResources": \{[^}]*\}/, '')),
      ),
      /line 3: type cannot be changed by an update/,
    );
  });

  it('what the engine made at first can be edited too', async () => {
    for (const { arn } of (await world.session.batch.fetchComputeEnvironmentPage({}, signal)).items) {
      await editEnvironment(world, { kind: 'environment', arn, parent });
      await updateEnvironment(world, saved());
      assert.match(notice() ?? '', /stays as it is\./);
    }
  });
});
