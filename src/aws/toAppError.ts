// Makes an AppError of whatever the SDK or Node throws: its kind, its code, its request id and a text for people.
import { AppError, type ErrorKind, messageOf } from '../core/errors';

/** The members that SDK and Node errors may have. */
type ForeignError = {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
};

const expired = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);
/** Keys that AWS does not know, and signatures it does not accept (a wrong clock gives these too). */
const signedOut = new Set([
  'AuthFailure',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);
/** Services of the JSON protocol refuse with HTTP 400. */
const denied = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']);
const throttled = new Set([
  'LimitExceededException',
  'RequestLimitExceeded',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);
/** Nothing was sent: there was nobody to send it to. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** A program may print a whole page before it gives up. */
const maxSaidLength = 400;

/** @param what a sentence without its end, such as `Could not list the jobs`. */
export function toAppError(what: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const foreign: ForeignError = typeof cause === 'object' && cause !== null ? cause : {};
  const status = foreign.$metadata?.httpStatusCode;
  const { kind, text, isAnswerLost } =
    status === undefined || isBrokenAnswer(foreign) ? withoutAnswer(foreign, status, cause) : answered(foreign, status);
  return new AppError(kind, `${what}: ${text}`, {
    cause,
    code: foreign.name === 'TimeoutError' || foreign.name === 'Error' ? foreign.code : foreign.name,
    requestId: foreign.$metadata?.requestId,
    isAnswerLost,
  });
}

type Told = { readonly kind: ErrorKind; readonly text: string; readonly isAnswerLost: boolean };

/** The service said no, in its own words. */
function answered(foreign: ForeignError, status: number): Told {
  const name = foreign.name ?? '';
  const kind = kindOfAnswer(name, status, foreign.message ?? '');
  const said = serviceText(foreign.message ?? '');
  const text = said === '' || said === 'UnknownError' ? `the service answered HTTP ${status}` : said;
  // 501 refuses for certain; other failures of the service may come after the work was done.
  return { kind, text: `${text}${adviceFor(kind)}`, isAnswerLost: kind === 'server' && status !== 501 };
}

function kindOfAnswer(name: string, status: number, message: string): ErrorKind {
  if (expired.has(name)) return 'expired';
  if (signedOut.has(name)) return 'signedOut';
  if (throttled.has(name) || status === 429) return 'throttled';
  if (status >= 500) return 'server';
  if (status === 401) return 'signedOut';
  if (status === 403 || denied.has(name)) return 'denied';
  // Batch has one code, ClientException, for everything that is wrong with a request.
  if (status === 404 || name === 'ResourceNotFoundException' || /does not exist/i.test(message)) return 'notFound';
  return 'invalid';
}

function adviceFor(kind: ErrorKind): string {
  if (kind === 'expired') return ' (the credentials have expired: sign in again)';
  if (kind === 'signedOut') return ' (the credentials are not accepted: check them, and the clock of this machine)';
  return '';
}

/** Batch wraps many texts: `Error executing request, Exception : <text>, RequestId: <uuid>`. */
function serviceText(message: string): string {
  return message
    .replace(/^Error executing request, Exception : /, '')
    .replace(/, RequestId: [0-9a-f-]+$/i, '')
    .trim();
}

/** The SDK adds this to the text of an error that it met while it read an answer. */
function isBrokenAnswer({ message }: ForeignError): boolean {
  return message?.includes('Deserialization error') ?? false;
}

function withoutAnswer(foreign: ForeignError, status: number | undefined, cause: unknown): Told {
  const message = messageOf(cause).split('\n', 1)[0] ?? '';
  const code = foreign.code ?? '';
  if (status !== undefined && !/^E[A-Z]+$/.test(code)) {
    const kind = status === 403 ? 'denied' : status >= 400 && status < 500 ? 'invalid' : 'server';
    const text = `the answer (HTTP ${status}) is not one of AWS: is the endpoint right, is a proxy in the way?`;
    return { kind, text, isAnswerLost: kind === 'server' };
  }
  if (/credential|token/i.test(foreign.name ?? '')) return withoutCredentials(messageOf(cause));
  if (foreign.name === 'TimeoutError' || /^E[A-Z_]+$/.test(code) || message === 'socket hang up') {
    const text =
      code === 'ETIMEDOUT' ? 'no answer came in time' : message.replace(/^@smithy\/node-http-handler - /, '');
    return { kind: 'network', text, isAnswerLost: !neverSent.has(code) };
  }
  // Certificates that are not trusted, a region that is missing, an endpoint that is no URL: nothing was sent.
  return { kind: isTlsTrouble(code) ? 'network' : 'invalid', text: message, isAnswerLost: false };
}

/** The first line names the program that failed; below it stands what the program itself said. */
function withoutCredentials(message: string): Told {
  // An SSO token without the means to refresh it is only spoken of when it has run out.
  const kind = /expired|cannot refresh/i.test(message) ? 'expired' : 'signedOut';
  const [first = '', ...said] = message.split('\n').filter((line) => line.trim() !== '');
  const text = said.length === 0 ? first : `${first}: ${said.join(' ').slice(0, maxSaidLength)}`;
  return { kind, text, isAnswerLost: false };
}

function isTlsTrouble(code: string): boolean {
  return /CERT|ERR_TLS|ERR_SSL|UNABLE_TO_/.test(code);
}
