// The conditions of a request: If-Match, If-None-Match and their like.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
import { noSuchKey, preconditionFailed } from './errors';
import type { ObjectRecord } from './records';

type WriteConditions = { readonly Key: string; readonly IfMatch?: string; readonly IfNoneMatch?: string };

/**
 * To be called before the body is received, to answer early, and again when the object is put in its place.
 * @throws ApiError PreconditionFailed (412), or NoSuchKey when there is nothing that could match.
 */
export function checkWriteConditions(current: ObjectRecord | undefined, conditions: WriteConditions): void {
  const { Key, IfMatch, IfNoneMatch } = conditions;
  if (IfMatch !== undefined) {
    if (current === undefined) throw noSuchKey(Key);
    if (!isMatch(IfMatch, current.etag)) throw preconditionFailed('If-Match');
  }
  if (IfNoneMatch !== undefined && current !== undefined && isMatch(IfNoneMatch, current.etag)) {
    throw preconditionFailed('If-None-Match');
  }
}

export type ReadConditions = {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  readonly IfModifiedSince?: Date;
  readonly IfUnmodifiedSince?: Date;
};

/**
 * @returns false when the client's copy is still good (304).
 * @throws ApiError PreconditionFailed (412).
 */
export function checkReadConditions({ etag, modifiedMs }: ObjectRecord, conditions: ReadConditions): boolean {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  // An entity tag outweighs a date: https://www.rfc-editor.org/rfc/rfc9110#name-precedence-of-preconditions
  if (IfMatch !== undefined) {
    if (!isMatch(IfMatch, etag)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && modifiedMs > IfUnmodifiedSince.getTime()) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (IfNoneMatch !== undefined) return !isMatch(IfNoneMatch, etag);
  return IfModifiedSince === undefined || modifiedMs > IfModifiedSince.getTime();
}

/** @param header a list of entity tags, with quotes or without, or `*`. */
export function isMatch(header: string, etag: string): boolean {
  return header.split(',').some((item) => {
    const tag = item.trim().replace(/^W\//, '');
    return tag === '*' || tag === etag || tag === `"${etag}"`;
  });
}
