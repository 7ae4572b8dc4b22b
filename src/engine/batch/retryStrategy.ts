// Checks how often and for how long a job is tried.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_RetryStrategy.html
import type { EvaluateOnExit, JobTimeout, RetryStrategy } from '@aws-sdk/client-batch';
import { checkRange, clientError } from './checks';

/** The user guide says 6 somewhere; the API model, which SDKs are made from, says 5. */
const maxConditions = 5;
const maxPatternChars = 512;
const maxInt32 = 2 ** 31 - 1;

/** @throws ApiError `ClientException`. Undefined passes. */
export function checkRetryStrategy(retryStrategy: RetryStrategy | undefined): void {
  if (retryStrategy === undefined) return;
  const { attempts, evaluateOnExit = [] } = retryStrategy;
  if (attempts === undefined) throw clientError('RetryAttempts must be provided with retry strategy');
  checkRange('retryStrategy.attempts', attempts, 1, 10);
  if (evaluateOnExit.length > maxConditions) {
    throw clientError(
      `retryStrategy.evaluateOnExit can have ${maxConditions} entries at most; it has ${evaluateOnExit.length}.`,
    );
  }
  for (const [index, condition] of evaluateOnExit.entries()) checkCondition(condition, index);
}

function checkCondition({ action, onExitCode, onReason, onStatusReason }: EvaluateOnExit, index: number): void {
  const member = `retryStrategy.evaluateOnExit[${index}]`;
  // Lower case is allowed, and stored as it was given.
  if (!/^(retry|exit)$/i.test(action ?? '')) {
    throw clientError(`${member}.action must be RETRY or EXIT; it is "${action ?? ''}".`);
  }
  checkPattern(`${member}.onExitCode`, onExitCode, /^\d*\*?$/, 'digits');
  checkPattern(`${member}.onReason`, onReason, /^[A-Za-z0-9.:\s]*\*?$/, 'letters, digits, . : and white space');
  checkPattern(
    `${member}.onStatusReason`,
    onStatusReason,
    /^[A-Za-z0-9.:\s]*\*?$/,
    'letters, digits, . : and white space',
  );
}

function checkPattern(member: string, pattern: string | undefined, allowed: RegExp, words: string): void {
  if (pattern === undefined) return;
  if (pattern.length > maxPatternChars || !allowed.test(pattern)) {
    throw clientError(
      `${member} must be at most ${maxPatternChars} characters: ${words}, and possibly an asterisk at the end; ` +
        `it is "${pattern.slice(0, 100)}".`,
    );
  }
}

/** At least 60 seconds. @throws ApiError `ClientException`. Undefined passes. */
export function checkTimeout(timeout: JobTimeout | undefined): void {
  checkRange('timeout.attemptDurationSeconds', timeout?.attemptDurationSeconds, 60, maxInt32);
}
