// Keeps a long search from holding up the other requests.
import { setImmediate as otherWork } from 'node:timers/promises';

const sliceMs = 10;

/** Returns a function to be awaited between small steps of work: now and then it lets others go first. */
export function pauser(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < sliceMs) return;
    await otherWork();
    since = performance.now();
  };
}
