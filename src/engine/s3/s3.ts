// The engine's S3: buckets, objects and multipart uploads of all regions, as one namespace.
import { randomBytes } from 'node:crypto';
import type { LambdaFunctionConfiguration } from '@aws-sdk/client-s3';
import type { Clock } from '../clock';
import type { Log } from '../log';
import { type Change, type Table, Store } from '../store/store';
import { type Creation, findNotification } from './notificationRules';
import { creationEvent } from './creationEvent';
import { DataFiles } from './dataFiles';
import { noSuchBucket, noSuchKey, noSuchUpload } from './errors';
import { OrderedKeys } from './orderedKeys';
import type { BucketRecord, DeliveryRecord, ObjectRecord, PartRecord, Tag, UploadRecord } from './records';

export class S3 {
  readonly files: DataFiles;
  /** Every object as `<bucket>/<key>`: a bucket's name holds no slash. */
  readonly objectNames = new OrderedKeys();
  /** Every upload in progress, see `uploadName`. */
  readonly uploadNames = new OrderedKeys();
  /** Done when what a kill left behind has been removed; nobody needs to wait for it. */
  readonly swept: Promise<void>;
  /** By id: what has been acknowledged and must still be told. */
  readonly deliveries: Table<DeliveryRecord>;
  /** Told of each new delivery, once it is on disk. */
  onDelivery: (id: string) => void = () => undefined;
  private readonly store: Store;
  private readonly buckets: Table<BucketRecord>;
  private readonly objects: Table<ObjectRecord>;
  private readonly uploads: Table<UploadRecord>;
  private readonly parts: Table<PartRecord>;
  private readonly partsByUpload = new Map<string, Map<number, PartRecord>>();

  /** Everything is kept below `folder`. */
  constructor(
    folder: string,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.files = new DataFiles(folder, log);
    this.store = new Store(folder);
    this.buckets = this.store.table('buckets');
    this.deliveries = this.store.table('deliveries');
    this.objects = this.store.table('objects', (name, before, after) => {
      this.files.onChange(before, after);
      this.objectNames.update(name, after !== undefined);
    });
    this.uploads = this.store.table('uploads', (id, before, after) => {
      const upload = after ?? before;
      if (upload !== undefined) this.uploadNames.update(uploadName(upload, id), after !== undefined);
    });
    this.parts = this.store.table('parts', (name, before, after) => {
      this.files.onChange(before, after);
      this.indexPart(name, after);
    });
    this.store.open();
    this.swept = this.files.open();
  }

  /** Seconds are all that the headers of HTTP can tell: a listing must not know more. */
  nowMs(): number {
    return Math.floor(this.clock.now() / 1000) * 1000;
  }

  /** Creates the bucket; nothing happens when it is there. */
  ensureBucket(bucket: string, region: string): void {
    if (this.findBucket(bucket) === undefined) {
      this.store.commit(this.buckets.put(bucket, { region, createdMs: this.nowMs() }));
    }
  }

  findBucket(bucket: string): BucketRecord | undefined {
    return this.buckets.get(bucket);
  }

  /** @throws ApiError NoSuchBucket */
  bucket(bucket: string): BucketRecord {
    const record = this.findBucket(bucket);
    if (record === undefined) throw noSuchBucket(bucket);
    return record;
  }

  allBuckets(): ReadonlyMap<string, BucketRecord> {
    return this.buckets.records;
  }

  isEmpty(bucket: string): boolean {
    const { value } = this.objectNames.from(`${bucket}/`).next();
    return value?.startsWith(`${bucket}/`) !== true;
  }

  /** Removes an empty bucket and the uploads in progress in it. */
  deleteBucket(bucket: string): void {
    const uploads = [...this.uploads.records].filter(([, upload]) => upload.bucket === bucket);
    this.store.commit(this.buckets.delete(bucket), ...uploads.flatMap(([id]) => this.forgetUpload(id)));
  }

  findObject(bucket: string, key: string): ObjectRecord | undefined {
    return this.objects.get(`${bucket}/${key}`);
  }

  /** @throws ApiError NoSuchBucket, NoSuchKey */
  object(bucket: string, key: string): ObjectRecord {
    this.bucket(bucket);
    const record = this.findObject(bucket, key);
    if (record === undefined) throw noSuchKey(key);
    return record;
  }

