// The lines of a page while it is being searched: the first ones in its direction that have been found so far.
import { type EventKey, compareKeys, placeBefore } from './eventKey';

export type FoundLine = EventKey & {
  readonly streamName: string;
  /** Not decoded: of what is found most may be thrown away again. */
  readonly line: string;
  readonly sizeBytes: number;
};

export type PageLimits = {
  readonly direction: 'forward' | 'backward';
  readonly place?: EventKey;
  readonly maxEvents: number;
  readonly maxBytes: number;
};

/** Lines that are gathered beyond a full page before the surplus is sorted out again. */
const minSurplus = 1000;

export class BestLines {
  /** Whether there is anything behind the page. */
  hasMore = false;
  private found: FoundLine[] = [];
  private sizeBytes = 0;
  /** The last line of the page, once it has been full. */
  private bound: EventKey | undefined;
  private sortAtCount: number;
  private sortAtBytes: number;
  private readonly sign: 1 | -1;

  constructor(private readonly limits: PageLimits) {
    this.sign = limits.direction === 'forward' ? 1 : -1;
    this.sortAtCount = limits.maxEvents + 1;
    this.sortAtBytes = limits.maxBytes + 1;
  }

  wants(timestamp: number, stream: number, position: number): boolean {
    const { place } = this.limits;
    if (place !== undefined) {
      const order = compareTo(place, timestamp, stream, position);
      if (this.sign === 1 ? order <= 0 : order > 0) return false;
    }
    if (this.bound === undefined || compareTo(this.bound, timestamp, stream, position) * this.sign <= 0) return true;
    this.hasMore = true;
    return false;
  }

  add(line: FoundLine): void {
    this.found.push(line);
    this.sizeBytes += line.sizeBytes;
    if (this.found.length >= this.sortAtCount || this.sizeBytes >= this.sortAtBytes) this.sortOut();
  }

  /** Whether the page is full and every line from this timestamp on stands behind it. */
  endsBefore(timestamp: number): boolean {
    return this.bound !== undefined && (timestamp - this.bound.timestamp) * this.sign > 0;
  }

  /** In the direction of the page. */
  lines(): readonly FoundLine[] {
    this.sortOut();
    return this.found;
  }

  /** Where the next page begins; undefined when nothing is left. To be asked after `lines`. */
  next(): EventKey | undefined {
    const last = this.found.at(-1);
    if (!this.hasMore || last === undefined) return undefined;
    return this.sign === 1 ? last : placeBefore(last);
  }

  private sortOut(): void {
    const { maxEvents, maxBytes } = this.limits;
    this.found.sort((a, b) => compareKeys(a, b) * this.sign);
    let sizeBytes = 0;
    let count = 0;
    for (const line of this.found) {
      if (count === maxEvents || (count > 0 && sizeBytes + line.sizeBytes > maxBytes)) break;
      sizeBytes += line.sizeBytes;
      count += 1;
    }
    this.sizeBytes = sizeBytes;
    if (count === this.found.length) return;
    this.found.length = count;
    this.hasMore = true;
    this.bound = this.found.at(-1);
    this.sortAtCount = maxEvents + Math.max(maxEvents, minSurplus);
    this.sortAtBytes = 2 * maxBytes;
  }
}

/** Below 0 when the key given in parts stands before the place. */
function compareTo(place: EventKey, timestamp: number, stream: number, position: number): number {
  return timestamp - place.timestamp || stream - place.stream || position - place.position;
}
