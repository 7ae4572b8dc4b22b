import assert from 'node:assert/strict';
import { ListObjectsV2Command, type ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

const keys = ['a', 'a/1', 'a/2', 'a/b/3', 'ab/4', 'b', 'b/5', 'c//6', 'z&<>'];

describe('s3 ListObjectsV2', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
    await fixture.putAll(keys);
  });
  after(() => fixture.close());
  const list = (more: Partial<ListObjectsV2CommandInput> = {}) =>
    fixture.s3.send(new ListObjectsV2Command({ Bucket: fixture.bucket, ...more }));

  /** All pages: keys and common prefixes, each page in the order of its two lists. */
  async function pages(more: Partial<ListObjectsV2CommandInput>): Promise<string[][]> {
    const all: string[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ ...more, ContinuationToken });
      const names = [
        ...(page.Contents ?? []).map(({ Key = '' }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => `[${Prefix}]`),
      ];
      assert.equal(page.KeyCount, names.length);
      assert.equal(page.IsTruncated, page.NextContinuationToken !== undefined);
      all.push(names);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return all;
  }

  it('lists all keys with size, date and entity tag', async () => {
    const { Contents = [], Name, MaxKeys } = await list();
    assert.deepEqual(
      Contents.map(({ Key }) => Key),
      keys,
    );
    assert.deepEqual([Name, MaxKeys], [fixture.bucket, 1000]);
    const [first] = Contents;
    assert.deepEqual(
      [first?.Size, first?.ETag, first?.StorageClass, first?.Owner],
      [1, '"0cc175b9c0f1b6a831c399e269772661"', 'STANDARD', undefined],
    );
    assert.ok(first?.LastModified instanceof Date);
    assert.ok((await list({ FetchOwner: true })).Contents?.[0]?.Owner?.ID);
  });

  it('lists page by page', async () => {
    assert.deepEqual(await pages({ MaxKeys: 4 }), [keys.slice(0, 4), keys.slice(4, 8), keys.slice(8)]);
    assert.deepEqual(await pages({ MaxKeys: 9 }), [keys]);
  });

  it('rolls up what lies behind a delimiter, also over pages', async () => {
    assert.deepEqual(await pages({ Delimiter: '/' }), [['a', 'b', 'z&<>', '[a/]', '[ab/]', '[b/]', '[c/]']]);
    assert.deepEqual(await pages({ Delimiter: '/', MaxKeys: 1 }), [
      ['a'],
      ['[a/]'],
      ['[ab/]'],
      ['b'],
      ['[b/]'],
      ['[c/]'],
      ['z&<>'],
    ]);
    assert.deepEqual(await pages({ Delimiter: '/', Prefix: 'a/', MaxKeys: 2 }), [['a/1', 'a/2'], ['[a/b/]']]);
    assert.deepEqual(await pages({ Delimiter: '/', Prefix: 'a' }), [['a', '[a/]', '[ab/]']]);
    assert.deepEqual(await pages({ Delimiter: '//' }), [[...keys.slice(0, 7), 'z&<>', '[c//]']]);
  });

  it('begins behind a key', async () => {
    assert.deepEqual(await pages({ StartAfter: 'b', MaxKeys: 2 }), [['b/5', 'c//6'], ['z&<>']]);
    assert.deepEqual(await pages({ StartAfter: 'aa', Prefix: 'a' }), [['ab/4']]);
    assert.deepEqual(await pages({ StartAfter: 'a/', Prefix: 'b' }), [['b', 'b/5']]);
    assert.deepEqual(await pages({ StartAfter: 'zz' }), [[]]);
  });

  it('answers with nothing for a page of 0 and a prefix that no key has', async () => {
    assert.deepEqual(await pages({ MaxKeys: 0 }), [[]]);
    assert.deepEqual(await pages({ Prefix: 'nothing' }), [[]]);
  });

  it('encodes keys when it is asked to', async () => {
    const answer = await list({ EncodingType: 'url', Prefix: 'z&', Delimiter: '>' });
    assert.equal(answer.EncodingType, 'url');
    assert.deepEqual([answer.Prefix, answer.Delimiter], ['z%26', '%3E']);
    assert.deepEqual(
      answer.CommonPrefixes?.map(({ Prefix }) => Prefix),
      ['z%26%3C%3E'],
    );
  });

  it('refuses a token, a number or a bucket that is none', async () => {
    await assertRefused(list({ ContinuationToken: 'bm9uc2Vuc2U' }), 'InvalidArgument', 400);
    await assertRefused(list({ MaxKeys: -1 }), 'InvalidArgument', 400);
    await assertRefused(list({ Bucket: uniqueName('none') }), 'NoSuchBucket', 404);
  });
});
