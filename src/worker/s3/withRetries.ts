// Tries again what failed for a reason that passes, a little later each time.
import { WorkerFailure } from '../workerFailure';

/** Waits. A test gives another one. */
export type Sleep = (delayMs: number) => Promise<void>;

export const sleep: Sleep = (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs));

/** A failure that may pass. */
export class TransientFailure extends WorkerFailure {}

const maxTries = 4;

/** @throws the failure of the last try; at once what is no TransientFailure */
export async function withRetries<T>(wait: Sleep, once: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await once();
    } catch (cause) {
      if (!(cause instanceof TransientFailure)) throw cause;
      if (tries === maxTries) throw new WorkerFailure(`${cause.message} (${maxTries} tries)`);
      // Thousands of children are turned away at the same moment; they must not come back at the same moment.
      await wait(200 * 4 ** (tries - 1) * (0.5 + Math.random() / 2));
    }
  }
}

/** A promise that is awaited later, or never when the work ends early: until then its failure is nobody's. */
export function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
