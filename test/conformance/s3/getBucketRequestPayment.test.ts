import { GetBucketRequestPaymentCommand } from '@aws-sdk/client-s3';
import { describeUnset } from './unsetConfiguration';

describeUnset('GetBucketRequestPayment', ({ s3 }, Bucket) => s3.send(new GetBucketRequestPaymentCommand({ Bucket })), {
  Payer: 'BucketOwner',
});
