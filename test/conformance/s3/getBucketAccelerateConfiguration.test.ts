import { GetBucketAccelerateConfigurationCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetBucketAccelerateConfiguration',
  ({ s3 }, Bucket) => s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket })),
  {},
);
