// What helps when AWS refuses a call of a set-up: it needs rights, quotas and names that a user of AWS Batch need not have.
import { AppError, withMessage } from '../../core/errors';
import type { Translate } from '../l10n';
import { deniedHint, hintFor } from './stackText';

/** @throws what the work throws; what AWS has refused with what to do about it. */
export async function withAdvice(t: Translate, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const hint = cause instanceof AppError ? adviceOn(cause, t) : '';
    if (!(cause instanceof AppError) || hint === '') throw cause;
    throw withMessage(cause, `${cause.message}\n${hint}`);
  }
}

function adviceOn({ kind, code = '', message }: AppError, t: Translate): string {
  if (kind === 'denied') return deniedHint(t);
  return /^(AlreadyExists|LimitExceeded)/.test(code) ? hintFor(message, t) : '';
}
