// Whether a failed attempt is followed by another one.
// https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html
import type { EvaluateOnExit, RetryStrategy } from '@aws-sdk/client-batch';

/** How an attempt ended, in the three texts that evaluateOnExit looks at. */
export type AttemptEnd = {
  readonly exitCode?: number;
  readonly statusReason?: string;
  readonly reason?: string;
};

/** @param attemptsMade including the one that has just ended. */
export function isRetried(strategy: RetryStrategy | undefined, attemptsMade: number, end: AttemptEnd): boolean {
  if (attemptsMade >= (strategy?.attempts ?? 1)) return false;
  const rule = strategy?.evaluateOnExit?.find((entry) => isMatch(entry, end));
  // Where no rule matches, the attempts decide.
  return rule === undefined || rule.action?.toUpperCase() === 'RETRY';
}

/** All conditions that a rule names must hold. */
function isMatch(rule: EvaluateOnExit, end: AttemptEnd): boolean {
  const exitCode = end.exitCode === undefined ? undefined : String(end.exitCode);
  return (
    (rule.onStatusReason === undefined || isGlobMatch(rule.onStatusReason, end.statusReason ?? '')) &&
    // A plain exit has no reason; `onReason: "*"`, the usual last rule, matches it all the same.
    (rule.onReason === undefined || isGlobMatch(rule.onReason, end.reason ?? '')) &&
    (rule.onExitCode === undefined || (exitCode !== undefined && isGlobMatch(rule.onExitCode, exitCode)))
  );
}

/** A trailing `*` makes a prefix; there are no other wildcards. */
function isGlobMatch(pattern: string, text: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}
