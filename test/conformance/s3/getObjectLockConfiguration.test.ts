import { GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetObjectLockConfiguration',
  ({ s3 }, Bucket) => s3.send(new GetObjectLockConfigurationCommand({ Bucket })),
  'ObjectLockConfigurationNotFoundError',
);
