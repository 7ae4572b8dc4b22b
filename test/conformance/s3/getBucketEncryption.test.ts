import { GetBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketEncryption',
  ({ s3 }, Bucket) => s3.send(new GetBucketEncryptionCommand({ Bucket })),
  'ServerSideEncryptionConfigurationNotFoundError',
);
