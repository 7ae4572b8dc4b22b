import assert from 'node:assert/strict';
import { PutBucketPolicyCommand, PutBucketVersioningCommand, SelectObjectContentCommand } from '@aws-sdk/client-s3';
import { s3Operations } from '../../../src/engine/s3/service';
import { s3Model } from '../../../src/engine/wire/model';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

// What the engine does not do must not look done: of the engine alone.
describe('s3 operations that are not implemented', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());

  it('are refused by name', async () => {
    const { s3, bucket: Bucket } = fixture;
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    const versioning = s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    await assertRefused(versioning, 'NotImplemented', 501, /PutBucketVersioning/);
    const policy = s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' }));
    await assertRefused(policy, 'NotImplemented', 501, /PutBucketPolicy/);
    const select = s3.send(
      new SelectObjectContentCommand({
        Bucket,
        Key: 'k',
        Expression: 'select 1',
        ExpressionType: 'SQL',
        InputSerialization: {},
        OutputSerialization: {},
      }),
    );
    await assertRefused(select, 'NotImplemented', 501, /SelectObjectContent/);
  });

  it('have no row in the table, and every row is an operation of the model', () => {
    assert.deepEqual(
      Object.keys(s3Operations).filter((name) => !s3Model.has(name)),
      [],
    );
  });
});
