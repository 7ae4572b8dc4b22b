// DeleteObject and DeleteObjects.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html and …/API_DeleteObjects.html
import type {
  DeleteObjectCommandInput,
  DeleteObjectCommandOutput,
  DeleteObjectsCommandInput,
  DeleteObjectsCommandOutput,
  ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { ApiError } from '../apiError';
import { isMatch } from './conditions';
import { preconditionFailed } from './errors';
import type { S3Operation } from './operation';
import type { ObjectRecord } from './records';
import { noSuchVersion } from './refusals';

/** The limit of one DeleteObjects request. */
const maxKeys = 1000;

type Conditions = { readonly etag?: string; readonly sizeBytes?: number; readonly modified?: Date };

export const deleteObject: S3Operation<DeleteObjectCommandInput, DeleteObjectCommandOutput> = (input, { s3 }) => {
  const { Bucket, Key, IfMatch, IfMatchSize, IfMatchLastModifiedTime } = input;
  s3.bucket(Bucket);
  const conditions = { etag: IfMatch, sizeBytes: IfMatchSize, modified: IfMatchLastModifiedTime };
  checkConditions(s3.findObject(Bucket, Key), conditions);
  s3.deleteObjects(Bucket, [Key]);
  return { output: {} };
};

export const deleteObjects: S3Operation<DeleteObjectsCommandInput, DeleteObjectsCommandOutput> = (input, { s3 }) => {
  const { Bucket } = input;
  s3.bucket(Bucket);
  const objects = input.Delete?.Objects ?? [];
  if (objects.length === 0 || objects.length > maxKeys) {
    throw new ApiError('MalformedXML', `The body must be a Delete element with 1 to ${maxKeys} objects.`);
  }
  const checked = objects.map((object) => ({
    object,
    error: faultOf(object, s3.findObject(Bucket, object.Key ?? '')),
  }));
  const deleted = checked.flatMap(({ object, error }) => (error === undefined ? [object] : []));
  s3.deleteObjects(
    Bucket,
    deleted.map(({ Key }) => Key ?? ''),
  );
  return {
    output: {
      Deleted: input.Delete?.Quiet === true ? [] : deleted.map(({ Key, VersionId }) => ({ Key, VersionId })),
      Errors: checked.flatMap(({ object: { Key, VersionId }, error }) =>
        error === undefined ? [] : [{ Key, VersionId, Code: error.code, Message: error.message }],
      ),
    },
  };
};

/** What is wrong with one of many is told beside what went well. */
function faultOf(object: ObjectIdentifier, current: ObjectRecord | undefined): ApiError | undefined {
  const { VersionId, ETag, Size, LastModifiedTime } = object;
  try {
    if (VersionId !== undefined && VersionId !== 'null') throw noSuchVersion(VersionId);
    checkConditions(current, { etag: ETag, sizeBytes: Size, modified: LastModifiedTime });
    return undefined;
  } catch (cause) {
    if (cause instanceof ApiError) return cause;
    throw cause;
  }
}

function checkConditions(current: ObjectRecord | undefined, { etag, sizeBytes, modified }: Conditions): void {
  // What is gone is deleted: S3 answers 204 whatever was asked of it.
  if (current === undefined) return;
  if (etag !== undefined && !isMatch(etag, current.etag)) throw preconditionFailed('If-Match');
  if (sizeBytes !== undefined && sizeBytes !== current.sizeBytes) throw preconditionFailed('x-amz-if-match-size');
  if (modified !== undefined && modified.getTime() !== current.modifiedMs) {
    throw preconditionFailed('x-amz-if-match-last-modified-time');
  }
}
