// Reads one page of events in the order of their keys from any number of streams, in bounded memory.
import { type StoredEvent, readEventLine, readLineHead } from './eventLine';
import { type EventKey, beforeAll, compareKeys, placeBefore } from './eventKey';
import { pauser } from './pause';
import type { Chunk, StreamLog } from './streamLog';

export type SearchedStream = { readonly name: string; readonly number: number; readonly log: () => StreamLog };

export type PageQuery = {
  readonly streams: Iterable<SearchedStream>;
  /** Timestamps of the first and the last millisecond that are searched. */
  readonly from: number;
  readonly to: number;
  readonly direction: 'forward' | 'backward';
  /** The place where the page begins: forward, what is behind it; backward, what is before it. */
  readonly place?: EventKey;
  readonly matches?: (message: string) => boolean;
  readonly maxEvents: number;
  /** Of lines as they are stored; a single longer event is a page too. */
  readonly maxBytes: number;
  /** After about this much has been read the page is cut short. Default: never. */
  readonly maxReadBytes?: number;
};

export type PageEvent = StoredEvent & EventKey & { readonly streamName: string; readonly sizeBytes: number };

export type Page = {
  /** In the direction of the query. */
  readonly events: readonly PageEvent[];
  /** Where the next page begins; undefined when nothing is left. */
  readonly next: EventKey | undefined;
};

type Candidate = { readonly stream: SearchedStream; readonly chunk: Chunk };

const newline = 0x0a;

/** The largest page of GetLogEvents and FilterLogEvents. */
export const maxPageEvents = 10_000;
export const maxPageBytes = 1024 * 1024;

/**
 * Chunks are read in the order of their nearest timestamps. Only the best events so far are kept, and reading stops
 * when no chunk that is left can hold a better one: memory is bounded by the page, not by what is searched.
 */
export async function readPage(query: PageQuery): Promise<Page> {
  const isForward = query.direction === 'forward';
  const nearest = ({ chunk }: Candidate): number => (isForward ? chunk.minTimestamp : -chunk.maxTimestamp);
  const pause = pauser();
  const candidates = await findCandidates(query, pause);
  candidates.sort((a, b) => nearest(a) - nearest(b));
  const best = new BestEvents(query);
  let readBytes = 0;
  for (const candidate of candidates) {
    const { stream, chunk } = candidate;
    const edge = isForward ? chunk.minTimestamp : chunk.maxTimestamp;
    if (best.isBeyond(edge)) {
      best.hasMore = true;
      break;
    }
    if (readBytes > (query.maxReadBytes ?? Infinity) && isPastBeginning(query, edge)) return best.cutAt(edge);
    readBytes += chunk.end - chunk.start;
    readChunk(stream, chunk, query, best);
    await pause();
  }
  return best.page();
}

/** A page that is cut at this timestamp ends behind the place where it began: the next one gets further. */
function isPastBeginning({ direction, place, from, to }: PageQuery, timestamp: number): boolean {
  return direction === 'forward'
    ? timestamp > Math.max(from, place?.timestamp ?? 0)
    : timestamp < Math.min(to, place?.timestamp ?? Infinity);
}

async function findCandidates(query: PageQuery, pause: () => Promise<void>): Promise<Candidate[]> {
  const { direction, place } = query;
  const from = direction === 'forward' ? Math.max(query.from, place?.timestamp ?? 0) : query.from;
  const to = direction === 'backward' ? Math.min(query.to, place?.timestamp ?? Infinity) : query.to;
  const candidates: Candidate[] = [];
  for (const stream of query.streams) {
    // The first look at a stream after a start reads its file.
    await pause();
    const { times, allChunks } = stream.log();
    if (times === undefined || times.lastTimestamp < from || times.firstTimestamp > to) continue;
    for (const chunk of allChunks) {
      if (chunk.maxTimestamp >= from && chunk.minTimestamp <= to) candidates.push({ stream, chunk });
    }
  }
  return candidates;
}

function readChunk(stream: SearchedStream, chunk: Chunk, { from, to, matches }: PageQuery, best: BestEvents): void {
  const bytes = stream.log().readChunk(chunk);
  for (let start = 0; start < bytes.length;) {
    const newlineAt = bytes.indexOf(newline, start);
    const end = newlineAt === -1 ? bytes.length : newlineAt + 1;
    const head = readLineHead(bytes, start);
    if (head !== undefined && head.timestamp >= from && head.timestamp <= to) {
      const key = { timestamp: head.timestamp, stream: stream.number, position: chunk.start + start };
      if (best.isWanted(key)) {
        const event = readEventLine(bytes.subarray(start, end));
        if (matches === undefined || matches(event.message)) {
          best.add({ ...key, ...event, streamName: stream.name, sizeBytes: end - start });
        }
      }
    }
    start = end;
  }
}

/** The first events of a page so far: as many as it may have, and up to as many again until they are sorted out. */
class BestEvents {
  hasMore = false;
  private events: PageEvent[] = [];
  private sizeBytes = 0;
  /** Behind the last event of a full page. */
  private bound: EventKey | undefined;
  private sortAtCount: number;
  private sortAtBytes: number;
  private readonly sign: 1 | -1;

  constructor(private readonly query: PageQuery) {
    this.sign = query.direction === 'forward' ? 1 : -1;
    this.sortAtCount = query.maxEvents + 1;
    this.sortAtBytes = query.maxBytes + 1;
  }

  isWanted(key: EventKey): boolean {
    const { place } = this.query;
    if (place !== undefined && (this.sign === 1 ? compareKeys(key, place) <= 0 : compareKeys(key, place) > 0)) {
      return false;
    }
    if (this.bound === undefined || this.compare(key, this.bound) <= 0) return true;
    this.hasMore = true;
    return false;
  }

  /** Whether the page is full and every event from this timestamp on stands behind it. */
  isBeyond(timestamp: number): boolean {
    return this.bound !== undefined && (timestamp - this.bound.timestamp) * this.sign > 0;
  }

  add(event: PageEvent): void {
    this.events.push(event);
    this.sizeBytes += event.sizeBytes;
    if (this.events.length >= this.sortAtCount || this.sizeBytes >= this.sortAtBytes) this.sortOut();
  }

  page(): Page {
    this.sortOut();
    const last = this.events.at(-1);
    if (!this.hasMore || last === undefined) return { events: this.events, next: undefined };
    return { events: this.events, next: this.sign === 1 ? last : placeBefore(last) };
  }

  /** The page when nothing from this timestamp on has been searched. */
  cutAt(timestamp: number): Page {
    this.sortOut();
    if (this.isBeyond(timestamp)) return this.page();
    const events = this.events.filter((event) => (event.timestamp - timestamp) * this.sign < 0);
    return { events, next: { ...beforeAll, timestamp: this.sign === 1 ? timestamp : timestamp + 1 } };
  }

  private compare(a: EventKey, b: EventKey): number {
    return compareKeys(a, b) * this.sign;
  }

  private sortOut(): void {
    const { maxEvents, maxBytes } = this.query;
    this.events.sort((a, b) => this.compare(a, b));
    let sizeBytes = 0;
    let count = 0;
    for (const event of this.events) {
      if (count === maxEvents || (count > 0 && sizeBytes + event.sizeBytes > maxBytes)) break;
      sizeBytes += event.sizeBytes;
      count += 1;
    }
    this.sizeBytes = sizeBytes;
    if (count === this.events.length) return;
    this.events.length = count;
    this.hasMore = true;
    this.bound = this.events.at(-1);
    this.sortAtCount = maxEvents + Math.max(maxEvents, 1000);
    this.sortAtBytes = 2 * maxBytes;
  }
}
