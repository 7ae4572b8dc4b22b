import assert from 'node:assert/strict';
import {
  DescribeJobsCommand,
  DescribeSchedulingPoliciesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-batch';
import { BatchResources, describeEnvironment, rejectsWithClientError } from '../../support/batchResources';
import { type JobFixture, openJobFixture } from '../../support/jobFixture';

describe('batch TagResource', () => {
  let fixture: JobFixture;
  let resources: BatchResources;
  before(async () => {
    fixture = await openJobFixture();
    resources = new BatchResources(fixture.target);
  });
  after(async () => {
    try {
      await resources.remove();
    } finally {
      await fixture.close();
    }
  });

  const tag = (resourceArn: string, tags: Record<string, string>) =>
    fixture.target.batch.send(new TagResourceCommand({ resourceArn, tags }));
  const tagsOf = async (resourceArn: string) =>
    (await fixture.target.batch.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
  const many = (count: number, prefix: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 'x']));

  it('adds and replaces tags of every kind of resource', async () => {
    const environment = await resources.environment({ tags: { old: '1', kept: '2' } });
    const arns = [
      environment.arn,
      (await resources.queue([environment], { tags: { old: '1', kept: '2' } })).arn,
      (await resources.definition({ tags: { old: '1', kept: '2' } })).arn,
      (await resources.policy({ tags: { old: '1', kept: '2' } })).arn,
    ];
    for (const arn of arns) {
      await tag(arn, { old: 'new', 'with blank/and:ü': 'ä' });
      assert.deepEqual(await tagsOf(arn), { old: 'new', kept: '2', 'with blank/and:ü': 'ä' }, arn);
    }
    const { tags } = await describeEnvironment(fixture.target.batch, environment.name);
    assert.equal(tags?.old, 'new');
    const describePolicies = new DescribeSchedulingPoliciesCommand({ arns: [arns[3] ?? ''] });
    const { schedulingPolicies } = await fixture.target.batch.send(describePolicies);
    assert.equal(schedulingPolicies?.[0]?.tags?.old, 'new');
  });

  it('tags a job, and refuses its children', async () => {
    const jobId = await fixture.submit('true', { arrayProperties: { size: 2 }, tags: { a: '1' } });
    const describe = new DescribeJobsCommand({ jobs: [jobId] });
    const { jobs = [] } = await fixture.target.batch.send(describe);
    const arn = jobs[0]?.jobArn ?? '';
    await tag(arn, { b: '2' });
    assert.deepEqual((await fixture.target.batch.send(describe)).jobs?.[0]?.tags, { a: '1', b: '2' });
    await rejectsWithClientError(fixture.target, tag(`${arn}:0`, { c: '3' }), /is a child job/);
  });

  it('refuses bad tags, and more than 50 in all', async () => {
    const { arn } = await resources.policy({ tags: many(30, 'old') });
    await rejectsWithClientError(fixture.target, tag(arn, {}), /tags must have 1 to 50 entries/);
    await rejectsWithClientError(fixture.target, tag(arn, many(21, 'new')), /50 tags at most; there are 51/);
    await tag(arn, many(20, 'new'));
    await rejectsWithClientError(fixture.target, tag(arn, { 'aws:a': '1' }), /aws:/);
    await rejectsWithClientError(fixture.target, tag(arn, { k: 'v'.repeat(257) }), /longer than 256/);
  });

  it('refuses what is no resource', async () => {
    const { arn } = await resources.policy();
    await rejectsWithClientError(fixture.target, tag(`${arn}-not`, { a: '1' }), /-not does not exist/);
    await rejectsWithClientError(fixture.target, tag('a-queue', { a: '1' }), /"a-queue" is not the ARN of a job/);
    const other = arn.replace('scheduling-policy/', 'consumable-resource/');
    await rejectsWithClientError(fixture.target, tag(other, { a: '1' }), /is not the ARN of a job/);
  });
});
