// One region's CloudWatch Logs: groups, streams and their events.
import type { Clock } from '../clock';
import type { Store } from '../store/store';

export type LogLine = { readonly timestamp: number; readonly message: string };

export class Logs {
  /** Declares its tables in the store, which is opened afterwards. Events are kept in files below `folder`. */
  constructor(
    readonly store: Store,
    readonly folder: string,
    readonly clock: Clock,
  ) {}

  /** Creates the group and the stream where they are missing: the awslogs driver of a job does so. */
  ensureStream(_group: string, _stream: string): void {
    throw new Error('not written yet');
  }

  /** Appends the output of a job; on disk when this returns. */
  append(_group: string, _stream: string, _lines: readonly LogLine[]): void {
    throw new Error('not written yet');
  }

  close(): void {
    return;
  }
}
