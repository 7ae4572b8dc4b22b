import { GetBucketLoggingCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset('GetBucketLogging', ({ s3 }, Bucket) => s3.send(new GetBucketLoggingCommand({ Bucket })), {});
