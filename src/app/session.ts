// A connection in use: its ports. Switching the connection ends a session and everything that was asked through it.
import type { Connection } from '../core/connection';
import type { AppError } from '../core/errors';
import type { AccountPort } from './accountPort';
import type { AroundPort } from './aroundPort';
import type { RegistryPort } from './images/imagePorts';
import type { ManagePort } from './managePort';
import type { SetUpPorts } from './setUp/setUpPorts';
import type { BatchBrowserPort, BatchPort, LiveTailPort, LogsPort, StoragePort } from './ports';

export type Session = {
  /** Part of every cache key: no two sessions have the same one, also of equal connections. */
  readonly id: string;
  readonly connection: Connection;
  readonly region: string;
  /** Of the account, where the credentials tell it. */
  readonly accountId?: string;
  /** Where calls go when not to AWS itself. */
  readonly endpoint?: string;
  /** Aborted when the session ends; combine it with the signals of single actions. */
  readonly signal: AbortSignal;
  readonly batch: BatchPort & BatchBrowserPort;
  readonly manage: ManagePort;
  /** Machines and prices, and the account: asked only where the user wants to know. */
  readonly around: AroundPort;
  readonly setUp: SetUpPorts;
  readonly account: AccountPort;
  readonly registry: RegistryPort;
  readonly logs: LogsPort & LiveTailPort;
  readonly storage: StoragePort;
  /**
   * What a shell needs so that the aws CLI works on this connection; undefined: a variable that must not be set there.
   * Holds secrets: never logged, never shown.
   */
  environment(): Promise<Readonly<Record<string, string | undefined>>>;
};

export type SessionState =
  /** Nothing has been asked yet. */
  | { readonly status: 'idle'; readonly connection: Connection }
  /** The engine starts, or credentials are being fetched. */
  | { readonly status: 'opening'; readonly connection: Connection }
  | { readonly status: 'open'; readonly connection: Connection; readonly session: Session }
  /** It could not be opened, or broke: signed out, expired, the engine ended. `open()` tries again. */
  | { readonly status: 'broken'; readonly connection: Connection; readonly error: AppError };

/** Why what was under way on a session has stopped: the user switched the connection, or the session broke. */
export class SessionEnded extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SessionEnded';
  }
}

export interface SessionsPort {
  readonly state: SessionState;
  /**
   * The session of the chosen connection, opened when it is not. Calls at the same time share one attempt.
   * @throws AppError when it cannot be opened: `signedOut`, `expired`, `engine`, `invalid` …
   */
  open(): Promise<Session>;
  /**
   * Chooses another connection, remembers it, and ends the session that was open (its signal's reason is a SessionEnded).
   * An `open()` under way goes on with the new one.
   */
  use(connection: Connection): void;
  /** Tells that a call of this session failed: an expired or lost connection becomes visible everywhere. */
  report(session: Session, error: AppError): void;
  /** @returns a function that ends the subscription. */
  onDidChange(listener: (state: SessionState) => void): () => void;
}
