// Setting up and tearing down when AWS does not do as wanted: what is said, what is offered, what is left alone.
import assert from 'node:assert/strict';
import { setUpPipeline } from '../../../../src/app/commands/setUpPipeline';
import { tearDownPipeline } from '../../../../src/app/commands/tearDownPipeline';
import type { Answer } from '../../../support/fakeUi';
import { FakeStacks, aStack } from '../../../support/fakeStacks';
import { appError } from '../../../support/fakePorts';
import { makeSubmitWorld } from '../../../support/submitWorld';

const answers: readonly Answer[] = [
  'enter',
  { pick: 'Fargate' },
  'enter',
  { pick: 'Type a VPC' },
  { type: 'vpc-0a' },
  { type: 'subnet-0a, subnet-0b' },
  { pick: 'No image to build' },
];
const queueFailed = (reason: string) => ({
  ...{ logicalId: 'Queue', resourceType: 'AWS::Batch::JobQueue', status: 'CREATE_FAILED', reason },
});
const cancelled = { ...queueFailed('Resource creation cancelled'), logicalId: 'JobRole' };

describe('a set-up that goes wrong', () => {
  let stacks: FakeStacks;
  let world: ReturnType<typeof makeWorld>;
  const makeWorld = () => {
    const made = makeSubmitWorld({ kind: 'aws', region: 'us-east-1' });
    const denied = (): Promise<never> => Promise.reject(appError('denied'));
    const noBuckets = { async *listVersions() {}, deleteVersions: denied, deleteBucket: denied };
    const setUp = {
      stacks,
      network: { listVpcs: denied, listSubnets: denied, findDefaultGroup: denied },
      buckets: noBuckets,
    };
    Object.assign(made.session, { setUp });
    Object.assign(made.explorer, { refresh: () => undefined });
    const files = { template: '', triggerZip: new Uint8Array(), triggerKey: 'code/t.zip' };
    return { ...made, pipelineFiles: { read: () => Promise.resolve(files) } };
  };
  beforeEach(() => {
    stacks = new FakeStacks();
    world = makeWorld();
  });
  afterEach(() => world.ui.assertAllAnswered());

  for (const [reason, hint] of [
    ['User: x is not authorized to perform: batch:CreateJobQueue', /ask whoever keeps the account/],
    ['Object already exists', /The name is taken/],
    ['The maximum number of queues is reached', /Service Quotas/],
  ] as const) {
    it(`tells the first failure and what helps: ${reason}`, async () => {
      stacks.outcomes = [
        { status: 'CREATE_FAILED', failures: [cancelled, queueFailed(reason)] },
        { status: 'DELETE_COMPLETE' },
      ];
      world.ui.answers = [...answers, { choose: 'Set Up' }, { choose: 'Roll Back' }];
      await assert.rejects(setUpPipeline(world), (error: Error) => {
        assert.match(error.message, new RegExp(`Queue \\(AWS::Batch::JobQueue\\): ${reason}`));
        assert.match(error.message, hint);
        return true;
      });
      assert.deepEqual(stacks.asked, ['createStack', 'deleteStack']);
    });
  }

  it('leaves a failed stack to be looked at; the next set-up says what it is, and makes way', async () => {
    stacks.outcomes = [{ status: 'CREATE_FAILED', failures: [queueFailed('no')] }];
    world.ui.answers = [...answers, { choose: 'Set Up' }, { choose: 'Leave It to Look At' }];
    await assert.rejects(setUpPipeline(world), /could not be finished/);
    stacks.outcomes = [{ status: 'DELETE_COMPLETE' }, { status: 'CREATE_COMPLETE' }, { status: 'UPDATE_COMPLETE' }];
    world.ui.answers = [...answers, { choose: 'Delete It and Go On' }, { choose: 'Set Up' }];
    await setUpPipeline(world);
    assert.match(world.ui.questions.at(-2)?.question ?? '', /half-made from earlier: CREATE_FAILED/);
    assert.match(world.ui.questions.at(-2)?.detail ?? '', /Queue \(AWS::Batch::JobQueue\): no/);
    assert.deepEqual(stacks.asked.slice(1), ['deleteStack', 'createStack', 'createChangeSet', 'executeChangeSet']);
  });

  it('rolls a failed update back before the next one', async () => {
    stacks.stack = aStack('UPDATE_FAILED');
    stacks.outcomes = [{ status: 'UPDATE_ROLLBACK_COMPLETE' }, { status: 'UPDATE_COMPLETE' }];
    const adds = { action: 'Add', logicalId: 'Trigger', resourceType: 'AWS::Lambda::Function' } as const;
    const replaces = { ...adds, action: 'Modify', logicalId: 'Environment', replacement: 'True' } as const;
    stacks.changeSet = { status: 'CREATE_COMPLETE', changes: [adds, replaces] };
    world.ui.answers = [...answers, { choose: 'Roll Back and Go On' }, { choose: 'Change' }];
    await setUpPipeline(world);
    assert.equal(world.ui.questions.at(-1)?.detail, 'Replaces: Environment\nAdds: Trigger');
    assert.deepEqual(stacks.asked, ['rollBack', 'createChangeSet', 'executeChangeSet']);
  });

  it('changes nothing where nothing differs, and drops a change set that is not wanted', async () => {
    stacks.stack = aStack('CREATE_COMPLETE');
    const statusReason = "The submitted information didn't contain changes.";
    stacks.changeSet = { status: 'FAILED', statusReason, changes: [] };
    world.ui.answers = [...answers];
    await setUpPipeline(world);
    assert.match(world.ui.notices.at(-1)?.message ?? '', /nothing was changed/);
    stacks.changeSet = { status: 'CREATE_COMPLETE', changes: [] };
    world.ui.answers = [...answers, 'escape'];
    await assert.rejects(setUpPipeline(world));
    assert.deepEqual(stacks.asked, ['createChangeSet', 'deleteChangeSet', 'createChangeSet', 'deleteChangeSet']);
  });

  it('asks what to do with what is there when the user stops it', async () => {
    stacks.outcomes = [{ status: 'CREATE_IN_PROGRESS' }, { status: 'DELETE_COMPLETE' }];
    world.ui.onProgress = (message, cancel) => message.includes('CREATE_IN_PROGRESS') && cancel();
    world.ui.answers = [...answers, { choose: 'Set Up' }, { choose: 'Roll Back' }];
    await assert.rejects(setUpPipeline(world), { name: 'UserCancelled' });
    assert.deepEqual(stacks.asked, ['createStack', 'deleteStack']);
  });

  it('gives up looking when no answer comes for minutes, and says that AWS goes on', async () => {
    stacks.eventsTrouble = appError('network');
    world.ui.answers = [...answers, { choose: 'Set Up' }];
    await assert.rejects(setUpPipeline(world), /\nAWS goes on with pipeline by itself; the same command tells later/);
    assert.equal(world.ui.progress.at(-1)?.messages.filter((message) => message.endsWith('; trying again')).length, 19);
  });

  it('tells of a half-made stack what failed in the last operation, not in an earlier one', async () => {
    const begun = { status: 'UPDATE_IN_PROGRESS' };
    stacks.history = [begun, queueFailed('long ago'), begun, queueFailed('now'), { status: 'UPDATE_FAILED' }];
    stacks.stack = aStack('UPDATE_FAILED');
    world.ui.answers = [...answers, 'escape'];
    await assert.rejects(setUpPipeline(world), { name: 'UserCancelled' });
    assert.match(world.ui.questions.at(-1)?.detail ?? '', /: now$/);
  });

  it('goes on when a stack that never was more than a change set has gone without an event', async () => {
    stacks.stack = aStack('REVIEW_IN_PROGRESS');
    stacks.outcomes = [
      { status: 'DELETE_COMPLETE', isSilent: true },
      { status: 'CREATE_COMPLETE' },
      { status: 'UPDATE_COMPLETE' },
    ];
    world.ui.answers = [...answers, { choose: 'Delete It and Go On' }, { choose: 'Set Up' }];
    await setUpPipeline(world);
    assert.deepEqual(stacks.asked.slice(0, 2), ['deleteStack', 'createStack']);
  });

  it('never deletes a pipeline that was there before, whatever becomes of its update', async () => {
    stacks.stack = aStack('CREATE_COMPLETE');
    stacks.outcomes = [{ status: 'UPDATE_ROLLBACK_FAILED', failures: [queueFailed('no')] }];
    world.ui.answers = [...answers, { choose: 'Change' }];
    await assert.rejects(setUpPipeline(world), /pipeline could not be finished on AWS\. Queue/);
    stacks.stack = aStack('CREATE_COMPLETE');
    stacks.outcomes = [{ status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' }];
    world.ui.onProgress = (message, cancel) => message.includes('CLEANUP_IN_PROGRESS') && cancel();
    world.ui.answers = [...answers, { choose: 'Change' }, { choose: 'Roll Back' }];
    await assert.rejects(setUpPipeline(world), { name: 'UserCancelled' });
    assert.match(world.ui.notices.at(-1)?.message ?? '', /CLEANUP_IN_PROGRESS by now: it was not taken back/);
    assert.ok(!stacks.asked.includes('deleteStack'));
  });

  it('says on the local engine that there is nothing to set up', async () => {
    const local = { ...makeSubmitWorld(), pipelineFiles: world.pipelineFiles };
    await setUpPipeline(local);
    assert.match(local.ui.notices[0]?.message ?? '', /nothing has to be set up/);
  });

  it('tears down only after the name was typed, and lists what could not go', async () => {
    stacks.stack = aStack('CREATE_COMPLETE');
    const queue = {
      logicalId: 'Queue',
      physicalId: 'q',
      resourceType: 'AWS::Batch::JobQueue',
      status: 'DELETE_FAILED',
    };
    stacks.resources = [queue, { ...queue, logicalId: 'JobRole', physicalId: 'r', status: 'DELETE_COMPLETE' }];
    world.ui.answers = [{ pick: 'pipeline' }, 'escape'];
    await assert.rejects(tearDownPipeline(world), { name: 'UserCancelled' });
    assert.deepEqual(stacks.asked, []);
    const failure = { ...queueFailed('Cannot delete, found existing JobQueue relationship'), status: 'DELETE_FAILED' };
    stacks.outcomes = [{ status: 'DELETE_FAILED', failures: [failure] }];
    world.ui.answers = [{ pick: 'pipeline' }, { type: 'pipeline' }];
    await assert.rejects(tearDownPipeline(world), /disable the queues that do[^]*\nLeft: Queue q\.$/);
  });
});
