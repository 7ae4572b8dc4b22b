// How one event stands in its file: a JSON line `[timestamp,ingestion time,message]`.

/** An event as a writer gives it; the timestamp in milliseconds since 1970. */
export type LogLine = { readonly timestamp: number; readonly message: string };

export type StoredEvent = {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
};

const [openBracket, comma, zero] = [0x5b, 0x2c, 0x30];

/** Half of a surrogate pair is no character: most JSON readers refuse it or cannot print it. */
const loneSurrogate = /\p{Surrogate}/gu;

export function writeEventLine(timestamp: number, ingestedAt: number, message: string): string {
  return `[${timestamp},${ingestedAt},${JSON.stringify(message.replace(loneSurrogate, '\ufffd'))}]\n`;
}

export function readEventLine(line: string): StoredEvent {
  const [timestamp, ingestedAt, message] = JSON.parse(line) as [number, number, string];
  return { timestamp, ingestedAt, message };
}

/**
 * The timestamp of the line that begins at `start`, without decoding the rest of it. Undefined for what is no line of
 * events, which only the death of the whole machine can leave in a file.
 */
export function readTimestamp(bytes: Uint8Array, start: number): number | undefined {
  return bytes[start] === openBracket ? readNumber(bytes, start + 1) : undefined;
}

export function readIngestionTime(bytes: Uint8Array, start: number): number {
  return readNumber(bytes, bytes.indexOf(comma, start) + 1);
}

function readNumber(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let index = start; ; index += 1) {
    const digit = bytes[index];
    if (digit === undefined || digit === comma) return value;
    value = value * 10 + digit - zero;
  }
}
