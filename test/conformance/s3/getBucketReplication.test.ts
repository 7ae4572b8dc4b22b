import { GetBucketReplicationCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketReplication',
  ({ s3 }, Bucket) => s3.send(new GetBucketReplicationCommand({ Bucket })),
  'ReplicationConfigurationNotFoundError',
);
