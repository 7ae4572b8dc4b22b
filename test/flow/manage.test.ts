// Queues, environments and definitions of a real engine, changed from the tree: the view shows what has become of them.
import assert from 'node:assert/strict';
import {
  CreateJobQueueCommand,
  DeleteJobQueueCommand,
  DescribeSchedulingPoliciesCommand,
  RegisterJobDefinitionCommand,
  UpdateJobQueueCommand,
} from '@aws-sdk/client-batch';
import { createSchedulingPolicy } from '../../src/app/commands/createSchedulingPolicy';
import { deleteEnvironment } from '../../src/app/commands/deleteEnvironment';
import { deleteQueue } from '../../src/app/commands/deleteQueue';
import { deleteSchedulingPolicy } from '../../src/app/commands/deleteSchedulingPolicy';
import { deregisterDefinition } from '../../src/app/commands/deregisterDefinition';
import { disableEnvironment } from '../../src/app/commands/disableEnvironment';
import { disableQueue } from '../../src/app/commands/disableQueue';
import { editQueuePriority } from '../../src/app/commands/editQueuePriority';
import { editSchedulingPolicy } from '../../src/app/commands/editSchedulingPolicy';
import { enableEnvironment } from '../../src/app/commands/enableEnvironment';
import { enableQueue } from '../../src/app/commands/enableQueue';
import { scaleEnvironment } from '../../src/app/commands/scaleEnvironment';
import { showQueueHead } from '../../src/app/commands/showQueueHead';
import { inEnglish } from '../../src/app/l10n';
import { systemClock } from '../../src/app/systemClock';
import type { Clock } from '../../src/app/ports';
import { type ExplorerWorld, openExplorer } from '../support/explorerWorld';
import { FakeUi } from '../support/fakeUi';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
describe('managing from the tree, on an engine', function () {
  this.timeout(60_000);
  let target: TestEngine;
  let tree: ExplorerWorld;
  let ui: FakeUi;
  let world: ExplorerWorld & { readonly ui: FakeUi; readonly t: typeof inEnglish; readonly clock: Clock };

  before(async () => {
    target = await startTestEngine();
    const containerProperties = {
      image: 'busybox',
      resourceRequirements: [
        { type: 'VCPU' as const, value: '1' },
        { type: 'MEMORY' as const, value: '64' },
      ],
    };
    for (const command of ['one', 'two']) {
      await target.batch.send(
        new RegisterJobDefinitionCommand({
          jobDefinitionName: 'mine',
          type: 'container',
          containerProperties: { ...containerProperties, command: [command] },
        }),
      );
    }
    const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
    // Not the local connection, though it is the engine: there every change is confirmed.
    tree = openExplorer({ kind: 'endpoint', url: endpoint, region }, { accessKey: { accessKeyId, secretAccessKey } });
    ui = new FakeUi();
    world = { ...tree, ui, t: inEnglish, clock: systemClock };
    await tree.view.show();
    for (const section of ['Compute Environments', 'Job Definitions']) await tree.view.expand(section);
  });
  afterEach(() => ui.assertAllAnswered());
  after(async () => {
    tree.dispose();
    await target.close();
    assert.deepEqual([loggedErrors, tree.faults], [[], []]);
  });

  const isShown =
    (pattern: RegExp) =>
    (rows: readonly string[]): boolean =>
      rows.some((row) => pattern.test(row));
  const tokensOf = (...labels: readonly string[]) => tree.explorer.viewOf(tree.view.find(...labels)).tokens;

  it('a queue: off, on, and its priority', async () => {
    const queue = tree.view.find('Job Queues', 'local');
    assert.ok(tokensOf('Job Queues', 'local').includes('enabled'));
    ui.answers = [{ choose: 'Disable' }];
    await disableQueue(world, queue);
    await tree.untilShown(isShown(/^local \| DISABLED/), 'Job Queues');
    assert.ok(tokensOf('Job Queues', 'local').includes('disabled'));
    const session = await tree.sessions.open();
    const job = { jobName: 'late', jobQueue: 'local', jobDefinition: 'mine' };
    await assert.rejects(session.batch.submitJob(job, session.signal), { kind: 'invalid' });
    ui.answers = [{ choose: 'Enable' }, { type: '7' }, { choose: 'Change' }];
    await enableQueue(world, queue);
    await editQueuePriority(world, queue);
    await tree.untilShown(isShown(/^local \|(?!.*DISABLED).*priority 7/), 'Job Queues');
    await session.batch.submitJob(job, session.signal);
  });

  it('an environment: off, on, and its vCPUs', async () => {
    const environment = tree.view.find('Compute Environments', 'local');
    ui.answers = [{ choose: 'Disable' }];
    await disableEnvironment(world, environment);
    await tree.untilShown(isShown(/^local \|.*DISABLED/), 'Compute Environments');
    ui.answers = [{ choose: 'Enable' }, { type: '99' }, { type: '3' }, { type: '5' }, { choose: 'Change' }];
    await enableEnvironment(world, environment);
    await scaleEnvironment(world, environment);
    await tree.untilShown(isShown(/^local \|(?!.*DISABLED).* 5 of 3–99 vCPUs/), 'Compute Environments');
    ui.answers = [{ type: '50' }, 'enter', 'enter', { choose: 'Change' }];
    await scaleEnvironment(world, environment);
    await tree.untilShown(isShown(/ 5 of 3–50 vCPUs/), 'Compute Environments');
  });

  it('a revision: it goes from the list, the other one stays', async () => {
    await tree.view.expand('Job Definitions', 'mine');
    ui.answers = [{ choose: 'Deregister' }];
    await deregisterDefinition(world, tree.view.find('Job Definitions', 'mine', 'Revision 2'));
    const isAlone = (rows: readonly string[]): boolean => rows.length === 1 && /^Revision 1/.test(rows[0] ?? '');
    await tree.untilShown(isAlone, 'Job Definitions', 'mine');
  });

  it('a scheduling policy: made, changed, in the way of its deletion while a queue has it, and gone', async () => {
    const { batch } = target;
    ui.answers = [{ type: 'fair' }, { pick: 'Add Share…' }, { type: 'night' }, { type: '0.5' }, { pick: 'Create' }];
    await createSchedulingPolicy(world);
    await tree.untilShown(isShown(/^Scheduling Policies \| 1/));
    await tree.view.expand('Scheduling Policies');
    const policy = tree.view.find('Scheduling Policies', 'fair');
    const arn = 'arn' in policy ? policy.arn : '';
    await ui.notices.at(-1)?.actions[0]?.run();
    assert.deepEqual(ui.copied, [arn]);
    const computeEnvironmentOrder = [{ order: 1, computeEnvironment: 'local' }];
    const shared = { jobQueueName: 'shared', priority: 1, computeEnvironmentOrder, schedulingPolicyArn: arn };
    await batch.send(new CreateJobQueueCommand(shared));

    ui.answers = [{ pick: 'Add Share…' }, { type: 'nigh*' }, { type: 'team*' }, { type: '1000' }];
    ui.answers.push(
      { type: '2' },
      { pick: 'night' },
      { type: '0.25' },
      { pick: 'computeReservation' },
      { type: '100' },
    );
    ui.answers.push({ type: '20' }, { pick: 'shareDecaySeconds' }, 'escape', { pick: 'Apply' }, { choose: 'Change' });
    await editSchedulingPolicy(world, policy);
    assert.deepEqual(ui.questions.at(-1)?.detail?.split('\n').slice(0, -1), [
      'computeReservation: 0 → 20',
      'weightFactor.night: 0.5 → 0.25',
      'weightFactor.team*: – → 2',
    ]);
    await tree.untilShown(isShown(/^fair \| 2 shares · reserves 20 % · → shared/), 'Scheduling Policies');
    const { schedulingPolicies } = await batch.send(new DescribeSchedulingPoliciesCommand({ arns: [arn] }));
    assert.deepEqual(schedulingPolicies?.[0]?.fairsharePolicy, {
      ...{ shareDecaySeconds: 0, computeReservation: 20 },
      shareDistribution: [
        { shareIdentifier: 'night', weightFactor: 0.25 },
        { shareIdentifier: 'team*', weightFactor: 2 },
      ],
    });

    await assert.rejects(deleteSchedulingPolicy(world, policy), {
      kind: 'invalid',
      message: /while queues have it: shared\./,
    });
    await batch.send(new UpdateJobQueueCommand({ jobQueue: 'shared', state: 'DISABLED' }));
    await batch.send(new DeleteJobQueueCommand({ jobQueue: 'shared' }));
    ui.answers = [{ choose: 'Delete' }];
    await deleteSchedulingPolicy(world, policy);
    await tree.untilShown((rows) => !isShown(/^Scheduling Policies/)(rows));
  });

  it('a queue goes with the job in it, and only then its environment', async () => {
    const environment = tree.view.find('Compute Environments', 'local');
    await assert.rejects(deleteEnvironment(world, environment), { kind: 'invalid', message: /queues use it: local\./ });
    await showQueueHead(world, tree.view.find('Job Queues', 'local'));
    assert.match((await ui.documents.at(-1)?.read(new AbortController().signal)) ?? '', /^Next in local, at /);
    ui.answers = [{ choose: 'Delete' }, { choose: 'Delete' }];
    await deleteQueue(world, tree.view.find('Job Queues', 'local'));
    await tree.untilShown((rows) => !isShown(/^local/)(rows), 'Job Queues');
    await deleteEnvironment(world, environment);
    await tree.untilShown((rows) => !isShown(/^local/)(rows), 'Compute Environments');
  });
});
