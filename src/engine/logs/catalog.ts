// The log groups and streams of a region, in the order of their names; the events themselves are in files.
import { randomBytes } from 'node:crypto';
import BTree from 'sorted-btree';
import type { Clock } from '../clock';
import type { Store, Table } from '../store/store';

export type GroupRecord = {
  readonly name: string;
  readonly createdAt: number;
  readonly retentionInDays?: number;
  readonly tags?: Readonly<Record<string, string>>;
  readonly kmsKeyId?: string;
  readonly logGroupClass?: string;
  readonly isDeletionProtected?: boolean;
};

export type StreamRecord = {
  readonly group: string;
  readonly name: string;
  /** Grows with each stream of the region: the order of events of the same millisecond, and a part of event ids. */
  readonly number: number;
  readonly createdAt: number;
  /** Name of the file of events, see `newFileName`. */
  readonly file: string;
  /** How many bytes of events retention has cut off before the file's first one. */
  readonly cutBytes?: number;
};

/** A commit takes its changes as arguments, of which a call can have some ten thousands. */
const changesPerCommit = 1000;

export class Catalog {
  private readonly groupTable: Table<GroupRecord>;
  private readonly streamTable: Table<StreamRecord>;
  private readonly groupsByName = new BTree<string, GroupRecord>();
  private readonly streamsByGroup = new Map<string, BTree<string, StreamRecord>>();
  private lastNumber = 0;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {
    this.groupTable = store.table<GroupRecord>('logGroups', (name, _before, after) => {
      if (after === undefined) this.groupsByName.delete(name);
      else this.groupsByName.set(name, after);
    });
    this.streamTable = store.table<StreamRecord>('logStreams', (_key, before, after) => {
      const { group, name, number } = (after ?? before) as StreamRecord;
      const streams = this.streamsByGroup.get(group) ?? new BTree<string, StreamRecord>();
      if (after === undefined) streams.delete(name);
      else streams.set(name, after);
      if (streams.size === 0) this.streamsByGroup.delete(group);
      else this.streamsByGroup.set(group, streams);
      this.lastNumber = Math.max(this.lastNumber, number);
    });
  }

  group(name: string): GroupRecord | undefined {
    return this.groupTable.get(name);
  }

  stream(group: string, name: string): StreamRecord | undefined {
    return this.streamTable.get(keyOf(group, name));
  }

  /** In the order of their names, beginning behind `afterName`. */
  *groups(afterName?: string): Iterable<GroupRecord> {
    for (const [name, group] of this.groupsByName.entries(afterName)) if (name !== afterName) yield group;
  }

  allStreams(): Iterable<StreamRecord> {
    return this.streamTable.records.values();
  }

  /** Streams of a group whose names begin with `prefix`, in the order of their names. */
  streams(group: string, prefix = ''): readonly StreamRecord[] {
    const found: StreamRecord[] = [];
    for (const [name, stream] of this.streamsByGroup.get(group)?.entries(prefix) ?? []) {
      if (!name.startsWith(prefix)) break;
      found.push(stream);
    }
    return found;
  }

  createGroup(group: Omit<GroupRecord, 'createdAt'>): void {
    this.store.commit(this.groupTable.put(group.name, { ...group, createdAt: this.clock.now() }));
  }

  /** A member that is `null` is removed. */
  changeGroup(name: string, members: { readonly [K in keyof GroupRecord]?: GroupRecord[K] | null }): void {
    this.store.commit(this.groupTable.patch(name, members));
  }

  /** Creates the group too when it is missing. One record in the journal. */
  createStream(group: string, name: string): StreamRecord {
    const now = this.clock.now();
    const stream: StreamRecord = { group, name, number: this.lastNumber + 1, createdAt: now, file: newFileName() };
    const changes = [this.streamTable.put(keyOf(group, name), stream)];
    if (!this.groupTable.records.has(group)) {
      changes.unshift(this.groupTable.put(group, { name: group, createdAt: now }));
    }
    this.store.commit(...changes);
    return stream;
  }

  /** Makes `file` the file of the stream's events, the first of which stands `cutBytes` behind the first one ever. */
  replaceFile({ group, name }: StreamRecord, file: string, cutBytes: number): void {
    this.store.commit(this.streamTable.patch(keyOf(group, name), { file, cutBytes }));
  }

  deleteStream({ group, name }: StreamRecord): void {
    this.store.commit(this.streamTable.delete(keyOf(group, name)));
  }

  /** The streams go first: a kill on the way leaves a group that can be deleted again, never streams without one. */
  deleteGroup(name: string): void {
    const keys = this.streams(name).map((stream) => keyOf(name, stream.name));
    for (let start = 0; start < keys.length; start += changesPerCommit) {
      this.store.commit(...keys.slice(start, start + changesPerCommit).map((key) => this.streamTable.delete(key)));
    }
    this.store.commit(this.groupTable.delete(name));
  }
}

/** A random one: names that users choose never become paths. */
export function newFileName(): string {
  return `${randomBytes(16).toString('hex')}.jsonl`;
}

/** Neither name can have a colon. */
function keyOf(group: string, stream: string): string {
  return `${group}:${stream}`;
}
