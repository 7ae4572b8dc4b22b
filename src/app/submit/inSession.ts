// Runs the work of a command on the session in use, and tells of failures that mean more than this one command.
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import type { Session } from '../session';

export type SessionServices = Pick<Services, 'sessions' | 'ui' | 't'>;

/** @throws what the task throws; an AppError has the kind of what has become of the connection, if it broke. */
export async function inSession<T>(services: SessionServices, task: (session: Session) => Promise<T>): Promise<T> {
  const { sessions } = services;
  const session = await open(services);
  try {
    return await task(session);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    sessions.report(session, cause);
    const { state } = sessions;
    if (state.status !== 'broken' || state.error.kind === cause.kind) throw cause;
    // What helps is another thing now; what was being done is still what the user wants to read.
    throw new AppError(state.error.kind, cause.message, { cause });
  }
}

/** The engine takes a moment to start, and so does signing in. */
function open({ sessions, ui, t }: SessionServices): Promise<Session> {
  if (sessions.state.status === 'open') return sessions.open();
  return ui.withProgress(t('Opening the connection'), (_, signal) => Promise.race([sessions.open(), aborted(signal)]));
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
