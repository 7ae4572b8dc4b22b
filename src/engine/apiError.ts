// The one error that reaches a client: an AWS error code, a text and an HTTP status.

/**
 * Thrown by an operation, or by a check before it, to answer with an AWS error.
 * Anything else that is thrown becomes a logged 500.
 */
export class ApiError extends Error {
  /**
   * @param code AWS error code, e.g. `ClientException` or `NoSuchKey`.
   * @param message What was wrong and what to do, as the client shows it.
   * @param status HTTP status.
   * @param fields Further elements of an S3 error body, e.g. `{Key: 'a'}`.
   */
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}
