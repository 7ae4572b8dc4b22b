import { GetBucketTaggingCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset('GetBucketTagging', ({ s3 }, Bucket) => s3.send(new GetBucketTaggingCommand({ Bucket })), 'NoSuchTagSet');
