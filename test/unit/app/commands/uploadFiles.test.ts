import assert from 'node:assert/strict';
import { uploadFiles } from '../../../../src/app/commands/uploadFiles';
import { UserCancelled } from '../../../../src/app/commands/userCancelled';
import type { AppError } from '../../../../src/core/errors';
import { appError } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

describe('awsBatch.uploadFiles', () => {
  let world: SubmitWorld;
  beforeEach(() => {
    world = makeSubmitWorld();
    world.storage.buckets = ['pipeline', 'other'];
  });

  const bucketAndPrefix = (prefix: string) => [{ pick: 'pipeline' }, { type: prefix }];
  const keys = (): string[] => [...world.storage.objects.keys()].sort();
  const message = (): string => world.ui.notices.at(-1)?.message ?? '';

  it('uploads a file, and offers where it is', async () => {
    world.ui.answers = bucketAndPrefix('in');
    await uploadFiles(world, world.files.put('color.txt', 'red\n'));
    assert.equal(world.storage.text('in/color.txt'), 'red\n');
    assert.equal(message(), 'Uploaded to s3://pipeline/in/color.txt.');
    await world.ui.notices[0]?.actions[0]?.run();
    assert.deepEqual(world.ui.copied, ['s3://pipeline/in/color.txt']);
    world.ui.answers = [{ pick: 'pipeline' }, 'enter', { choose: 'Overwrite' }];
    await uploadFiles(world, world.files.put('color.txt', ''));
    assert.equal(
      world.storage.objects.get('in/color.txt')?.length,
      0,
      'the prefix is remembered; an empty file is one',
    );
  });

  it('takes what is selected, and folders with all that is below them', async () => {
    const single = world.files.put('data/a.txt', 'a');
    world.files.put('data/sub/deep/b.txt', 'b');
    world.files.put('data/sub/b%20c.txt', 'c');
    world.files.put('data/other.txt', 'not selected');
    const folder = { clicked: 'mem:///w/data/sub' };
    world.ui.answers = bucketAndPrefix('');
    await uploadFiles(world, folder, [single, folder, { clicked: 'mem:///w/data/sub/deep/b.txt' }]);
    assert.deepEqual(keys(), ['a.txt', 'sub/b%20c.txt', 'sub/deep/b.txt']);
    assert.equal(message(), '3 files were uploaded to s3://pipeline/.');
  });

  it('takes only what is clicked when that is not among what is selected', async () => {
    const clicked = world.files.put('a.txt', 'a');
    world.ui.answers = bucketAndPrefix('');
    await uploadFiles(world, clicked, [world.files.put('b.txt', 'b')]);
    assert.deepEqual(keys(), ['a.txt']);
  });

  it('keeps files of equal names apart by their folders', async () => {
    const [one, other] = [world.files.put('x/a.txt', '1'), world.files.put('y/a.txt', '2')];
    world.ui.answers = bucketAndPrefix('p');
    await uploadFiles(world, one, [one, other]);
    assert.deepEqual(keys(), ['p/x/a.txt', 'p/y/a.txt']);
  });

  it('asks for files or a folder from the palette', async () => {
    world.files.put('d/a.txt', 'a');
    world.files.asked = ['mem:///w/d'];
    world.ui.answers = [{ pick: 'A Folder…' }, ...bucketAndPrefix('')];
    await uploadFiles(world);
    assert.deepEqual([world.files.prompts, keys()], [['folder'], ['d/a.txt']]);
  });

  describe('asks once about objects that are there already', () => {
    beforeEach(() => {
      world.storage.objects.set('p/d/a.txt', Buffer.from('old'));
      world.files.put('d/a.txt', 'new');
      world.files.put('d/b.txt', 'new');
    });
    const upload = (...answers: typeof world.ui.answers): Promise<void> => {
      world.ui.answers = [...bucketAndPrefix('p'), ...answers];
      return uploadFiles(world, { clicked: 'mem:///w/d' });
    };

    it('and overwrites them', async () => {
      await upload({ choose: 'Overwrite' });
      assert.equal(world.storage.text('p/d/a.txt'), 'new');
      assert.deepEqual(
        world.ui.questions.map(({ question, detail }) => [question, detail]),
        [['s3://pipeline/p/d/a.txt exists already.', 'p/d/a.txt']],
      );
    });

    it('and skips them', async () => {
      await upload({ choose: 'Skip Existing' });
      assert.deepEqual([world.storage.text('p/d/a.txt'), world.storage.text('p/d/b.txt')], ['old', 'new']);
    });

    it('and does nothing when the question is closed', async () => {
      await assert.rejects(upload('escape'), UserCancelled);
      assert.deepEqual(keys(), ['p/d/a.txt']);
    });

    it('and says when it cannot look', async () => {
      world.storage.headObject = () => Promise.reject(appError('denied'));
      await upload({ choose: 'Overwrite' });
      assert.match(world.ui.questions[0]?.question ?? '', /cannot be told/);
      assert.equal(world.storage.text('p/d/a.txt'), 'new');
    });

    it('and reads a list for many files', async () => {
      for (let i = 0; i < 60; i += 1) world.files.put(`d/f${i}`, 'x');
      world.storage.headObject = () => assert.fail('one call a file');
      await upload({ choose: 'Skip Existing' });
      assert.deepEqual([keys().length, world.storage.text('p/d/a.txt')], [62, 'old']);
    });
  });

  it('goes back from the prefix to the bucket, and ends without a word at each prompt', async () => {
    const target = world.files.put('a.txt', 'a');
    world.ui.answers = [{ pick: 'pipeline' }, 'back', { pick: 'other' }, { type: '/x' }, { type: 'x' }];
    await uploadFiles(world, target);
    assert.equal(message(), 'Uploaded to s3://other/x/a.txt.');
    for (const answers of [['escape'], [{ pick: 'pipeline' }, 'escape']] as const) {
      world.ui.answers = [...answers];
      await assert.rejects(uploadFiles(world, target), UserCancelled);
    }
    world.ui.answers = ['escape'];
    await assert.rejects(uploadFiles(world), UserCancelled);
  });

  it('asks about unsaved changes of all files at once', async () => {
    const [a, b] = [world.files.put('a.txt', 'old'), world.files.put('b.txt', 'old')];
    world.files.unsaved.set(a.clicked, 'new');
    world.files.unsaved.set(b.clicked, 'new');
    world.ui.answers = [{ choose: 'Save and Go On' }, ...bucketAndPrefix('')];
    await uploadFiles(world, a, [a, b]);
    assert.deepEqual([world.storage.text('a.txt'), world.storage.text('b.txt')], ['new', 'new']);
    assert.equal(world.ui.questions[0]?.question, '2 files have changes that were not saved.');
  });

  it('uploads the others when one fails, and lists the failures', async () => {
    world.files.put('d/a.txt', 'a');
    world.files.put('d/b.txt', 'b');
    world.storage.beforeWrite = (key) => {
      if (key === 'd/a.txt') throw appError('denied', 'Access Denied');
    };
    world.ui.answers = bucketAndPrefix('');
    await uploadFiles(world, { clicked: 'mem:///w/d' });
    assert.equal(message(), '1 of 2 files were uploaded to s3://pipeline/; 1 failed.');
    await world.ui.notices[0]?.actions[0]?.run();
    assert.match(
      (await world.ui.documents[0]?.read(new AbortController().signal)) ?? '',
      /d\/a\.txt\n {4}Access Denied/,
    );
  });

  it('stops at once when the connection is of no use any more', async () => {
    for (let i = 0; i < 20; i += 1) world.files.put(`d/f${i}`, 'x');
    let writes = 0;
    world.storage.beforeWrite = () => {
      writes += 1;
      if (writes > 1) throw appError('expired', 'ExpiredToken.');
    };
    world.ui.answers = bucketAndPrefix('');
    await assert.rejects(uploadFiles(world, { clicked: 'mem:///w/d' }), (error: AppError) => {
      assert.equal(error.kind, 'expired');
      assert.match(error.message, /ExpiredToken\. 1 of 20 files were uploaded before\./);
      return true;
    });
    assert.ok(writes < 10, `${writes} writes`);
    assert.equal(world.sessions.reported[0]?.kind, 'expired');
  });

  it('can be cancelled, and says what has arrived', async () => {
    for (let i = 0; i < 10; i += 1) world.files.put(`d/f${i}`, 'x');
    world.ui.onProgress = (text, cancel) => {
      if (text.includes('of 10 B')) cancel();
    };
    world.ui.answers = bucketAndPrefix('');
    await assert.rejects(uploadFiles(world, { clicked: 'mem:///w/d' }), UserCancelled);
    assert.match(message(), /^Cancelled\. \d of 10 files were uploaded before\.$/);
    assert.ok(keys().length < 10);
  });

  it('tells of parts that a cancelled upload could not remove', async () => {
    const left = appError('denied', 'Parts of the upload u-1 are left and cost money: abort it.');
    world.ui.onProgress = (_text, cancel) => cancel();
    world.storage.upload = (upload, signal) => {
      upload.onSent?.(1);
      assert.ok(signal.aborted);
      return Promise.reject(left);
    };
    world.ui.answers = bucketAndPrefix('');
    await assert.rejects(uploadFiles(world, world.files.put('a.txt', 'a')), {
      kind: 'denied',
      message: /Parts .* are left/,
    });
  });

  it('says when there is nothing to upload, or a key would be too long', async () => {
    await assert.rejects(uploadFiles(world, { clicked: 'mem:///w/none' }), { kind: 'invalid' });
    world.ui.answers = bucketAndPrefix('é'.repeat(600));
    await assert.rejects(uploadFiles(world, world.files.put('a.txt', 'a')), { kind: 'invalid', message: /1024 bytes/ });
  });
});
