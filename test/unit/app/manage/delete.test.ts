// Deleting queues and environments: what must come first is done or named, and nothing is said to be gone that is not.
import assert from 'node:assert/strict';
import { deleteEnvironment } from '../../../../src/app/commands/deleteEnvironment';
import { deleteQueue } from '../../../../src/app/commands/deleteQueue';
import type { Node } from '../../../../src/app/tree/node';
import type { JobQueue } from '../../../../src/core/jobQueue';
import { aQueue, anEnvironment, environmentArn, fails, queueArn } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const section: Node = { kind: 'queues', connection: 'aws' };
const queueNode: Node = { kind: 'queue', arn: queueArn('q'), parent: section };
const environmentNode: Node = { kind: 'environment', arn: environmentArn('local'), parent: section };

describe('manage: delete', () => {
  let world: SubmitWorld;
  let refreshed: number;
  beforeEach(() => {
    world = makeSubmitWorld({ kind: 'aws', region: 'us-east-1' });
    refreshed = 0;
    Object.assign(world.explorer, { refresh: () => (refreshed += 1) });
  });
  afterEach(() => world.ui.assertAllAnswered());
  const told = (): readonly string[] => world.ui.notices.map(({ message }) => message);
  /** What each look at the queues finds; undefined: it is gone. */
  const looks = (...found: readonly (Partial<JobQueue> | undefined)[]): void => {
    const left = [...found];
    world.batch.browser.before = (call) => {
      if (call !== 'queues' || left.length === 0) return;
      const next = left.shift();
      world.batch.browser.queues = next === undefined ? [] : [aQueue('q', next)];
    };
  };

  it('an enabled queue is disabled, waited for, deleted and waited for again', async () => {
    const off = { state: 'DISABLED' };
    looks({}, { ...off, status: 'UPDATING' }, off, off, { ...off, status: 'DELETING' }, undefined);
    world.ui.answers = [{ choose: 'Delete' }];
    await deleteQueue(world, queueNode);
    assert.deepEqual(world.manage.changes, [
      [queueArn('q'), off],
      [queueArn('q'), 'delete'],
    ]);
    assert.match(world.ui.questions[0]?.detail ?? '', /waits or runs[^]*disabled first[^]*no way back/);
    assert.deepEqual([told(), refreshed], [['q is deleted.'], 1]);
  });

  it('who may not list jobs is told that they end; a deletion that AWS gives up is an error with its reason', async () => {
    const off = { state: 'DISABLED' };
    looks(off, { ...off, status: 'DELETING' }, { ...off, status: 'INVALID', statusReason: 'A role is missing.' });
    const queues = world.batch.browser.before;
    world.batch.browser.before = (call) => (call === 'queues' ? queues(call) : fails('denied'));
    world.ui.answers = [{ choose: 'Delete' }];
    const gaveUp = { kind: 'invalid', message: /q could not be deleted and is INVALID now: A role is missing\./ };
    await assert.rejects(deleteQueue(world, queueNode), gaveUp);
    assert.match(world.ui.questions[0]?.detail ?? '', /^Jobs that are still in it are ended\./);
    assert.deepEqual([told(), refreshed], [[], 1]);
  });

  it('an environment in use names its queues, and nothing is asked or sent', async () => {
    const inUse = { kind: 'invalid', message: /local cannot be deleted while queues use it: q\. / };
    await assert.rejects(deleteEnvironment(world, environmentNode), inUse);
    assert.deepEqual([world.manage.changes, world.ui.questions], [[], []]);
  });

  it('an escape sends nothing; a refusal is shown as it is, after which the view is read again', async () => {
    world.batch.browser.queues = [];
    world.batch.browser.environments = [anEnvironment('local', { state: 'DISABLED' })];
    world.ui.answers = ['escape'];
    await assert.rejects(deleteEnvironment(world, environmentNode), { name: 'UserCancelled' });
    assert.deepEqual([world.manage.changes, refreshed], [[], 0]);
    world.manage.error = appError('denied', 'not authorized to perform: batch:DeleteComputeEnvironment');
    world.ui.answers = [{ choose: 'Delete' }];
    await assert.rejects(deleteEnvironment(world, environmentNode), { kind: 'denied' });
    assert.deepEqual([told(), refreshed], [[], 1]);
  });
});
