// Waiting for a creation or an update: what AWS Batch tells on the way, and what the user gets to know.
import assert from 'node:assert/strict';
import { UserCancelled } from '../../../../src/app/commands/userCancelled';
import { createEnvironment } from '../../../../src/app/commands/createEnvironment';
import { createQueue } from '../../../../src/app/commands/createQueue';
import { updateQueue } from '../../../../src/app/commands/updateQueue';
import { AppError } from '../../../../src/core/errors';
import { anEnvironment, environmentArn, queueArn } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const environment = {
  ...{ computeEnvironmentName: 'e', type: 'MANAGED' },
  computeResources: { type: 'FARGATE', maxvCpus: 4, subnets: ['subnet-1'], securityGroupIds: ['sg-1'] },
};
const queue = {
  ...{ jobQueueName: 'q', state: 'ENABLED', priority: 1 },
  computeEnvironmentOrder: [{ order: 1, computeEnvironment: 'e' }],
};

describe('what is made from a document', () => {
  let world: SubmitWorld;
  /** What the describe call answers, one look after the other; the last answer stays. */
  let looks: (object | AppError)[];
  beforeEach(() => {
    world = makeSubmitWorld();
    world.batch.fetchRaw = () => {
      const look = looks.length > 1 ? looks.shift() : looks[0];
      return look instanceof AppError ? Promise.reject(look) : Promise.resolve(look);
    };
  });
  const put = (document: object, kind: string) =>
    world.files.put(`d.batch${kind}.json`, JSON.stringify(document, undefined, 1));
  const told = () => world.ui.notices.at(-1);

  it('is waited for until it is VALID, shown in the tree, and followed by what comes next', async () => {
    looks = [appError('notFound'), { status: 'CREATING' }, { status: 'CREATING' }, { status: 'VALID' }];
    await createEnvironment(world, put({ $schema: 'x', ...environment }, 'environment'));
    assert.deepEqual(world.manage.created, [environment]);
    assert.deepEqual(world.clock.slept, [2000, 2000, 2000]);
    assert.match(world.ui.progress.at(-1)?.messages.at(-1) ?? '', /^CREATING\. Cancel ends the waiting/);
    assert.deepEqual(world.revealed, [environmentArn('e')]);
    assert.equal(told()?.message, 'e is there, and VALID.');
    world.batch.browser.environments = [anEnvironment('another'), anEnvironment('e')];
    await told()?.actions[0]?.run();
    const { name, text = '' } = world.files.edited.at(-1) ?? {};
    assert.equal(name, 'my-queue.batchqueue.json');
    assert.match(text, /"computeEnvironment": "e"/);
    assert.doesNotMatch(text, /another/);
  });

  it('tells in words why it is INVALID, and opens it for repair', async () => {
    const statusReason = 'CLIENT_ERROR - User: x is not authorized to perform: sts:AssumeRole on resource: r';
    looks = [
      { status: 'INVALID', statusReason: 'old' },
      { status: 'CREATING' },
      { ...environment, status: 'INVALID', statusReason },
    ];
    await createEnvironment(world, put(environment, 'environment'));
    const { level, message = '', actions = [] } = told() ?? {};
    assert.equal(level, 'warning');
    assert.match(message, /^e is INVALID and runs no jobs\. AWS Batch says: CLIENT_ERROR .* check its trust\.$/);
    assert.deepEqual(world.revealed, [environmentArn('e')]);
    await actions[0]?.run();
    assert.deepEqual(JSON.parse(world.files.edited.at(-1)?.text ?? ''), environment);
  });

  it('goes on when nobody waits for it any longer, and says nothing then', async () => {
    looks = [{ status: 'CREATING' }];
    world.ui.onProgress = (_message, cancel) => cancel();
    await assert.rejects(createQueue(world, put(queue, 'queue')), UserCancelled);
    assert.deepEqual([world.manage.created, world.ui.notices], [[queue], []]);
  });

  it('is told of when it was sent but may not be looked at', async () => {
    looks = [appError('denied', 'not DescribeJobQueues')];
    await assert.rejects(
      createQueue(world, put(queue, 'queue')),
      /It was sent, .* q is not known\. not DescribeJobQueues/,
    );
  });

  it('is not sent twice under one name', async () => {
    world.manage.error = appError('invalid', 'Could not create the job queue q: Object already exists.');
    await assert.rejects(createQueue(world, put(queue, 'queue')), /already exists\. Choose another name, or Update/);
  });

  it('is asked about off the local engine, with what it may cost', async () => {
    world = makeSubmitWorld({ kind: 'aws', region: 'eu-west-1' });
    world.ui.answers = ['escape'];
    await assert.rejects(createEnvironment(world, put(environment, 'environment')), UserCancelled);
    assert.match(world.ui.questions[0]?.detail ?? '', /eu-west-1\nIt may run up to 4 vCPUs/);
    assert.deepEqual(world.manage.created, []);
  });

  describe('when it is there already', () => {
    beforeEach(() => {
      looks = [{ ...queue, status: 'VALID', jobQueueArn: queueArn('q') }];
    });

    it('is updated by what differs alone, which is shown first, also on the local engine', async () => {
      world.ui.answers = [{ choose: 'Update' }];
      await updateQueue(world, put({ ...queue, priority: 7, state: 'DISABLED' }, 'queue'));
      const detail = world.ui.questions[0]?.detail ?? '';
      assert.match(detail, /state: ENABLED → DISABLED\npriority: 1 → 7\nIt takes no new jobs/);
      assert.deepEqual(world.manage.changes, [['q', { otherMembers: { state: 'DISABLED', priority: 7 } }]]);
      assert.deepEqual(world.revealed, [queueArn('q')]);
      assert.equal(told()?.message, 'q is updated, and VALID.');
    });

    it('is left alone when nothing differs', async () => {
      await updateQueue(world, put(queue, 'queue'));
      assert.deepEqual([world.manage.changes, told()?.message], [[], 'q stays as it is.']);
    });

    it('has the line of what cannot be changed', async () => {
      await assert.rejects(
        updateQueue(world, put({ ...queue, tags: { a: 'b' } }, 'queue')),
        /d\.batchqueue\.json, line 11: tags cannot be changed by an update/,
      );
      assert.deepEqual(world.files.shown.at(-1)?.line, 11);
    });

    it('is waited for when it is being changed by somebody else', async () => {
      looks = [{ ...queue, status: 'UPDATING', jobQueueArn: queueArn('q') }];
      await assert.rejects(updateQueue(world, put({ ...queue, priority: 7 }, 'queue')), /q is UPDATING/);
    });

    it('has to be there', async () => {
      looks = [appError('notFound')];
      await assert.rejects(
        updateQueue(world, put(queue, 'queue')),
        /There is no q on this connection\. Create makes it\./,
      );
    });
  });
});
