// The RUNNABLE jobs of each queue in the order in which they are served.
import BTree from 'sorted-btree';

/** Higher priority first, then who came first. */
type Place = readonly [negativePriority: number, order: number];
type Share = BTree<Place, string>;

const noShare = '';

export class RunnableJobs {
  private readonly queues = new Map<string, Map<string, Share>>();
  private readonly places = new Map<
    string,
    { readonly queueArn: string; readonly share: string; readonly place: Place }
  >();
  private last = 0;
  private first = 0;

  /** @param isRetry puts the job before all that have not been tried. */
  add(
    jobId: string,
    where: {
      readonly queueArn: string;
      readonly share?: string;
      readonly priority?: number;
      readonly isRetry: boolean;
    },
  ): void {
    if (this.places.has(jobId)) return;
    const order = where.isRetry ? (this.first -= 1) : (this.last += 1);
    const place: Place = [-(where.priority ?? 0), order];
    const share = where.share ?? noShare;
    const shares = getOrMake(this.queues, where.queueArn, () => new Map<string, Share>());
    getOrMake(shares, share, () => new BTree<Place, string>(undefined, comparePlaces)).set(place, jobId);
    this.places.set(jobId, { queueArn: where.queueArn, share, place });
  }

  remove(jobId: string): void {
    const found = this.places.get(jobId);
    if (found === undefined) return;
    this.places.delete(jobId);
    const shares = this.queues.get(found.queueArn);
    const jobs = shares?.get(found.share);
    jobs?.delete(found.place);
    if (jobs?.size === 0) shares?.delete(found.share);
  }

  /** Shares of the queue that have a job to run. A queue without fair share has one, called ''. */
  shares(queueArn: string): readonly string[] {
    return [...(this.queues.get(queueArn)?.keys() ?? [])];
  }

  head(queueArn: string, share: string): string | undefined {
    const jobs = this.queues.get(queueArn)?.get(share);
    const place = jobs?.minKey();
    return place === undefined ? undefined : jobs?.get(place);
  }

  /** The first jobs of a share. */
  first100(queueArn: string, share: string): readonly string[] {
    const ids: string[] = [];
    for (const id of this.queues.get(queueArn)?.get(share)?.values() ?? []) {
      ids.push(id);
      if (ids.length === 100) break;
    }
    return ids;
  }
}

function comparePlaces([a, x]: Place, [b, y]: Place): number {
  return a - b || x - y;
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
