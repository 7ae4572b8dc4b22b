// The working directories of attempts: each attempt gets an empty one.
import { mkdirSync, readdirSync, rm, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../log';
import { StorageError } from '../store/journal';

/**
 * A folder that an attempt left empty serves again: making and removing one costs more than the rest of an attempt's
 * bookkeeping (measured: two thirds of it).
 */
export class WorkFolders {
  private readonly free: string[] = [];
  private made = 0;

  constructor(
    private readonly root: string,
    private readonly log: Log,
  ) {}

  /** Removes what an earlier engine left. */
  clear(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  /** @throws StorageError when none can be made. */
  take(): string {
    const reused = this.free.pop();
    if (reused !== undefined) return reused;
    const path = join(this.root, String((this.made += 1)));
    try {
      mkdirSync(path, { recursive: true });
    } catch (cause) {
      throw new StorageError(path, cause);
    }
    return path;
  }

  give(path: string): void {
    if (isEmpty(path)) {
      this.free.push(path);
      return;
    }
    // In the background: an attempt may leave a tree of any size.
    rm(path, { recursive: true, force: true, maxRetries: 3 }, (cause) => {
      if (cause !== null) this.log.error(`could not remove the working directory ${path}`, cause);
    });
  }
}

function isEmpty(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    // The attempt removed it, or took away its own right to read it: it does not serve again.
    return false;
  }
}
