import { GetBucketCorsCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketCors',
  ({ s3 }, Bucket) => s3.send(new GetBucketCorsCommand({ Bucket })),
  'NoSuchCORSConfiguration',
);
