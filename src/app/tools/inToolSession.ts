// Runs the work of a tool on the session in use; nothing is asked of the user, and a broken connection is told of.
import { AppError } from '../../core/errors';
import type { Session } from '../session';
import type { ToolServices } from './tool';

export async function inToolSession<T>(
  { sessions }: Pick<ToolServices, 'sessions'>,
  signal: AbortSignal,
  task: (session: Session, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const session = await sessions.open();
  try {
    return await task(session, AbortSignal.any([signal, session.signal]));
  } catch (cause) {
    if (cause instanceof AppError) sessions.report(session, cause);
    throw cause;
  }
}
