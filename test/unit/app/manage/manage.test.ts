// Changing queues, environments and definitions: what is asked, what is refused before it is sent, what is sent.
import assert from 'node:assert/strict';
import { deregisterDefinition } from '../../../../src/app/commands/deregisterDefinition';
import { disableEnvironment } from '../../../../src/app/commands/disableEnvironment';
import { disableQueue } from '../../../../src/app/commands/disableQueue';
import { editQueuePriority } from '../../../../src/app/commands/editQueuePriority';
import { enableEnvironment } from '../../../../src/app/commands/enableEnvironment';
import { enableQueue } from '../../../../src/app/commands/enableQueue';
import { scaleEnvironment } from '../../../../src/app/commands/scaleEnvironment';
import type { Node } from '../../../../src/app/tree/node';
import type { Connection } from '../../../../src/core/connection';
import { aQueue, anEnvironment, environmentArn, fails, queueArn } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const section: Node = { kind: 'queues', connection: 'aws' };
const queueNode: Node = { kind: 'queue', arn: queueArn('q'), parent: section };
const environmentNode: Node = { kind: 'environment', arn: environmentArn('local'), parent: section };
const revisionArn = 'arn:aws:batch:us-east-1:123456789012:job-definition/d:3';
const revisionNode: Node = { kind: 'revision', arn: revisionArn, name: 'd', parent: section };
const ec2 = { resourceType: 'EC2', minvCpus: 2, desiredvCpus: 4, maxvCpus: 16, instanceTypes: ['optimal'] };

