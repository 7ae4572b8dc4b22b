import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketPolicy',
  ({ s3 }, Bucket) => s3.send(new GetBucketPolicyCommand({ Bucket })),
  'NoSuchBucketPolicy',
);
