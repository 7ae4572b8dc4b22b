// One finished attempt of a job.
import type { Attempt } from '../../core/attempt';
import { formatDuration } from '../../core/time';
import { failureText } from './jobText';
import { bold, code, facts, moment, paragraphs, plain } from './markdown';
import type { NodeOf } from './node';
import { type NodeKind, type TreeContext, leaf } from './nodeKind';

export const attemptNode: NodeKind<NodeOf<'attempt'>> = {
  ...leaf,

  describe(node, context) {
    const { t } = context;
    const attempt = find(node, context);
    const isGood = attempt?.exitCode === 0;
    const parts = [attempt && (failureText(attempt, t) ?? t('did not start')), attempt && durationOf(attempt)];
    return {
      label: t('Attempt {0}', node.number),
      description: parts.filter((part) => part !== undefined).join(' · '),
      icon: isGood ? { name: 'pass', color: 'testing.iconPassed' } : { name: 'error', color: 'testing.iconFailed' },
      collapse: 'leaf',
      tokens: [
        ...(isGood ? [] : (['failed'] as const)),
        ...(attempt?.logStreamName === undefined ? [] : (['log'] as const)),
      ],
    };
  },

  tooltip(node, context) {
    const attempt = find(node, context);
    if (attempt === undefined) return undefined;
    const { t } = context;
    const reasons = [attempt.statusReason, attempt.reason].filter((text) => text !== undefined).map(plain);
    return paragraphs(
      bold(t('Attempt {0}', node.number)),
      reasons.length === 0 ? undefined : `> ${reasons.join(' · ')}`,
      facts(
        [t('Started'), moment(attempt.startedAt, context)],
        [t('Stopped'), moment(attempt.stoppedAt, context)],
        [t('Exit code'), attempt.exitCode === undefined ? undefined : String(attempt.exitCode)],
        [t('Log stream'), attempt.logStreamName === undefined ? undefined : code(attempt.logStreamName)],
      ),
    );
  },
};

function find({ jobId, number }: NodeOf<'attempt'>, { store }: TreeContext): Attempt | undefined {
  return store.job(jobId)?.job?.attempts[number - 1];
}

function durationOf({ startedAt, stoppedAt }: Attempt): string | undefined {
  return startedAt === undefined || stoppedAt === undefined ? undefined : formatDuration(stoppedAt - startedAt);
}
