// An answer, or why there is none: what one call is refused does not end a look at many things.
import { AppError, type ErrorKind } from '../../core/errors';

export type Told<T> = { readonly value: T } | { readonly error: AppError };

/** Trouble of one call; any other concerns the connection, and with it the whole answer. */
const ofOneCall: readonly ErrorKind[] = ['denied', 'invalid', 'notFound', 'server', 'throttled'];

/** @throws what the connection breaks with, and the signal's reason */
export async function told<T>(asked: Promise<T>): Promise<Told<T>> {
  try {
    return { value: await asked };
  } catch (cause) {
    if (cause instanceof AppError && ofOneCall.includes(cause.kind)) return { error: cause };
    throw cause;
  }
}
