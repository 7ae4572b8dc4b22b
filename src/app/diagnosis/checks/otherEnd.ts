// Failed for what only its own log, or the words of AWS, can tell.
import type { Translate } from '../../l10n';
import { failureCheck } from '../failureCheck';

export const otherEnd = failureCheck(
  ['exitCode', 'notStarted', 'unknown'],
  (t) => t('Its own end'),
  (t) => t('Another check tells why it failed.'),
  ({ cause, exitCode, reason, statusReason }, job, t) => {
    const action = { kind: 'openLog', jobId: job.jobId } as const;
    if (cause === 'exitCode' && exitCode !== undefined) {
      const verdict = t('Failed: its command ended with exit code {0}.', exitCode);
      return { sentence: meaningOf(exitCode, t), verdict, action };
    }
    const said = reason ?? statusReason;
    if (cause === 'notStarted') {
      return {
        sentence: adviceFor(said ?? '', t),
        verdict: t('Failed: its container never started.'),
      };
    }
    return {
      sentence: t('AWS Batch gives no exit code; its words are below.'),
      verdict: said === undefined ? t('Failed: AWS Batch does not say why.') : t('Failed: {0}', said),
      action: job.logStreamName === undefined ? undefined : action,
    };
  },
);

/** From 128 on it is a signal: 128 and its number. */
function meaningOf(exitCode: number, t: Translate): string {
  if (exitCode === 139) return t('It crashed (SIGSEGV): a fault of the program or a library for another CPU.');
  if (exitCode === 143) return t('It was asked to end (SIGTERM) and did: stopped, or its machine was taken away.');
  if (exitCode === 134) return t('It gave up by itself (SIGABRT), often for a failed check or allocation.');
  return t('The program itself said so: what went wrong stands in its log.');
}

function adviceFor(said: string, t: Translate): string {
  if (/ResourceInitializationError/i.test(said)) {
    return t('Secrets, logs or the network could not be set up: check the execution role and the way to AWS.');
  }
  if (/Container Overrides length/i.test(said))
    return t('Command and environment are longer than 8192 characters together.');
  return t('It ended before its command began; the words of AWS are below.');
}
