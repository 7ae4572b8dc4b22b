import assert from 'node:assert/strict';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { uploadInParts } from './multipart';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

const keys = [
  'a//b',
  'a/b',
  '/a/b',
  'a/b/',
  'a/./b',
  'a/../b',
  '../../etc/passwd',
  '..',
  '.',
  '/',
  '//',
  '%2e%2e%2f',
  '%2F',
  '%',
  'C:\\windows\\x',
  'con',
  'x&y<z>"\'',
  'a b+c',
  ' ',
  '~!@#$^*()=[]{}|;:,?',
  'readme',
  'README',
  'ü',
  'u\u0308',
  '\u{1F600}/\u{1F680}',
  '\uFFFD',
  '__proto__',
  'constructor',
  '-'.repeat(300) + '/' + 'x'.repeat(723),
  'é'.repeat(512),
];

// A key is a name, never a path: what a file system would join, fold or refuse must stay apart and be kept.
describe('s3 keys', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
    for (const key of keys) await fixture.put(key);
  });
  after(() => fixture.close());

  for (const key of keys) {
    it(`keeps ${JSON.stringify(key.slice(0, 40))} apart from all others`, async () => {
      const at = { Bucket: fixture.bucket, Key: key };
      assert.equal(await fixture.text(key), key);
      await fixture.s3.send(new PutObjectTaggingCommand({ ...at, Tagging: { TagSet: [] } }));
      const { ContentLength } = await fixture.s3.send(new HeadObjectCommand(at));
      assert.equal(ContentLength, Buffer.byteLength(key));
      const { Contents = [] } = await fixture.s3.send(
        new ListObjectsV2Command({ Bucket: fixture.bucket, Prefix: key }),
      );
      assert.equal(Contents[0]?.Key, key);
    });
  }

  it('lists them in the order of their UTF-8 bytes', async () => {
    const { Contents = [] } = await fixture.s3.send(new ListObjectsV2Command({ Bucket: fixture.bucket }));
    const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    assert.deepEqual(
      Contents.map(({ Key }) => Key),
      sorted,
    );
  });

  it('copies, uploads in parts and deletes under such names', async () => {
    for (const key of ['x/../y', 'a//b//', '%41', '\u{1F4A9}?a=b&c']) {
      await uploadInParts(fixture, key, [Buffer.from(key)]);
      const CopySource = encodeURIComponent(`${fixture.bucket}/${key}`);
      const target = { Bucket: fixture.bucket, Key: `${key}.copy` };
      await fixture.s3.send(new CopyObjectCommand({ ...target, CopySource }));
      await fixture.s3.send(new DeleteObjectCommand({ Bucket: fixture.bucket, Key: key }));
      assert.equal(await fixture.text(target.Key), key);
      await fixture.s3.send(new DeleteObjectCommand(target));
    }
  });

  it('takes 1,024 bytes and refuses more', async () => {
    await fixture.put('k'.repeat(1024), 'x');
    await assertRefused(fixture.put('k'.repeat(1025), 'x'), 'KeyTooLongError', 400);
    await assertRefused(fixture.put('é'.repeat(513), 'x'), 'KeyTooLongError', 400);
  });
});
