import { GetBucketWebsiteCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketWebsite',
  ({ s3 }, Bucket) => s3.send(new GetBucketWebsiteCommand({ Bucket })),
  'NoSuchWebsiteConfiguration',
);
