// Setting up and tearing down on an AWS that refuses, throttles, breaks off or holds what an earlier failure has left:
// over the wire, on moto behind a proxy. Nothing may be left half-made without being told.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { setUpPipeline } from '../../src/app/commands/setUpPipeline';
import { tearDownPipeline } from '../../src/app/commands/tearDownPipeline';
import { ownTag } from '../../src/app/setUp/setUpChoices';
import type { Answer } from '../support/fakeUi';
import { type SetUpOnMoto, startSetUpOnMoto } from '../support/setUpOnMoto';
import { xmlError } from '../support/stubServer';

const neverAborted = new AbortController().signal;
const advice = /ask whoever keeps the account/;
const template = '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}';

describe('setting up on an AWS that makes trouble', () => {
  let world: SetUpOnMoto;
  /** Actions that were asked for, in their order. */
  let actions: string[];
  before(async () => {
    world = await startSetUpOnMoto();
  });
  after(() => world.stop());
  beforeEach(() => {
    actions = [];
    interfere(() => undefined);
    world.proxy.changeAnswer = () => undefined;
    world.proxy.losesAnswer = () => false;
  });
  afterEach(() => world.ui.assertAllAnswered());

  function actionOf(body: string): string {
    return new URLSearchParams(body).get('Action') ?? '';
  }

  function interfere(answer: (action: string, path: string) => ((response: ServerResponse) => void) | undefined): void {
    world.proxy.answerInstead = (path, body) => {
      const action = actionOf(body);
      if (action !== '') actions.push(action);
      return answer(action, path);
    };
  }

  function deny(wanted: string): void {
    const text = `User: arn:aws:iam::123456789012:user/me is not authorized to perform: cloudformation:${wanted}`;
    interfere((action) => (action === wanted ? xmlError(403, 'AccessDenied', text) : undefined));
  }

  function changeStatus(from: string, to: string): void {
    world.proxy.changeAnswer = (_, body) =>
      actions.includes('DeleteStack') || !/^Describe/.test(actionOf(body))
        ? undefined
        : (text) => text.replaceAll(`<StackStatus>${from}<`, `<StackStatus>${to}<`);
  }

  function setUp(name: string, ...then: readonly Answer[]): Promise<void> {
    world.ui.answers = [
      ...[{ type: name }, { pick: 'Fargate' }, { type: '16' }, 'first' as const, { pickMany: ['subnet-'] }],
      ...[{ pick: 'No image to build' }, ...then],
    ];
    return setUpPipeline(world.services);
  }

  const find = (name: string) => world.session.setUp.stacks.findStack(name, neverAborted);
  const makeStack = (stackName: string, tags: Readonly<Record<string, string>>): Promise<string> =>
    world.session.setUp.stacks.createStack({ stackName, template, parameters: {}, tags }, neverAborted);

  it('may not look at stacks: says so at the name, and what to do', async () => {
    deny('DescribeStacks');
    world.ui.answers = [{ type: 'nolook' }];
    await assert.rejects(setUpPipeline(world.services), (error: Error) => {
      assert.match(error.message, /^Could not look at the stack nolook: .*cloudformation:DescribeStacks/);
      assert.match(error.message, advice);
      return true;
    });
  });

  it('may not list networks: their ids are typed', async () => {
    interfere((action) =>
      /^Describe(Vpcs|Subnets)$/.test(action) ? xmlError(403, 'UnauthorizedOperation', 'You are not…') : undefined,
    );
    world.ui.answers = [
      ...[{ type: 'typed' }, { pick: 'Fargate' }, { type: '16' }, { pick: 'Type a VPC' }, { type: 'vpc-0a' }],
      ...[{ type: 'subnet-0a' }, { pick: 'No image to build' }, 'escape' as const],
    ];
    await assert.rejects(setUpPipeline(world.services), { name: 'UserCancelled' });
    assert.match(world.ui.questions.at(-1)?.detail ?? '', /vpc-0a/);
  });

  it('may not create a stack: nothing is made', async () => {
    deny('CreateStack');
    await assert.rejects(setUp('nocreate', { choose: 'Set Up' }), (error: Error) => {
      assert.match(error.message, /^Could not create the stack nocreate: .*cloudformation:CreateStack/);
      assert.match(error.message, advice);
      return true;
    });
    assert.equal(await find('nocreate'), undefined);
  });

  it('has no room for another stack: says what helps', async () => {
    interfere((action) =>
      action === 'CreateStack' ? xmlError(400, 'LimitExceededException', 'Stack limit reached') : undefined,
    );
    await assert.rejects(setUp('onemore', { choose: 'Set Up' }), /Stack limit reached\nA quota of the account/);
  });

  it('may not update: says what is there already, and goes on from there when it may', async () => {
    deny('CreateChangeSet');
    await assert.rejects(setUp('halfway', { choose: 'Set Up' }), (error: Error) => {
      assert.match(error.message, /cloudformation:CreateChangeSet/);
      assert.match(error.message, /halfway is set up but for its upload trigger.*Set Up Pipeline.*Tear Down Pipeline/s);
      assert.match(error.message, advice);
      return true;
    });
    interfere(() => undefined);
    await setUp('halfway', { choose: 'Change' });
    const resources = await world.session.setUp.stacks.listResources('halfway', neverAborted);
    assert.ok(resources.some(({ logicalId }) => logicalId === 'Trigger'));
  });

  it('may not look at a change set: it does not leave one', async () => {
    deny('DescribeChangeSet');
    world.ui.answers = [
      ...[{ type: 'halfway' }, { pick: 'Fargate' }, { type: '8' }, 'first' as const, { pickMany: ['subnet-'] }],
      { pick: 'No image to build' },
    ];
    await assert.rejects(setUpPipeline(world.services), advice);
    assert.equal(actions.at(-1), 'DeleteChangeSet');
    deny('DescribeChangeSet');
    world.ui.answers = [
      ...[{ type: 'halfway' }, { pick: 'Fargate' }, { type: '8' }, 'first' as const, { pickMany: ['subnet-'] }],
      { pick: 'No image to build' },
    ];
    const denyBoth = world.proxy.answerInstead;
    world.proxy.answerInstead = (path, body) =>
      actionOf(body) === 'DeleteChangeSet' ? xmlError(403, 'AccessDenied', 'not authorized') : denyBoth(path, body);
    await assert.rejects(setUpPipeline(world.services), /The change set aws-batch-explorer-\d+ of halfway is left/);
  });

  it('may not read events: says that AWS goes on, and how to see what came of it', async () => {
    deny('DescribeStackEvents');
    await assert.rejects(setUp('blind', { choose: 'Set Up' }), (error: Error) => {
      assert.match(error.message, /DescribeStackEvents/);
      assert.match(error.message, /AWS goes on with blind by itself; the same command/);
      assert.match(error.message, advice);
      return true;
    });
    assert.equal((await find('blind'))?.status, 'CREATE_COMPLETE');
  });

  it('is throttled and cut off while it waits: looks again, and is done', async () => {
    let troubles = 0;
    interfere((action) => {
      if (action !== 'DescribeStackEvents' || (troubles += 1) > 7) return undefined;
      // More than the SDK's own tries at a time.
      return troubles <= 4 ? (response) => response.destroy() : xmlError(400, 'Throttling', 'Rate exceeded');
    });
    await setUp('bumpy', { choose: 'Set Up' });
    assert.ok(troubles > 7);
    assert.match(world.ui.notices.at(-1)?.message ?? '', /^bumpy is set up/);
    const said = world.ui.progress.flatMap(({ messages }) => messages);
    assert.ok(said.some((message) => /Rate exceeded.*trying again/.test(message)));
  });

  it('gets no answer to its creation: finds that AWS has begun, and goes on', async () => {
    world.proxy.losesAnswer = (_, body) => actionOf(body) === 'CreateStack';
    await setUp('lost', { choose: 'Set Up' });
    assert.match(world.ui.notices.at(-1)?.message ?? '', /^lost is set up/);
    assert.equal((await find('lost'))?.status, 'UPDATE_COMPLETE');
  });

  it('is stopped between its two steps: what is there is taken back when that is wanted, and what stays is said', async () => {
    world.ui.onProgress = (message, cancel) => message === 'Sending the function' && cancel();
    await assert.rejects(setUp('stopped', { choose: 'Set Up' }, { choose: 'Roll Back' }), { name: 'UserCancelled' });
    world.ui.onProgress = () => undefined;
    assert.equal(await find('stopped'), undefined);
    assert.match(world.ui.notices.at(-1)?.message ?? '', /^stopped is taken back; its bucket .* is kept/);
  });

  it('is told that the name of the bucket is taken', async () => {
    world.proxy.changeAnswer = (_, body) =>
      actionOf(body) !== 'DescribeStackEvents'
        ? undefined
        : (text) =>
            text.replace(
              /<member>(.*?<ResourceStatus>)CREATE_COMPLETE(.*?)<\/member>/s,
              (_, before: string, after: string) => {
                const failed = `${before}CREATE_FAILED${after}`;
                const id = /<EventId>.*?</.exec(failed)?.[0] ?? '';
                const bucket = failed
                  .replace(id, `${id.slice(0, -1)}b<`)
                  .replace(/(<LogicalResourceId>).*?</, '$1Bucket<')
                  .replace(/(<ResourceType>).*?</, '$1AWS::S3::Bucket<')
                  .replace(
                    '</ResourceStatus>',
                    '</ResourceStatus><ResourceStatusReason>b-1 already exists</ResourceStatusReason>',
                  );
                return `<member>${failed}</member><member>${bucket}</member>`;
              },
            );
    await assert.rejects(setUp('taken', { choose: 'Set Up' }, { choose: 'Leave It to Look At' }), (error: Error) => {
      assert.match(error.message, /Bucket \(AWS::S3::Bucket\): b-1 already exists\nThe name is taken/);
      return true;
    });
    assert.deepEqual(world.ui.questions.at(-1)?.labels, ['Roll Back', 'Leave It to Look At']);
  });

  for (const status of ['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE', 'CREATE_FAILED', 'DELETE_FAILED'])
    it(`finds its stack half-made (${status}): says so, deletes it and makes it anew`, async () => {
      const name = status.toLowerCase().replaceAll('_', '-');
      await makeStack(name, ownTag);
      changeStatus('CREATE_COMPLETE', status);
      await setUp(name, { choose: 'Delete It and Go On' }, { choose: 'Set Up' });
      assert.match(world.ui.questions.at(-2)?.question ?? '', new RegExp(`half-made from earlier: ${status}`));
      assert.equal((await find(name))?.status, 'UPDATE_COMPLETE');
    });

  it('leaves half-made stacks of others alone', async () => {
    await makeStack('theirs', {});
    changeStatus('CREATE_COMPLETE', 'ROLLBACK_COMPLETE');
    world.ui.answers = [{ type: 'theirs' }];
    await assert.rejects(setUpPipeline(world.services), /not made here: choose another name/);
    assert.ok(!actions.includes('DeleteStack'));
  });

  /** moto deletes an empty bucket with its stack. */
  async function fillBucketOf(name: string): Promise<string> {
    const { Bucket: bucket = '' } = (await find(name))?.outputs ?? {};
    await world.session.storage.putObject({ bucket, key: 'inbox/a' }, 'a\n', neverAborted);
    return bucket;
  }

  it('tears down, but may not delete what the bucket holds: says what is gone and what is left', async () => {
    const bucket = await fillBucketOf('bumpy');
    interfere((_, path) =>
      path.includes('?delete') ? xmlError(403, 'AccessDenied', 'no s3:DeleteObjectVersion') : undefined,
    );
    world.ui.answers = [{ pick: 'bumpy' }, { pick: 'Delete the bucket too' }, { type: 'bumpy' }];
    await assert.rejects(tearDownPipeline(world.services), (error: Error) => {
      assert.match(
        error.message,
        new RegExp(`^bumpy is gone, but not its bucket ${bucket}: .*no s3:DeleteObjectVersion`),
      );
      assert.match(error.message, advice);
      return true;
    });
    assert.equal(await find('bumpy'), undefined);
    assert.ok((await world.session.storage.listBuckets(neverAborted)).includes(bucket));
  });

  it('is stopped while it tears down: says what goes on and what is kept', async () => {
    const bucket = await fillBucketOf('lost');
    world.ui.onProgress = (message, cancel) => / objects deleted/.test(message) && cancel();
    world.ui.answers = [{ pick: 'lost' }, { pick: 'Delete the bucket too' }, { type: 'lost' }];
    await assert.rejects(tearDownPipeline(world.services), { name: 'UserCancelled' });
    world.ui.onProgress = () => undefined;
    assert.match(
      world.ui.notices.at(-1)?.message ?? '',
      new RegExp(`^Stopped: lost is gone, but its bucket ${bucket} is kept with what is left in it`),
    );
  });
});
