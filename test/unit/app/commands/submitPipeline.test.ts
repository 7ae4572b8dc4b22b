import assert from 'node:assert/strict';
import { submitPipeline } from '../../../../src/app/commands/submitPipeline';
import { UserCancelled } from '../../../../src/app/commands/userCancelled';
import { AppError } from '../../../../src/core/errors';
import { aDefinition, aQueue, policyArn } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const colors = 'red\norange\n\nyellow\n';

describe('awsBatch.submitPipeline', () => {
  let world: SubmitWorld;
  beforeEach(() => (world = makeSubmitWorld()));

  const submit = (content: string | Uint8Array = colors): Promise<unknown> =>
    submitPipeline(world, world.files.put('color.txt', content));

  async function failure(work: Promise<unknown>): Promise<Error> {
    const thrown: unknown = await work.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    assert.ok(thrown instanceof Error, 'it did not fail');
    return thrown;
  }

  const nothingHappened = (): void => {
    assert.deepEqual([world.batch.requests.length, world.storage.objects.size], [0, 0]);
  };

  /** What the plan view said last, by the labels of its entries. */
  const rows = (): Record<string, string | undefined> =>
    Object.fromEntries(
      (world.ui.picks.filter(({ title }) => title.startsWith('Submit Pipeline')).at(-1)?.items ?? []).map((item) => [
        item.label,
        item.description ?? item.detail,
      ]),
    );

  it('asks for the share in a fair-share queue, and for none in another', async () => {
    world.batch.browser.queues = [aQueue('local'), aQueue('fair')];
    Object.assign(world.batch.definitions, { fair: { schedulingPolicyArn: policyArn('p') }, local: {} });
    world.ui.answers = [{ pick: 'Job Queue' }, { pick: 'fair' }, 'first', { type: 'night' }, 'first'];
    await submit();
    assert.match(world.ui.notices[0]?.message ?? '', /shares its capacity by p: give a shareIdentifier/);
    assert.equal(rows().Share, 'night');
    const shares = world.batch.requests.map(({ otherMembers }) => otherMembers);
    assert.deepEqual(shares, [{ shareIdentifier: 'night' }, { shareIdentifier: 'night' }]);
    world.ui.answers = [{ pick: 'Job Queue' }, { pick: 'local' }, 'first'];
    await submit();
    assert.deepEqual([rows().Share, world.batch.lastRequest?.otherMembers], [undefined, undefined]);
    world.ui.answers = ['escape'];
    await assert.rejects(submit(), UserCancelled);
    assert.equal(world.ui.marked.length, 2);
    world.ui.assertAllAnswered();
  });

  it('shows the plan, submits it with one Enter, and shows the new jobs', async () => {
    world.ui.answers = ['first'];
    await submit();
    assert.deepEqual(world.ui.marked, ['submitPipeline']);
    assert.deepEqual(rows(), {
      Submit: '4 lines · 19 B · 4 children, a line each, then a merge',
      Children: '4 children, a line each',
      'Blank Lines': 'handled like all others (1)',
      Preset: 'Rainbow',
      Template: 'My favorite color of the rainbow is {line}.',
      'Job Queue': 'local',
      'Split Definition': 'pipeline-split',
      'Merge Definition': 'pipeline-merge',
      Bucket: 'pipeline',
      'Result Name': 'mycolor',
    });
    const [split, merge] = world.batch.requests;
    assert.deepEqual([split?.arraySize, split?.jobQueue, merge?.dependsOnJobIds], [4, 'local', ['job-1']]);
    assert.equal([...world.storage.objects.keys()].length, 3);
    assert.deepEqual(world.revealed, ['job-1']);
    const [notice, ...others] = world.ui.notices;
    assert.equal(notice?.message, 'color.txt was submitted: 4 children, a line each, then a merge.');
    assert.deepEqual([notice.actions.map(({ label }) => label), others], [['Watch', 'Show in Tree'], []]);
    assert.deepEqual(
      world.ui.progress.map(({ title }) => title),
      ['Opening the connection', 'Reading color.txt', 'Submitting color.txt'],
    );
  });

  it('changes what is asked for, plans again, and begins with that the next time', async () => {
    world.batch.browser.queues = [aQueue('fast'), aQueue('off', { state: 'DISABLED' })];
    world.batch.browser.definitions = [aDefinition('my-split', 1), aDefinition('my-split', 2)];
    world.storage.buckets = ['data'];
    world.ui.answers = [
      ...[{ pick: 'Blank Lines' }, { pick: 'Children' }, { type: '0' }, { type: '2' }],
      ...[{ pick: 'Job Queue' }, { pick: 'fast' }, { pick: 'Split Definition' }, { pick: 'my-split' }],
      ...[{ pick: 'Preset' }, { pick: 'Command' }, { type: 'wc -c' }],
      ...[{ pick: 'Bucket' }, { pick: 'data' }, { pick: 'Result Name' }, { type: 'a/b' }, { type: 'sizes' }],
      { pick: 'Submit' },
    ];
    await submit();
    world.ui.assertAllAnswered();
    const [split, merge] = world.batch.requests;
    assert.deepEqual(
      [split?.arraySize, split?.jobQueue, split?.jobDefinition, merge?.jobDefinition],
      [2, 'fast', 'my-split', 'pipeline-merge'],
    );
    const { PIPELINE_BUCKET, PIPELINE_COMMAND, PIPELINE_RESULT, PIPELINE_SKIP_BLANK } = split?.environment ?? {};
    assert.deepEqual(
      [PIPELINE_BUCKET, PIPELINE_COMMAND, PIPELINE_RESULT, PIPELINE_SKIP_BLANK],
      ['data', 'wc -c', 'sizes', '1'],
    );
    const queuePick = world.ui.picks.find(({ title }) => title === 'Job Queue');
    assert.deepEqual(
      queuePick?.items.map(({ label }) => label),
      ['fast', 'Type a Name…'],
    );

    world.ui.answers = ['first'];
    await submit();
    const shown = rows();
    assert.deepEqual([shown['Job Queue'], shown['Command Line'], shown.Bucket], ['fast', 'wc -c', 'data']);
    assert.deepEqual([shown.Children, shown['Blank Lines']], ['2 children, 2 lines each', 'skipped (1)']);
  });

  it('has no defaults on AWS: Submit asks for the queue and the bucket first', async () => {
    world = makeSubmitWorld({ kind: 'aws', region: 'eu-west-1' });
    world.storage.listBuckets = () => Promise.reject(appError('denied', 'no s3:ListAllMyBuckets'));
    world.ui.answers = ['first', { pick: 'q' }, 'first', { pick: 'Type a Name…' }, { type: ' mine ' }, 'first'];
    await submit();
    world.ui.assertAllAnswered();
    const [split] = world.batch.requests;
    assert.deepEqual([split?.jobQueue, split?.environment?.PIPELINE_BUCKET], ['q', 'mine']);
    assert.equal(world.ui.picks.find(({ title }) => title === 'Bucket')?.items[0]?.detail, 'no s3:ListAllMyBuckets');
  });

  it('goes back to the plan from an entry, and ends without a word when the plan is closed', async () => {
    world.ui.answers = [
      ...[{ pick: 'Template' }, 'back', { pick: 'Job Queue' }, 'escape'],
      ...[{ pick: 'Bucket' }, { pick: 'Type a Name…' }, 'back', 'back', 'escape'],
    ] as never;
    assert.ok((await failure(submit())) instanceof UserCancelled);
    world.ui.assertAllAnswered();
    nothingHappened();
  });

  describe('takes no file that cannot be an input', () => {
    const cases: readonly [what: string, content: string | Uint8Array, message: RegExp][] = [
      ['a 0-byte file', '', /color\.txt: The file is empty/],
      ['a binary file', Buffer.from('ok\nPK\0\0'), /color\.txt: Line 2 has a NUL byte \(byte offset 5\)/],
      ['text in Latin-1', Buffer.from([0x66, 0xfc, 0x72, 0x0a]), /Line 1 is not valid UTF-8 \(byte offset 1/],
    ];
    for (const [what, content, message] of cases) {
      it(what, async () => {
        const error = await failure(submit(content));
        assert.ok(error instanceof AppError);
        assert.equal(error.kind, 'invalid');
        assert.match(error.message, message);
        assert.equal(world.ui.picks.length, 0);
        nothingHappened();
      });
    }

    it('a folder, nor one that is gone', async () => {
      world.files.put('folder/a.txt', 'a');
      assert.match((await failure(submitPipeline(world, { clicked: 'mem:///w/folder' }))).message, /is a folder/);
      assert.match(
        (await failure(submitPipeline(world, { clicked: 'mem:///w/gone.txt' }))).message,
        /There is no file/,
      );
    });
  });

  it('submits nothing when the file is deleted or changed between the plan and the upload', async () => {
    for (const change of [
      (uri: string) => world.files.saved.delete(uri),
      (uri: string) => world.files.saved.set(uri, Buffer.from('other\n')),
    ]) {
      let reads = 0;
      world.files.beforeRead = (uri) => {
        reads += 1;
        if (reads === 2) change(uri);
      };
      world.ui.answers = ['first'];
      const error = await failure(submit());
      assert.match(error.message, /There is no file|changed after it was planned/);
      assert.deepEqual(world.batch.requests, []);
      assert.equal(world.ui.notices.length, 0);
    }
  });

  it('asks about changes that were not saved', async () => {
    const target = world.files.put('color.txt', 'red\n');
    world.files.unsaved.set(target.clicked, 'red\nblue\n');
    world.ui.answers = ['escape'];
    assert.ok((await failure(submitPipeline(world, target))) instanceof UserCancelled);
    world.ui.answers = [{ choose: 'Use the Saved File' }, 'first'];
    await submitPipeline(world, target);
    assert.equal(world.batch.requests[0]?.arraySize, undefined, 'one line is a plain job');
    world.ui.answers = [{ choose: 'Save and Go On' }, 'first'];
    await submitPipeline(world, target);
    assert.equal(world.batch.requests[2]?.arraySize, 2);
    assert.equal(world.files.text(target.clicked), 'red\nblue\n');
  });

  it('takes the only file that is shown when something else is in front', async () => {
    world.files.onlyShown = world.files.put('aside.txt', 'a\n').clicked;
    world.ui.answers = ['first'];
    await submitPipeline(world);
    assert.match(world.batch.requests[0]?.jobName ?? '', /^aside-/);
  });

  it('takes the editor in front, or asks for a file', async () => {
    const { clicked } = world.files.put('front.txt', 'a\n');
    world.files.active = clicked;
    world.ui.answers = ['first'];
    await submitPipeline(world);
    world.files.active = undefined;
    assert.ok((await failure(submitPipeline(world))) instanceof UserCancelled);
    world.files.asked = [clicked];
    world.ui.answers = ['first'];
    await submitPipeline(world);
    assert.deepEqual(world.files.prompts, ['file', 'file']);
    assert.match(world.batch.requests[2]?.jobName ?? '', /^front-/);
  });

  it('leaves nothing when it is cancelled while it uploads', async () => {
    world.ui.answers = ['first'];
    world.ui.onProgress = (message, cancel) => {
      if (message.startsWith('uploading')) cancel();
    };
    assert.ok((await failure(submit())) instanceof UserCancelled);
    nothingHappened();
    assert.equal(world.workspaceMemory.values.size, 1, 'what was chosen is kept');
  });

  it('says what Batch would not take before anything is sent, and keeps the plan open', async () => {
    world.ui.answers = [{ pick: 'Template' }, { type: 'x'.repeat(9000) }, { pick: 'Submit' }, 'escape'];
    assert.ok((await failure(submit())) instanceof UserCancelled);
    assert.match(world.ui.notices[0]?.message ?? '', /too long/);
    nothingHappened();
  });

  it('keeps the plan when blank lines are all there is', async () => {
    world.ui.answers = [{ pick: 'Blank Lines' }, { pick: 'Submit' }];
    await submit('\n\n');
    assert.match(world.ui.notices[0]?.message ?? '', /nothing but blank lines/);
    assert.equal(world.batch.requests[0]?.arraySize, 2);
  });

  it('passes on why there is no connection, and what a call failed with', async () => {
    const untrusted = appError('untrusted');
    world.sessions.openError = untrusted;
    assert.equal(await failure(submit()), untrusted);
    world.sessions.openError = undefined;
    world.ui.answers = ['first'];
    world.batch.submissions = [{ error: appError('expired', 'ExpiredToken') }];
    await assert.rejects(submit(), { name: 'AppError', kind: 'expired' });
    assert.deepEqual(
      world.sessions.reported.map(({ kind }) => kind),
      ['expired'],
    );
    assert.equal(world.storage.objects.size, 0);
  });

  it('does not fail when the new job cannot be shown', async () => {
    world.explorer.reveal = () => Promise.reject(appError('denied', 'no batch:DescribeJobs'));
    world.ui.answers = ['first'];
    await submit();
    assert.match(world.logged.join('\n'), /could not be shown in the tree: no batch:DescribeJobs/);
  });
});