describe('manage', () => {
  let world: SubmitWorld;
  let refreshed: number;
  const open = (connection: Connection): void => {
    world = makeSubmitWorld(connection);
    refreshed = 0;
    Object.assign(world.explorer, { refresh: () => (refreshed += 1) });
  };
  beforeEach(() => open({ kind: 'aws', region: 'us-east-1' }));
  afterEach(() => world.ui.assertAllAnswered());
  const told = (): readonly string[] => world.ui.notices.map(({ message }) => message);

  it('a queue is disabled after a question that says what that means, and enabled again', async () => {
    world.ui.answers = [{ choose: 'Disable' }];
    await disableQueue(world, queueNode);
    assert.match(world.ui.questions[0]?.detail ?? '', /no new jobs from anyone; the jobs in it still run/);
    world.batch.browser.queues = [aQueue('q', { state: 'DISABLED' })];
    world.ui.answers = [{ choose: 'Enable' }];
    await enableQueue(world, queueNode);
    assert.deepEqual(world.manage.changes, [
      [queueArn('q'), { state: 'DISABLED' }],
      [queueArn('q'), { state: 'ENABLED' }],
    ]);
    assert.deepEqual([refreshed, told()], [2, ['q is disabled; the jobs in it still run.', 'q is enabled.']]);
  });

  it('nothing is sent when it is so already, is being changed, is gone, or the user thinks better of it', async () => {
    await enableQueue(world, queueNode);
    assert.deepEqual(told(), ['q is enabled already.']);
    world.ui.answers = ['escape'];
    await assert.rejects(disableQueue(world, queueNode), { name: 'UserCancelled' });
    world.batch.browser.queues = [aQueue('q', { status: 'UPDATING' })];
    const busy = { kind: 'invalid', message: /q is UPDATING: AWS Batch takes no other change/ };
    await assert.rejects(disableQueue(world, queueNode), busy);
    await assert.rejects(editQueuePriority(world, queueNode), busy);
    world.batch.browser.environments = [anEnvironment('local', { status: 'DELETING' })];
    await assert.rejects(disableEnvironment(world, environmentNode), { kind: 'invalid' });
    await assert.rejects(scaleEnvironment(world, environmentNode), { kind: 'invalid' });
    world.batch.browser.queues = [];
    await assert.rejects(disableQueue(world, queueNode), { kind: 'notFound' });
    await assert.rejects(disableQueue(world), { kind: 'notFound' });
    assert.deepEqual([world.manage.changes, refreshed], [[], 0]);
  });

  it('on the local engine nobody is asked; from the palette one is chosen', async () => {
    open({ kind: 'local' });
    world.ui.answers = [{ pick: 'local' }];
    await disableEnvironment(world);
    assert.deepEqual(world.manage.changes, [[environmentArn('local'), { state: 'DISABLED' }]]);
    assert.deepEqual(world.ui.questions, []);
  });

  it('a priority must be a whole number, and one that is the same changes nothing', async () => {
    world.ui.answers = [{ type: '-1' }, { type: '1.5' }, { type: '' }, { type: ' 20 ' }, { choose: 'Change' }];
    await editQueuePriority(world, queueNode);
    world.ui.answers = ['enter'];
    await editQueuePriority(world, queueNode);
    assert.deepEqual(world.manage.changes, [[queueArn('q'), { priority: 20 }]]);
    assert.match(world.ui.inputs[1]?.prompt ?? '', /whole number from 0 to 2147483647/);
  });

  it('disabling an environment names the queues that have no other, and what it goes on to cost', async () => {
    world.batch.browser.environments = [anEnvironment('local', ec2)];
    const both = [environmentArn('local'), environmentArn('b')];
    world.batch.browser.queues = [aQueue('q'), aQueue('two', { computeEnvironments: both })];
    world.ui.answers = [{ choose: 'Disable' }];
    await disableEnvironment(world, environmentNode);
    const { detail = '' } = world.ui.questions[0] ?? {};
    assert.match(detail, /Jobs of these queues will wait: q\.\nThe 2 vCPUs that it has at least still cost money\./);
    world.batch.browser.before = (call) => (call === 'queues' ? fails('denied') : undefined);
    world.ui.answers = [{ choose: 'Disable' }];
    await disableEnvironment(world, environmentNode);
    assert.equal(world.manage.changes.length, 2, 'who may not look at queues may still do it');
    world.batch.browser.environments = [anEnvironment('local', { ...ec2, state: 'DISABLED' })];
    world.ui.answers = [{ choose: 'Enable' }];
    await enableEnvironment(world, environmentNode);
    assert.match(world.ui.questions.at(-1)?.detail ?? '', /up to 16 vCPUs/);
  });

  it('vCPUs: each within the others, what is wanted now can only grow, only what differs is sent', async () => {
    world.batch.browser.environments = [anEnvironment('local', ec2)];
    // At most, at least (not more than that), now (not less than it is).
    world.ui.answers = [
      { type: '8' },
      { type: '9' },
      { type: '0' },
      { type: '3' },
      { type: '6' },
      { choose: 'Change' },
    ];
    await scaleEnvironment(world, environmentNode);
    assert.deepEqual(world.manage.changes, [[environmentArn('local'), { maxvCpus: 8, minvCpus: 0, desiredvCpus: 6 }]]);
    assert.equal(world.ui.questions[0]?.question, 'Change local to maxvCpus 8, minvCpus 0, desiredvCpus 6?');
    world.ui.answers = ['enter', 'back', 'enter', 'enter', 'enter'];
    await scaleEnvironment(world, environmentNode);
    assert.deepEqual(told().at(-1), 'local stays as it is.');
    // What AWS Batch wants now follows new limits by itself.
    world.ui.answers = [{ type: '32' }, { type: '10' }, 'enter', { choose: 'Change' }];
    await scaleEnvironment(world, environmentNode);
    assert.deepEqual(world.manage.changes.at(-1)?.[1], { maxvCpus: 32, minvCpus: 10 });
  });

  it('vCPUs of Fargate and of unmanaged environments are one number', async () => {
    const name = environmentArn('local');
    world.ui.answers = [{ type: '64' }, { choose: 'Change' }];
    await scaleEnvironment(world, environmentNode);
    world.batch.browser.environments = [
      anEnvironment('local', { management: 'UNMANAGED', resourceType: undefined, maxvCpus: 4 }),
    ];
    world.ui.answers = [{ type: '8' }, { choose: 'Change' }];
    await scaleEnvironment(world, environmentNode);
    assert.deepEqual(world.manage.changes, [
      [name, { maxvCpus: 64 }],
      [name, { unmanagedvCpus: 8 }],
    ]);
  });

  it('a revision is deregistered after a question, on the local engine too', async () => {
    open({ kind: 'local' });
    world.ui.answers = ['escape'];
    await assert.rejects(deregisterDefinition(world, revisionNode), { name: 'UserCancelled' });
    world.ui.answers = [{ choose: 'Deregister' }];
    await deregisterDefinition(world, revisionNode);
    assert.deepEqual(world.manage.changes, [[revisionArn, 'deregister']]);
    assert.match(world.ui.questions[0]?.detail ?? '', /cannot be made active again/);
    await assert.rejects(deregisterDefinition(world, queueNode), { kind: 'invalid' });
  });

  it('a refusal of AWS is shown as it is, and nothing is said to be done', async () => {
    world.manage.error = appError('denied', 'not authorized to perform: batch:UpdateJobQueue');
    world.ui.answers = [{ choose: 'Disable' }];
    await assert.rejects(disableQueue(world, queueNode), { kind: 'denied' });
    assert.deepEqual([told(), refreshed], [[], 0]);
  });
});
