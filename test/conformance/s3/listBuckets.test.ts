import assert from 'node:assert/strict';
import { CreateBucketCommand, DeleteBucketCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { type Target, openTarget, uniqueName } from '../../support/target';
import { assertRefused } from './s3Fixture';

describe('s3 ListBuckets', () => {
  let target: Target;
  const prefix = uniqueName('listed');
  const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `${prefix}-${letter}`);
  before(async () => {
    target = await openTarget();
    for (const Bucket of names) await target.s3.send(new CreateBucketCommand({ Bucket }));
  });
  after(async () => {
    for (const Bucket of names) await target.s3.send(new DeleteBucketCommand({ Bucket }));
    await target.close();
  });

  it('lists buckets with the date, the region and the owner', async () => {
    const { Buckets = [], Owner } = await target.s3.send(new ListBucketsCommand({ Prefix: prefix }));
    assert.deepEqual(
      Buckets.map(({ Name }) => Name),
      names,
    );
    const region = await target.s3.config.region();
    for (const { BucketRegion, CreationDate } of Buckets) {
      // The AWS Toolkit drops a bucket that has no region.
      assert.equal(BucketRegion, region);
      assert.ok(CreationDate instanceof Date && Math.abs(Date.now() - CreationDate.getTime()) < 600_000);
    }
    assert.ok(Owner?.ID);
  });

  it('lists page by page', async () => {
    const pages: (string | undefined)[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await target.s3.send(new ListBucketsCommand({ Prefix: prefix, MaxBuckets: 2, ContinuationToken }));
      pages.push((page.Buckets ?? []).map(({ Name }) => Name));
      ({ ContinuationToken } = page);
    } while (ContinuationToken !== undefined);
    assert.deepEqual(pages, [names.slice(0, 2), names.slice(2, 4), names.slice(4)]);
  });

  it('lists the buckets of one region', async () => {
    const { Buckets } = await target.s3.send(new ListBucketsCommand({ Prefix: prefix, BucketRegion: 'sa-east-1' }));
    assert.deepEqual(Buckets ?? [], []);
  });

  it('refuses a wrong number and a wrong token', async () => {
    await assertRefused(target.s3.send(new ListBucketsCommand({ MaxBuckets: 0 })), 'InvalidArgument', 400);
    await assertRefused(
      target.s3.send(new ListBucketsCommand({ ContinuationToken: 'wrong', MaxBuckets: 1 })),
      'InvalidArgument',
      400,
    );
  });
});
