// Tags of objects: their text form in a header, and the rules they must keep.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
import { ApiError } from '../apiError';
import { invalidArgument } from './errors';
import type { Tag } from './records';

const maxTags = 10;
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** @param header as in x-amz-tagging: `a=1&b=2`, URL-encoded. */
export function readTagging(header: string | undefined): readonly Tag[] {
  if (header === undefined || header === '') return [];
  if (/%(?![0-9a-f]{2})/i.test(header)) {
    throw invalidArgument('x-amz-tagging', header, 'The header x-amz-tagging must be encoded like the query of a URL.');
  }
  return checkTags([...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value })));
}

/** @throws ApiError InvalidTag, or BadRequest when there are more than ten. */
export function checkTags(tags: readonly { readonly Key?: string; readonly Value?: string }[]): readonly Tag[] {
  if (tags.length > maxTags) {
    throw new ApiError('BadRequest', `Object tags cannot be greater than ${maxTags}`);
  }
  const checked = tags.map(({ Key = '', Value = '' }): Tag => {
    if (Key === '' || Key.length > 128 || !allowed.test(Key)) {
      throw invalidTag(Key, 'The TagKey you have provided is invalid');
    }
    if (Key.startsWith('aws:')) throw invalidTag(Key, 'System tags cannot be added/updated by requester');
    if (Value.length > 256 || !allowed.test(Value)) {
      throw invalidTag(Key, 'The TagValue you have provided is invalid');
    }
    return { Key, Value };
  });
  const keys = new Set(checked.map(({ Key }) => Key));
  if (keys.size < checked.length) throw new ApiError('InvalidTag', 'Cannot provide multiple Tags with the same key');
  return checked;
}

function invalidTag(key: string, message: string): ApiError {
  return new ApiError('InvalidTag', message, 400, { TagKey: key });
}
