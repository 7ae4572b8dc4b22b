import { GetBucketOwnershipControlsCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketOwnershipControls',
  ({ s3 }, Bucket) => s3.send(new GetBucketOwnershipControlsCommand({ Bucket })),
  'OwnershipControlsNotFoundError',
);
