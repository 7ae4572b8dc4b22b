import assert from 'node:assert/strict';
import { GetObjectTaggingCommand, PutObjectTaggingCommand, type Tag } from '@aws-sdk/client-s3';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

describe('s3 PutObjectTagging', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
    await fixture.put('k', 'content', { Tagging: 'old=1' });
  });
  after(() => fixture.close());
  const tag = (TagSet: Tag[], Key = 'k') =>
    fixture.s3.send(new PutObjectTaggingCommand({ Bucket: fixture.bucket, Key, Tagging: { TagSet } }));

  it('replaces the tags and leaves the object as it is', async () => {
    const TagSet = [{ Key: 'new', Value: 'a b=c' }];
    await tag(TagSet);
    const answer = await fixture.s3.send(new GetObjectTaggingCommand({ Bucket: fixture.bucket, Key: 'k' }));
    assert.deepEqual(answer.TagSet, TagSet);
    assert.equal(await fixture.text('k'), 'content');
  });

  it('refuses tags that cannot be', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await assertRefused(tag(many), 'BadRequest', 400);
    const twice = [
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ];
    for (const wrong of [
      twice,
      [{ Key: '', Value: '' }],
      [{ Key: 'x'.repeat(129), Value: '' }],
      [{ Key: 'a', Value: 'x'.repeat(257) }],
      [{ Key: 'aws:a', Value: '' }],
      [{ Key: 'a', Value: '<' }],
    ]) {
      await assertRefused(tag(wrong), 'InvalidTag', 400);
    }
    await assertRefused(tag([], 'none'), 'NoSuchKey', 404);
  });
});