  /** The one place where an object comes to be, or is replaced. On disk when this returns. */
  createObject(bucket: string, key: string, record: ObjectRecord, creation: Creation): void {
    const finished = record.uploadId === undefined ? [] : this.forgetUpload(record.uploadId);
    // The object first: its data must never be in nobody's use.
    const id = randomBytes(16).toString('hex');
    const delivery = this.deliveryOf(bucket, key, record, creation);
    const told: Change[] = delivery === undefined ? [] : [this.deliveries.put(id, delivery)];
    this.store.commit(this.objects.put(`${bucket}/${key}`, record), ...finished, ...told);
    if (delivery !== undefined) this.onDelivery(id);
  }

  setNotifications(bucket: string, rules: readonly LambdaFunctionConfiguration[]): void {
    this.store.commit(this.buckets.patch(bucket, { notifications: rules.length === 0 ? null : rules }));
  }

  countFailure(deliveryId: string, failures: number): void {
    this.store.commit(this.deliveries.patch(deliveryId, { failures }));
  }

  forgetDelivery(id: string): void {
    this.store.commit(this.deliveries.delete(id));
  }

  /** All of them or, when the disk is full, none. Keys that are not there are passed over. */
  deleteObjects(bucket: string, keys: readonly string[]): void {
    const names = new Set(keys.map((key) => `${bucket}/${key}`).filter((name) => this.objects.get(name) !== undefined));
    this.store.commit(...[...names].map((name) => this.objects.delete(name)));
  }

  setTags(bucket: string, key: string, tags: readonly Tag[]): void {
    this.store.commit(this.objects.patch(`${bucket}/${key}`, { tags: tags.length === 0 ? null : tags }));
  }

  /** @returns the upload's id; ids of later uploads are greater. */
  startUpload(upload: Omit<UploadRecord, 'startedMs'>): string {
    const id = this.clock.now().toString(36).padStart(9, '0') + randomBytes(16).toString('hex');
    this.store.commit(this.uploads.put(id, { ...upload, startedMs: this.nowMs() }));
    return id;
  }

  findUpload(id: string): UploadRecord | undefined {
    return this.uploads.get(id);
  }

  /** @throws ApiError NoSuchBucket, NoSuchUpload */
  upload(bucket: string, key: string, id: string): UploadRecord {
    this.bucket(bucket);
    const upload = this.findUpload(id);
    if (upload?.bucket !== bucket || upload.key !== key) throw noSuchUpload(id);
    return upload;
  }

  partsOf(uploadId: string): ReadonlyMap<number, PartRecord> {
    return this.partsByUpload.get(uploadId) ?? new Map<number, PartRecord>();
  }

  putPart(uploadId: string, number: number, part: PartRecord): void {
    this.store.commit(this.parts.put(`${uploadId}/${number}`, part));
  }

  abortUpload(id: string): void {
    this.store.commit(...this.forgetUpload(id));
  }

  close(): void {
    this.files.close();
    this.store.close();
  }

  private deliveryOf(
    bucket: string,
    key: string,
    record: ObjectRecord,
    creation: Creation,
  ): DeliveryRecord | undefined {
    const { region = '', notifications = [] } = this.findBucket(bucket) ?? {};
    const rule = findNotification(notifications, key, creation);
    if (rule === undefined) return undefined;
    const place = { bucket, key, region, configurationId: rule.Id ?? '' };
    return { bucket, region, event: creationEvent(creation, place, record, this.clock.now()), failures: 0 };
  }

  private forgetUpload(id: string) {
    const parts = [...this.partsOf(id).keys()].map((number) => this.parts.delete(`${id}/${number}`));
    return this.findUpload(id) === undefined ? parts : [this.uploads.delete(id), ...parts];
  }

  private indexPart(name: string, part: PartRecord | undefined): void {
    const [id = '', number = ''] = name.split('/');
    const known = this.partsByUpload.get(id) ?? new Map<number, PartRecord>();
    if (part === undefined) known.delete(Number(number));
    else known.set(Number(number), part);
    if (known.size === 0) this.partsByUpload.delete(id);
    else this.partsByUpload.set(id, known);
  }
}

/** Sorts by bucket, key and start; a key may hold the NUL, an id may not. */
export function uploadName({ bucket, key }: Pick<UploadRecord, 'bucket' | 'key'>, id: string): string {
  return `${bucket}/${key}\0${id}`;
}
