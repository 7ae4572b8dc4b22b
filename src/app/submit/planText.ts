// A plan in words.
import type { PipelinePlan } from '../../core/pipelinePlan';
import { formatBytes } from '../../core/time';
import type { Translate } from '../l10n';

/** `7 lines · 47 B · 7 children, a line each, then a merge` */
export function planText(plan: PipelinePlan, t: Translate): string {
  return [linesText(plan, t), formatBytes(plan.sizeBytes), t('{0}, then a merge', childrenText(plan, t))].join(' · ');
}

function linesText({ lineCount }: PipelinePlan, t: Translate): string {
  return lineCount === 1 ? t('1 line') : t('{0} lines', lineCount);
}

/** `7 children, a line each` */
export function childrenText({ childCount, linesPerChild, lineCount }: PipelinePlan, t: Translate): string {
  if (childCount === 1) return lineCount === 1 ? t('a plain job') : t('a plain job for all lines');
  return linesPerChild === 1
    ? t('{0} children, a line each', childCount)
    : t('{0} children, {1} lines each', childCount, linesPerChild);
}

export function blankLinesText({ blankLines }: PipelinePlan, skipBlank: boolean, t: Translate): string {
  if (blankLines === 0)
    return skipBlank ? t('skipped (there are none)') : t('handled like all others (there are none)');
  return skipBlank ? t('skipped ({0})', blankLines) : t('handled like all others ({0})', blankLines);
}
