// The operations on buckets themselves.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html and its neighbours
import type {
  BucketLocationConstraint,
  CreateBucketCommandInput,
  CreateBucketCommandOutput,
  DeleteBucketCommandInput,
  DeleteBucketCommandOutput,
  GetBucketLocationCommandInput,
  GetBucketLocationCommandOutput,
  HeadBucketCommandInput,
  HeadBucketCommandOutput,
} from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import { checkBucketName } from './bucketName';
import type { S3Operation } from './operation';

const firstRegion = 'us-east-1';

export const createBucket: S3Operation<CreateBucketCommandInput, CreateBucketCommandOutput> = (input, context) => {
  const { s3, call } = context;
  const { Bucket, CreateBucketConfiguration: { LocationConstraint, Location, Bucket: kind, Tags } = {} } = input;
  checkBucketName(Bucket);
  if (Location !== undefined || kind !== undefined || (Tags ?? []).length > 0) {
    throw new ApiError('NotImplemented', 'The local engine does not implement directory buckets and bucket tags.', 501);
  }
  const region = regionOf(LocationConstraint, call.signed.region);
  const existing = s3.findBucket(Bucket);
  // In us-east-1 alone creating one's own bucket again succeeds.
  if (existing !== undefined && (region !== firstRegion || existing.region !== firstRegion)) {
    throw new ApiError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
      { BucketName: Bucket },
    );
  }
  s3.ensureBucket(Bucket, region);
  return { output: { Location: `/${Bucket}`, BucketArn: `arn:aws:s3:::${Bucket}` } };
};

function regionOf(constraint: BucketLocationConstraint | undefined, signedRegion: string): string {
  // EU is the name that eu-west-1 had when it was the only other region.
  const wanted: string = constraint === 'EU' ? 'eu-west-1' : (constraint ?? firstRegion);
  if (wanted === signedRegion || signedRegion === firstRegion) return wanted;
  throw new ApiError(
    'IllegalLocationConstraintException',
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this ` +
      `request was sent to: set LocationConstraint to ${signedRegion}.`,
  );
}

export const deleteBucket: S3Operation<DeleteBucketCommandInput, DeleteBucketCommandOutput> = ({ Bucket }, { s3 }) => {
  s3.bucket(Bucket);
  if (!s3.isEmpty(Bucket)) {
    throw new ApiError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409, { BucketName: Bucket });
  }
  s3.deleteBucket(Bucket);
  return { output: {} };
};

export const headBucket: S3Operation<HeadBucketCommandInput, HeadBucketCommandOutput> = ({ Bucket }, { s3 }) => {
  const { region } = s3.bucket(Bucket);
  return { output: { BucketRegion: region, BucketArn: `arn:aws:s3:::${Bucket}`, AccessPointAlias: false } };
};

export const getBucketLocation: S3Operation<GetBucketLocationCommandInput, GetBucketLocationCommandOutput> = (
  { Bucket },
  { s3 },
) => {
  const { region } = s3.bucket(Bucket);
  // The first region has no name here.
  return { output: region === firstRegion ? {} : { LocationConstraint: region as BucketLocationConstraint } };
};
