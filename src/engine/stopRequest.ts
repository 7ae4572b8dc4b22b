// Lets a client ask the engine to end by a file in the data directory: Windows has no signal that ends a process cleanly.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock';

const lookEveryMs = 500;

/**
 * Looks for `engine.stop` in the data directory, which only the user can write to. An old one is removed first.
 * @returns a function that ends the looking.
 */
export function watchStopRequest(dataDir: string, clock: Clock, onRequest: () => void): () => void {
  const path = join(dataDir, 'engine.stop');
  rmSync(path, { force: true });
  let cancel = (): void => undefined;
  const look = (): void => {
    if (existsSync(path)) {
      rmSync(path, { force: true });
      onRequest();
    } else {
      cancel = clock.after(lookEveryMs, look);
    }
  };
  look();
  return () => cancel();
}
