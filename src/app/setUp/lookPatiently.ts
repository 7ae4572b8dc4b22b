// Looks again when a look at what AWS is doing fails in a way that passes: the work itself goes on meanwhile.
import { AppError, type ErrorKind } from '../../core/errors';
import type { Clock } from '../ports';

const passing: readonly ErrorKind[] = ['throttled', 'network', 'server'];
/** With what lies between them about five minutes, and each is three tries of the SDK. */
const maxLooks = 20;
const lookEveryMs = 15_000;

/** @throws what the last look threw; the signal's reason. */
export async function lookPatiently<T>(
  look: () => Promise<T>,
  clock: Clock,
  signal: AbortSignal,
  onTrouble: (error: AppError) => void,
): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await look();
    } catch (cause) {
      if (!(cause instanceof AppError) || !passing.includes(cause.kind) || count === maxLooks) throw cause;
      onTrouble(cause);
    }
    await clock.sleep(lookEveryMs, signal);
  }
}
