// How one event stands in its file: a JSON line `[timestamp,ingestion time,message]`.

/** An event as a writer gives it; the timestamp in milliseconds since 1970. */
export type LogLine = { readonly timestamp: number; readonly message: string };

export type StoredEvent = {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly ingestedAt: number;
  readonly message: string;
};

/** What is read of a line without decoding its message. */
export type LineHead = { readonly timestamp: number; readonly ingestedAt: number };

const [openBracket, comma, zero] = [0x5b, 0x2c, 0x30];

/** Half of a surrogate pair is no character: most JSON readers refuse it or cannot print it. */
const loneSurrogate = /\p{Surrogate}/gu;

export function writeEventLine(timestamp: number, ingestedAt: number, message: string): string {
  return `[${timestamp},${ingestedAt},${JSON.stringify(message.replace(loneSurrogate, '\ufffd'))}]\n`;
}

export function readEventLine(line: Buffer): StoredEvent {
  const [timestamp, ingestedAt, message] = JSON.parse(line.toString('utf8')) as [number, number, string];
  return { timestamp, ingestedAt, message };
}

/** Undefined for what is no line of events, which only the death of the whole machine can leave in a file. */
export function readLineHead(bytes: Uint8Array, start: number): LineHead | undefined {
  if (bytes[start] !== openBracket) return undefined;
  let index = start + 1;
  const number = (): number => {
    let value = 0;
    for (let digit = bytes[index]; digit !== undefined && digit !== comma; digit = bytes[index]) {
      value = value * 10 + digit - zero;
      index += 1;
    }
    index += 1;
    return value;
  };
  return { timestamp: number(), ingestedAt: number() };
}
