import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset('GetBucketVersioning', ({ s3 }, Bucket) => s3.send(new GetBucketVersioningCommand({ Bucket })), {});
