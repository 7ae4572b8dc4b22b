// The rules for the names of general purpose buckets.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
import { ApiError } from '../apiError';

const shape = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const address = /^\d{1,3}(\.\d{1,3}){3}$/;
const reserved = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$/;

/** @throws ApiError InvalidBucketName */
export function checkBucketName(name: string): void {
  if (shape.test(name) && !name.includes('..') && !address.test(name) && !reserved.test(name)) return;
  throw new ApiError(
    'InvalidBucketName',
    'The specified bucket is not valid: a name has 3 to 63 lower-case letters, digits, dots and hyphens, begins and ' +
      'ends with a letter or digit, has no two dots in a row, is no IP address and has none of the reserved prefixes ' +
      'and suffixes.',
    400,
    { BucketName: name },
  );
}
