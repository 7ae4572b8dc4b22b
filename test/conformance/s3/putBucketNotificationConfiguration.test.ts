import assert from 'node:assert/strict';
import {
  type Event,
  GetBucketNotificationConfigurationCommand,
  type LambdaFunctionConfiguration,
  PutBucketNotificationConfigurationCommand,
  type PutBucketNotificationConfigurationCommandInput,
} from '@aws-sdk/client-s3';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:aws-batch-pipeline-trigger';

function rule(Id: string, prefix: string, suffix = '', event = 's3:ObjectCreated:*'): LambdaFunctionConfiguration {
  const FilterRules = [
    { Name: 'prefix' as const, Value: prefix },
    { Name: 'suffix' as const, Value: suffix },
  ];
  return { Id, LambdaFunctionArn: arn, Events: [event as Event], Filter: { Key: { FilterRules } } };
}

describe('s3 PutBucketNotificationConfiguration', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());

  type Given = PutBucketNotificationConfigurationCommandInput['NotificationConfiguration'];
  const put = (NotificationConfiguration: Given): Promise<unknown> =>
    fixture.s3.send(
      new PutBucketNotificationConfigurationCommand({ Bucket: fixture.bucket, NotificationConfiguration }),
    );
  const lambda = (...rules: LambdaFunctionConfiguration[]): Promise<unknown> =>
    put({ LambdaFunctionConfigurations: rules });
  const get = async () => {
    const command = new GetBucketNotificationConfigurationCommand({ Bucket: fixture.bucket });
    return (await fixture.s3.send(command)).LambdaFunctionConfigurations;
  };

  it('keeps what does not overlap, replaces it, and removes it with an empty one', async function () {
    if (fixture.target.isRemote) this.skip();
    const rules = [rule('a', 'in/', '.txt'), rule('b', 'in/', '.csv'), rule('c', 'other/')];
    await lambda(...rules);
    assert.deepEqual(await get(), rules);
    await put({});
    assert.equal(await get(), undefined);
  });

  it('refuses rules that share an event, a prefix and a suffix', async () => {
    await assertRefused(lambda(rule('a', 'in/'), rule('b', 'in/deep/', '.txt')), 'InvalidArgument', 400, /overlap/);
    await assertRefused(
      lambda(rule('a', ''), rule('b', 'in/', '', 's3:ObjectCreated:Put')),
      'InvalidArgument',
      400,
      /overlap/,
    );
  });

  it('refuses events that it does not know, and destinations that are not there', async () => {
    await assertRefused(lambda(rule('a', '', '', 's3:ObjectMade:Put')), 'InvalidArgument', 400);
    const other = { ...rule('a', ''), LambdaFunctionArn: `${arn}-other` };
    await assertRefused(lambda(other), 'InvalidArgument', 400, /Unable to validate the following destination/);
    const queue = { QueueArn: 'arn:aws:sqs:us-east-1:123456789012:none', Events: ['s3:ObjectCreated:*' as const] };
    await assertRefused(put({ QueueConfigurations: [queue] }), 'InvalidArgument', 400, /Unable to validate/);
    assert.equal(await get(), undefined);
  });
});
