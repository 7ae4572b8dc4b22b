import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset(
  'GetPublicAccessBlock',
  ({ s3 }, Bucket) => s3.send(new GetPublicAccessBlockCommand({ Bucket })),
  'NoSuchPublicAccessBlockConfiguration',
);
