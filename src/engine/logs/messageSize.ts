// The size of an event as CloudWatch Logs counts it.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html

/** What each event counts beside its message. */
export const eventOverheadBytes = 26;
/** A batch of one event. */
export const maxBatchBytes = 1_048_576;
const maxMessageBytes = maxBatchBytes - eventOverheadBytes;

/** The message in parts that fit an event each; none for an empty message. Characters stay whole. */
export function splitMessage(message: string): readonly string[] {
  if (message === '') return [];
  // A character of a string is at most three bytes of UTF-8.
  if (message.length * 3 <= maxMessageBytes || Buffer.byteLength(message) <= maxMessageBytes) return [message];
  const bytes = Buffer.from(message);
  const parts: string[] = [];
  for (let start = 0; start < bytes.length;) {
    let end = Math.min(start + maxMessageBytes, bytes.length);
    // Bytes 10xxxxxx continue a character.
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    parts.push(bytes.toString('utf8', start, end));
    start = end;
  }
  return parts;
}
