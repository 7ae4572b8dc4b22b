// The one order of events, which pages, tokens and event ids go by.
//
// The order is that of timestamps; events of the same millisecond stand in the order of their streams' creation, and
// those of one stream in the order in which they came. A batch may go back in time: it is appended to the file like
// any other, and readers sort what they read. So an event that comes late takes its place by its timestamp: a reader
// from the head always finds it, one that follows with a forward token and is past its time does not.

export type EventKey = {
  readonly timestamp: number;
  /** Number of the stream. */
  readonly stream: number;
  /** Position of the event in its stream. */
  readonly position: number;
};

/** Before every event. */
export const beforeAll: EventKey = { timestamp: 0, stream: 0, position: -1 };

/** Before every event from this millisecond on. */
export function placeBeforeTime(timestamp: number): EventKey {
  return { ...beforeAll, timestamp };
}

/** Behind every event up to and with this millisecond. */
export function placeBehindTime(timestamp: number): EventKey {
  return { timestamp, stream: Number.MAX_SAFE_INTEGER, position: Number.MAX_SAFE_INTEGER - 1 };
}

export function compareKeys(a: EventKey, b: EventKey): number {
  return a.timestamp - b.timestamp || a.stream - b.stream || a.position - b.position;
}

/** The place right before an event; the key of an event itself is the place right behind it. */
export function placeBefore({ timestamp, stream, position }: EventKey): EventKey {
  return { timestamp, stream, position: position - 1 };
}

/** 56 digits, as AWS has them: unique among the events of a region, and in their order. */
export function formatKey({ timestamp, stream, position }: EventKey): string {
  return digits(timestamp, 16) + digits(stream, 20) + digits(position + 1, 20);
}

/** Undefined for what `formatKey` has not made. */
export function parseKey(text: string): EventKey | undefined {
  const match = /^(\d{16})(\d{20})(\d{20})$/.exec(text);
  if (match === null) return undefined;
  const [timestamp = 0, stream = 0, position = 0] = match.slice(1).map(Number);
  return { timestamp, stream, position: position - 1 };
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
