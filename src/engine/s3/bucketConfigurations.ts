// The configurations that a bucket of the engine never has: reading one is answered as for a bucket that has none.
// Writing one is not implemented, and answers so.
import type { GetBucketRequestPaymentCommandOutput } from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import type { S3Operation } from './operation';

type BucketInput = { Bucket: string | undefined };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function missing(code: string, message: string): S3Operation<BucketInput, object> {
  return ({ Bucket }, { s3 }) => {
    s3.bucket(Bucket);
    throw new ApiError(code, message, 404, { BucketName: Bucket });
  };
}

function always(output: object): S3Operation<BucketInput, object> {
  return ({ Bucket }, { s3 }) => {
    s3.bucket(Bucket);
    return { output };
  };
}

export const bucketConfigurations = {
  GetBucketAccelerateConfiguration: always({}),
  GetBucketCors: missing('NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
  GetBucketEncryption: missing(
    'ServerSideEncryptionConfigurationNotFoundError',
    'The server side encryption configuration was not found',
  ),
  GetBucketLifecycleConfiguration: missing(
    'NoSuchLifecycleConfiguration',
    'The lifecycle configuration does not exist',
  ),
  GetBucketLogging: always({}),
  GetBucketOwnershipControls: missing('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'),
  GetBucketPolicy: missing('NoSuchBucketPolicy', 'The bucket policy does not exist'),
  GetBucketPolicyStatus: missing('NoSuchBucketPolicy', 'The bucket policy does not exist'),
  GetBucketReplication: missing('ReplicationConfigurationNotFoundError', 'The replication configuration was not found'),
  GetBucketRequestPayment: always({ Payer: 'BucketOwner' } satisfies Omit<
    GetBucketRequestPaymentCommandOutput,
    '$metadata'
  >),
  GetBucketTagging: missing('NoSuchTagSet', 'The TagSet does not exist'),
  GetBucketVersioning: always({}),
  GetBucketWebsite: missing('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'),
  GetObjectLockConfiguration: missing(
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
  ),
  GetPublicAccessBlock: missing(
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
  ),
};
