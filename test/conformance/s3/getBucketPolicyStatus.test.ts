import { GetBucketPolicyStatusCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketPolicyStatus',
  ({ s3 }, Bucket) => s3.send(new GetBucketPolicyStatusCommand({ Bucket })),
  'NoSuchBucketPolicy',
);
