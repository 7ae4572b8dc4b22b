// The engine's S3: buckets and objects of all regions, as one namespace.
import { mkdirSync } from 'node:fs';
import type { Clock } from '../clock';
import { Store } from '../store/store';

export class S3 {
  private readonly store: Store;

  /** Everything is kept below `folder`. */
  constructor(
    readonly folder: string,
    readonly clock: Clock,
  ) {
    mkdirSync(folder, { recursive: true });
    this.store = new Store(folder);
    this.store.open();
  }

  /** Creates the bucket; nothing happens when it is there. */
  ensureBucket(_bucket: string, _region: string): void {
    return;
  }

  close(): void {
    this.store.close();
  }
}
