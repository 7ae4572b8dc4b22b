// The sequence token of a stream: nobody checks it any more, but old clients expect one.
import type { StreamLog } from './streamLog';

/** 56 digits, other ones after each batch. */
export function sequenceToken(log: StreamLog): string {
  return `49${String(log.endPosition).padStart(54, '0')}`;
}
