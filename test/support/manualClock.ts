// The app's clock in the hands of a test: it stands still, and whoever sleeps waits for the test.
import type { Clock } from '../../src/app/ports';
import { FakeClock } from './fakeClock';

export class ManualClock implements Clock {
  private readonly clock = new FakeClock();

  now(): number {
    return this.clock.now();
  }

  sleep(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        cancel();
        reject(signal.reason as Error);
      };
      const cancel = this.clock.after(delayMs, () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Moves time, then lets everything that woke up come to rest. */
  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settle();
  }
}

/** Lets what is under way in this process go as far as it can without time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
