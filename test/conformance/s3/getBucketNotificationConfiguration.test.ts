import { GetBucketNotificationConfigurationCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketNotificationConfiguration',
  ({ s3 }, Bucket) => s3.send(new GetBucketNotificationConfigurationCommand({ Bucket })),
  {},
);
