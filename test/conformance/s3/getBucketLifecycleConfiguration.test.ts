import { GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketLifecycleConfiguration',
  ({ s3 }, Bucket) => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
  'NoSuchLifecycleConfiguration',
);
