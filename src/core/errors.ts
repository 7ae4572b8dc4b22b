// The one error that the app and its views know: what kind of trouble it is decides what the user is offered.

/**
 * - `signedOut`: no credentials, or AWS does not accept them
 * - `expired`: they were good and are no longer
 * - `denied`: the credentials may not do this
 * - `notFound`: what was named does not exist
 * - `invalid`: what was asked for cannot be done; the text says what to change
 * - `throttled`: too many calls; later will do
 * - `network`: no answer (refused, cut, timed out, name not known)
 * - `server`: the service failed, or its answer made no sense
 * - `engine`: the local engine could not be started or has ended
 * - `untrusted`: VS Code's Restricted Mode does not allow it in this workspace
 */
export type ErrorKind =
  | 'signedOut'
  | 'expired'
  | 'denied'
  | 'notFound'
  | 'invalid'
  | 'throttled'
  | 'network'
  | 'server'
  | 'engine'
  | 'untrusted';

export type ErrorDetails = {
  readonly cause?: unknown;
  /** The service's own name for the error, such as `AccessDeniedException`. */
  readonly code?: string;
  readonly requestId?: string;
  /** The request may have been carried out although no good answer came back. */
  readonly isAnswerLost?: boolean;
};

export class AppError extends Error {
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly isAnswerLost: boolean;

  constructor(
    readonly kind: ErrorKind,
    message: string,
    details: ErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'AppError';
    this.code = details.code;
    this.requestId = details.requestId;
    this.isAnswerLost = details.isAnswerLost ?? false;
  }
}

/** The same error under a longer text, for a caller who knows more about what was being done. */
export function withMessage(error: AppError, message: string): AppError {
  const { kind, code, requestId, isAnswerLost } = error;
  return new AppError(kind, message, { cause: error, code, requestId, isAnswerLost });
}

/** The text of anything that was thrown. */
export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
