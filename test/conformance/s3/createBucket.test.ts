import assert from 'node:assert/strict';
import { CreateBucketCommand, DeleteBucketCommand, HeadBucketCommand } from '@aws-sdk/client-s3';
import { type Target, openTarget, uniqueName } from '../../support/target';
import { type TestEngine, clientsOf } from '../../support/testEngine';
import { assertRefused } from './s3Fixture';

describe('s3 CreateBucket', () => {
  let target: Target;
  const created: string[] = [];
  const create = async (input: { readonly LocationConstraint?: 'eu-west-1' } = {}): Promise<string> => {
    const Bucket = uniqueName('created');
    const configuration = Object.keys(input).length === 0 ? undefined : input;
    const { Location } = await target.s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: configuration }),
    );
    created.push(Bucket);
    assert.ok(Location?.includes(Bucket));
    return Bucket;
  };
  before(async () => {
    target = await openTarget();
  });
  after(async () => {
    for (const Bucket of created) await target.s3.send(new DeleteBucketCommand({ Bucket }));
    await target.close();
  });

  it('creates a bucket in the region of the client', async () => {
    const Bucket = await create();
    const { BucketRegion } = await target.s3.send(new HeadBucketCommand({ Bucket }));
    assert.equal(BucketRegion, await target.s3.config.region());
  });

  it('creates a bucket elsewhere from us-east-1', async () => {
    if ((await target.s3.config.region()) !== 'us-east-1') return;
    const Bucket = await create({ LocationConstraint: 'eu-west-1' });
    const { BucketRegion } = await target.s3.send(new HeadBucketCommand({ Bucket }));
    assert.equal(BucketRegion, 'eu-west-1');
    // Only in us-east-1 one may create one's own bucket twice.
    await assertRefused(
      target.s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
      ),
      'BucketAlreadyOwnedByYou',
      409,
    );
  });

  it('answers 200 for a bucket of ones own in us-east-1', async () => {
    if ((await target.s3.config.region()) !== 'us-east-1') return;
    const Bucket = await create();
    await target.s3.send(new CreateBucketCommand({ Bucket }));
  });

  it('refuses names that buckets cannot have', async () => {
    for (const Bucket of ['UPPER', 'ab', 'a..b', '1.2.3.4', '-dash', 'x'.repeat(64), 'under_score']) {
      await assertRefused(target.s3.send(new CreateBucketCommand({ Bucket })), 'InvalidBucketName', 400);
    }
  });

  it('refuses another region than that of the request', async () => {
    if (target.isRemote) return;
    const elsewhere = clientsOf((target as unknown as TestEngine).engine, 'eu-west-1');
    const create = elsewhere.s3.send(
      new CreateBucketCommand({
        Bucket: uniqueName('far'),
        CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
      }),
    );
    await assertRefused(create, 'IllegalLocationConstraintException', 400);
    for (const client of Object.values(elsewhere)) client.destroy();
  });

  it('refuses what would have no effect', async () => {
    const Bucket = uniqueName('refused');
    await assertRefused(
      target.s3.send(new CreateBucketCommand({ Bucket, ACL: 'public-read' })),
      target.isRemote ? 'InvalidBucketAclWithBlockPublicAccessError' : 'AccessControlListNotSupported',
      400,
    );
  });
});
