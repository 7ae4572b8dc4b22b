// Reads one page of events in the order of their keys from any number of streams, in bounded memory.
import { BestLines, type FoundLine } from './bestLines';
import { type StoredEvent, readEventLine, readTimestamp } from './eventLine';
import { type EventKey, placeBeforeTime, placeBehindTime } from './eventKey';
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

export type PageEvent = StoredEvent & EventKey & { readonly streamName: string };

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
 * Chunks are read in the order of their nearest timestamps. Only the best lines so far are kept, and reading stops
 * when no chunk that is left can hold a better one: memory is bounded by the page, not by what is searched.
 */
export async function readPage(query: PageQuery): Promise<Page> {
  const isForward = query.direction === 'forward';
  const edgeOf = ({ chunk }: Candidate): number => (isForward ? chunk.minTimestamp : chunk.maxTimestamp);
  const pause = pauser();
  const candidates = await findCandidates(query, pause);
  candidates.sort((a, b) => (edgeOf(a) - edgeOf(b)) * (isForward ? 1 : -1));
  const best = new BestLines(query);
  let readBytes = 0;
  for (const candidate of candidates) {
    const { stream, chunk } = candidate;
    const edge = edgeOf(candidate);
    if (best.endsBefore(edge)) {
      best.hasMore = true;
      break;
    }
    if (readBytes > (query.maxReadBytes ?? Infinity) && isPastBeginning(query, edge))
      return cutPage(best, edge, isForward);
    readBytes += chunk.end - chunk.start;
    readChunk(stream, chunk, query, best);
    await pause();
  }
  return { events: best.lines().map(decode), next: best.next() };
}

/** The page when nothing from this timestamp on has been searched. */
function cutPage(best: BestLines, timestamp: number, isForward: boolean): Page {
  const lines = best.lines();
  if (best.endsBefore(timestamp)) return { events: lines.map(decode), next: best.next() };
  const searched = lines.filter((line) => (isForward ? line.timestamp < timestamp : line.timestamp > timestamp));
  return { events: searched.map(decode), next: isForward ? placeBeforeTime(timestamp) : placeBehindTime(timestamp) };
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

function readChunk(stream: SearchedStream, chunk: Chunk, { from, to, matches }: PageQuery, best: BestLines): void {
  const bytes = stream.log().readChunk(chunk);
  for (let start = 0; start < bytes.length;) {
    const newlineAt = bytes.indexOf(newline, start);
    const end = newlineAt === -1 ? bytes.length : newlineAt + 1;
    const timestamp = readTimestamp(bytes, start);
    const position = chunk.start + start;
    if (timestamp !== undefined && timestamp >= from && timestamp <= to) {
      if (best.wants(timestamp, stream.number, position)) {
        const line = bytes.toString('utf8', start, end);
        if (matches === undefined || matches(readEventLine(line).message)) {
          best.add({
            timestamp,
            stream: stream.number,
            position,
            streamName: stream.name,
            line,
            sizeBytes: end - start,
          });
        }
      }
    }
    start = end;
  }
}

function decode({ line, timestamp, stream, position, streamName }: FoundLine): PageEvent {
  const { ingestedAt, message } = readEventLine(line);
  return { timestamp, ingestedAt, message, stream, position, streamName };
}
