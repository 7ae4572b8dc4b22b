// The errors that several operations of S3 answer with.
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
import { ApiError } from '../apiError';

export function noSuchBucket(bucket: string): ApiError {
  return new ApiError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });
}

export function noSuchKey(key: string): ApiError {
  return new ApiError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

export function noSuchUpload(uploadId: string): ApiError {
  return new ApiError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId: uploadId },
  );
}

/** @param condition the header that was not met, e.g. `If-Match`. */
export function preconditionFailed(condition: string): ApiError {
  return new ApiError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  });
}

export function invalidArgument(name: string, value: string, message: string): ApiError {
  return new ApiError('InvalidArgument', message, 400, { ArgumentName: name, ArgumentValue: value });
}
