// What a check is: it looks at facts that were gathered before and asks for nothing itself.
import type { ConsolePage } from '../../core/consoleUrl';
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import type { AppError } from '../../core/errors';
import type { JobQueue } from '../../core/jobQueue';
import type { Translate } from '../l10n';
import type { Facts } from './facts';

/** `notPermitted`: the credentials may not ask for what it looks at. */
export type Outcome = 'passed' | 'failed' | 'notPermitted' | 'notApplicable';

/** What helps, where it can be done from here. */
export type NextAction =
  | { readonly kind: 'enableQueue'; readonly queue: JobQueue }
  | { readonly kind: 'enableEnvironment'; readonly environment: ComputeEnvironment }
  | { readonly kind: 'raiseMaxvCpus'; readonly environment: ComputeEnvironment; readonly maxvCpus: number }
  | { readonly kind: 'openLog'; readonly jobId: string }
  /** Explains another job. */
  | { readonly kind: 'explainJob'; readonly jobId: string; readonly jobName: string }
  | { readonly kind: 'openConsole'; readonly page: ConsolePage; readonly id: string };

export type CheckResult = {
  readonly outcome: Outcome;
  /** What was found. */
  readonly sentence: string;
  /** What it was found from, a line each. */
  readonly evidence: readonly string[];
  /** Where this is the cause: the whole story in one sentence. */
  readonly verdict?: string;
  readonly action?: NextAction;
};

export type Check = {
  /** What is checked, in a few words. */
  readonly title: (t: Translate) => string;
  readonly run: (facts: Facts, t: Translate) => CheckResult;
};

type More = Partial<Pick<CheckResult, 'evidence' | 'verdict' | 'action'>>;

export function passed(sentence: string, more: More = {}): CheckResult {
  return { outcome: 'passed', sentence, evidence: [], ...more };
}

export function failed(sentence: string, more: More & { readonly verdict: string }): CheckResult {
  return { outcome: 'failed', sentence, evidence: [], ...more };
}

export function notApplicable(sentence: string): CheckResult {
  return { outcome: 'notApplicable', sentence, evidence: [] };
}

/** What the check looks at could not be had. */
export function unread(error: AppError, t: Translate): CheckResult {
  const evidence = [error.message];
  if (error.kind !== 'denied') {
    return { outcome: 'notApplicable', sentence: t('What this check looks at could not be read.'), evidence };
  }
  return {
    outcome: 'notPermitted',
    sentence: t('The credentials of this connection may not ask for what this check looks at.'),
    evidence,
  };
}
