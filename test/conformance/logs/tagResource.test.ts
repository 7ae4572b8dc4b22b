import assert from 'node:assert/strict';
import { ListTagsForResourceCommand, TagResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs TagResource', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('adds tags and replaces those of the same key', async () => {
    const { logs, logGroupArn: resourceArn } = fixture;
    await logs.send(new TagResourceCommand({ resourceArn, tags: { a: '1', b: '2' } }));
    await logs.send(new TagResourceCommand({ resourceArn, tags: { b: '3', ü: '' } }));
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn }));
    assert.deepEqual(tags, { a: '1', b: '3', ü: '' });
  });

  it('refuses bad tags, more than 50 of them, and unknown groups', async () => {
    const { logs, logGroupArn: resourceArn } = fixture;
    const tag = (tags: Record<string, string>, arn = resourceArn) =>
      logs.send(new TagResourceCommand({ resourceArn: arn, tags }));
    await assertRefused(tag({ 'a!': 'x' }), 'InvalidParameterException');
    await assertRefused(tag({ a: 'x'.repeat(257) }), 'InvalidParameterException');
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'x']));
    await assertRefused(tag(many), 'InvalidParameterException');
    await assertRefused(tag({ a: 'x' }, `${resourceArn}-none`), 'ResourceNotFoundException');
    await assertRefused(tag({ a: 'x' }, 'nonsense'), 'InvalidParameterException');
  });
});
