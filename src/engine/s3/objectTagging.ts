// GetObjectTagging, PutObjectTagging and DeleteObjectTagging.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html and its neighbours
import type {
  DeleteObjectTaggingCommandInput,
  DeleteObjectTaggingCommandOutput,
  GetObjectTaggingCommandInput,
  GetObjectTaggingCommandOutput,
  PutObjectTaggingCommandInput,
  PutObjectTaggingCommandOutput,
} from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import type { S3Operation } from './operation';
import { checkTags } from './tags';

export const getObjectTagging: S3Operation<GetObjectTaggingCommandInput, GetObjectTaggingCommandOutput> = (
  { Bucket, Key },
  { s3 },
) => ({ output: { TagSet: [...(s3.object(Bucket, Key).tags ?? [])] } });

export const putObjectTagging: S3Operation<PutObjectTaggingCommandInput, PutObjectTaggingCommandOutput> = (
  { Bucket, Key, Tagging },
  { s3 },
) => {
  s3.object(Bucket, Key);
  if (Tagging === undefined) throw new ApiError('MalformedXML', 'The body must be a Tagging element.');
  s3.setTags(Bucket, Key, checkTags(Tagging.TagSet ?? []));
  return { output: {} };
};

export const deleteObjectTagging: S3Operation<DeleteObjectTaggingCommandInput, DeleteObjectTaggingCommandOutput> = (
  { Bucket, Key },
  { s3 },
) => {
  s3.object(Bucket, Key);
  s3.setTags(Bucket, Key, []);
  return { output: {} };
};
