// Checks and answers that several operations share, with the texts of CloudWatch Logs.
import { ApiError } from '../apiError';
import type { GroupRecord, StreamRecord } from './catalog';
import type { LogsContext } from './context';

export function invalidParameter(message: string): ApiError {
  return new ApiError('InvalidParameterException', message);
}

/** The form in which AWS reports a value that its model does not allow. */
export function constraintFailed(value: string | number, member: string, constraint: string): ApiError {
  const shown = String(value).slice(0, 600);
  return invalidParameter(
    `1 validation error detected: Value '${shown}' at '${member}' failed to satisfy constraint: Member must ${constraint}`,
  );
}

export function checkGroupName(name: string): void {
  checkLength(name, 'logGroupName', 1, 512);
  const pattern = /^[.\-_/#A-Za-z0-9]+$/;
  if (!pattern.test(name)) {
    throw constraintFailed(name, 'logGroupName', 'satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+');
  }
}

export function checkStreamName(name: string, member = 'logStreamName'): void {
  checkLength(name, member, 1, 512);
  if (/[:*]/.test(name)) throw constraintFailed(name, member, 'satisfy regular expression pattern: [^:*]*');
}

export function checkLength(value: string, member: string, min: number, max: number): void {
  if (value.length < min) throw constraintFailed(value, member, `have length greater than or equal to ${min}`);
  if (value.length > max) throw constraintFailed(value, member, `have length less than or equal to ${max}`);
}

export function checkCount(items: readonly unknown[], member: string, max: number): void {
  if (items.length > max) {
    throw constraintFailed(`${items.length} items`, member, `have length less than or equal to ${max}`);
  }
  if (items.length === 0) throw constraintFailed('[]', member, 'have length greater than or equal to 1');
}

/** A whole number in a range; undefined passes. */
export function checkRange(value: number | undefined, member: string, min: number, max: number): void {
  if (value === undefined) return;
  if (!Number.isInteger(value)) throw constraintFailed(value, member, 'be a whole number');
  if (value < min) throw constraintFailed(value, member, `have value greater than or equal to ${min}`);
  if (value > max) throw constraintFailed(value, member, `have value less than or equal to ${max}`);
}

/** Milliseconds since 1970; undefined passes. */
export function checkTime(value: number | undefined, member: string): void {
  checkRange(value, member, 0, Number.MAX_SAFE_INTEGER);
}

export function groupNamed(name: string, { logs }: LogsContext): GroupRecord {
  checkGroupName(name);
  const group = logs.catalog.group(name);
  if (group === undefined) throw notFound('The specified log group does not exist.');
  return group;
}

/** A group by its name or ARN. */
export function groupIdentified(identifier: string, context: LogsContext): GroupRecord {
  if (!identifier.startsWith('arn:')) return groupNamed(identifier, context);
  const name = context.arns.groupName(identifier);
  if (name === undefined) throw notFound('The specified log group does not exist.');
  return groupNamed(name, context);
}

export type GroupReference = { readonly logGroupName?: string; readonly logGroupIdentifier?: string };

/** The group of an operation that takes either `logGroupName` or `logGroupIdentifier`. */
export function groupOf({ logGroupName, logGroupIdentifier }: GroupReference, context: LogsContext): GroupRecord {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw invalidParameter('Only one of logGroupName and logGroupIdentifier can be given.');
  }
  if (logGroupName !== undefined) return groupNamed(logGroupName, context);
  if (logGroupIdentifier !== undefined) return groupIdentified(logGroupIdentifier, context);
  throw invalidParameter('Either logGroupName or logGroupIdentifier must be given.');
}

export function streamOf({ name: group }: GroupRecord, name: string, { logs }: LogsContext): StreamRecord {
  checkStreamName(name);
  const stream = logs.catalog.stream(group, name);
  if (stream === undefined) throw notFound('The specified log stream does not exist.');
  return stream;
}

export function notFound(message: string): ApiError {
  return new ApiError('ResourceNotFoundException', message);
}

export function invalidToken(): ApiError {
  return invalidParameter('The specified nextToken is invalid. Start again without it.');
}
