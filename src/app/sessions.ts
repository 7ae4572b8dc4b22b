// Holds the chosen connection and its session: opens it once for all who ask, and ends it when it breaks or is switched.
import { type Connection, connectionKey } from '../core/connection';
import { AppError, messageOf } from '../core/errors';
import type { SessionFactory } from './connectionPorts';
import type { Log } from './services';
import { type Session, SessionEnded, type SessionState, type SessionsPort } from './session';

export type SessionsOptions = {
  readonly factory: SessionFactory;
  /** Used at first. */
  readonly connection: Connection;
  /** Keeps the choice for the next start. */
  readonly remember: (connection: Connection) => Promise<void>;
  /** Whether a session that broke may be opened again without a word: the engine had nothing to do and ended itself. */
  readonly isQuietEnd: (broken: Connection) => Promise<boolean>;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
};

/** One try to open a session, and then the session itself. */
type Attempt = {
  readonly abort: AbortController;
  readonly session: Promise<Session>;
};

export class Sessions implements SessionsPort {
  private current: SessionState;
  private attempt: Attempt | undefined;
  private isDisposed = false;
  private readonly listeners = new Set<(state: SessionState) => void>();

  constructor(private readonly options: SessionsOptions) {
    this.current = { status: 'idle', connection: options.connection };
  }

  get state(): SessionState {
    return this.current;
  }

  async open(): Promise<Session> {
    for (;;) {
      const attempt = this.attempt ?? this.begin(this.current.connection);
      try {
        return await attempt.session;
      } catch (cause) {
        // Switched meanwhile: whoever asked wants the connection that is chosen now.
        if (!(cause instanceof SessionEnded) || this.isDisposed) throw cause;
      }
    }
  }

  use(connection: Connection): void {
    this.options.log.info(`Connection: ${connectionKey(connection)}`);
    this.end(new SessionEnded('The connection was switched; what was under way on the old one has stopped.'));
    this.options.remember(connection).catch((cause: unknown) => {
      this.options.log.error('The choice of the connection could not be kept.', cause);
    });
    this.become({ status: 'idle', connection });
  }

  report(session: Session, error: AppError): void {
    // Calls of an old session may fail late: they say nothing about the one in use.
    if (this.current.status !== 'open' || this.current.session !== session) return;
    const { connection } = session;
    const breaking = breakingError(connection, error);
    if (breaking === undefined) return;
    this.options.log.warn(`The connection broke. ${breaking.message}`);
    this.end(new SessionEnded(breaking.message));
    const broken: SessionState = { status: 'broken', connection, error: breaking };
    this.become(broken);
    this.resumeIfQuiet(broken).catch((cause: unknown) => {
      this.options.log.error('It could not be told why the connection broke.', cause);
    });
  }

  onDidChange(listener: (state: SessionState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ends the session in use. The engine goes on: other windows may use it. */
  dispose(): void {
    this.isDisposed = true;
    this.listeners.clear();
    this.end(new SessionEnded('VS Code has stopped the extension.'));
  }

  private async resumeIfQuiet(broken: SessionState): Promise<void> {
    const isQuiet = await this.options.isQuietEnd(broken.connection);
    if (isQuiet && this.current === broken) this.become({ status: 'idle', connection: broken.connection });
  }

  private begin(connection: Connection): Attempt {
    const abort = new AbortController();
    // In a later turn: whoever is told of the change below may already ask for the session.
    const session = Promise.resolve().then(() => this.openOnce(connection, abort));
    // Nobody may be waiting for it when it is switched away.
    session.catch(() => undefined);
    this.attempt = { abort, session };
    this.become({ status: 'opening', connection });
    return { abort, session };
  }

  private async openOnce(connection: Connection, abort: AbortController): Promise<Session> {
    try {
      abort.signal.throwIfAborted();
      // Raced: a prompt or a slow credential service must not hold up the connection that is chosen instead.
      const opening = this.options.factory.open(connection, abort.signal);
      const session = await Promise.race([opening, whenAborted(abort.signal)]);
      abort.signal.throwIfAborted();
      this.become({ status: 'open', connection, session });
      return session;
    } catch (cause) {
      abort.signal.throwIfAborted();
      this.options.log.error('The connection could not be opened.', cause);
      const error = cause instanceof AppError ? cause : new AppError('server', messageOf(cause), { cause });
      this.end(error);
      this.become({ status: 'broken', connection, error });
      throw error;
    }
  }

  private end(reason: Error): void {
    const { attempt } = this;
    this.attempt = undefined;
    attempt?.abort.abort(reason);
  }

  private become(state: SessionState): void {
    this.current = state;
    for (const listener of [...this.listeners]) listener(state);
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** What makes the whole session useless; undefined for the trouble of a single call. */
function breakingError({ kind }: Connection, error: AppError): AppError | undefined {
  switch (error.kind) {
    case 'network':
    case 'signedOut':
    case 'expired':
      if (kind === 'local') return engineGone(error);
      // Off-line for a moment is no reason to ask for anything.
      return error.kind === 'network' ? undefined : error;
    case 'engine':
      return error;
    default:
      return undefined;
  }
}

/** Nobody answers, or another program has its port now. */
function engineGone(error: AppError): AppError {
  return new AppError('engine', `The local engine does not answer any longer. ${error.message}`, { cause: error });
}
