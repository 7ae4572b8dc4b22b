// What helps when AWS refuses a call of a set-up: it needs rights that a user of AWS Batch need not have.
import { AppError, withMessage } from '../../core/errors';
import type { Translate } from '../l10n';
import { deniedHint } from './stackText';

/** @throws what the work throws; what was denied with what to do about it. */
export async function withAdvice(t: Translate, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.kind !== 'denied') throw cause;
    throw withMessage(cause, `${cause.message}\n${deniedHint(t)}`);
  }
}
