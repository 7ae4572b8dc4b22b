// What a call for several jobs says of the one that it was refused for, as the error that a call for it alone would be.
import { AppError, type ErrorKind } from '../core/errors';

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_TerminateJobs.html */
const kinds: Readonly<Record<string, ErrorKind>> = {
  AccessDenied: 'denied',
  ThrottlingException: 'throttled',
  ServerException: 'server',
};

export function refusalOf(doing: string, code = '', message = ''): AppError {
  const said = message === '' ? code : message;
  const text = said === '' ? 'the service gave no reason' : said;
  return new AppError(kinds[code] ?? 'invalid', `Could not ${doing}: ${text}`, { code });
}
