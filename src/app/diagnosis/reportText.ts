// A report as plain text, with everything that it was found from.
import type { Translate } from '../l10n';
import type { Outcome } from './check';
import type { Report } from './report';

export function reportText({ title, verdict, rows }: Report, t: Translate): string {
  const parts = outcomeOrder.flatMap((outcome) => {
    const those = rows.filter((row) => row.outcome === outcome);
    if (those.length === 0) return [];
    const lines = those.flatMap((row) => [
      `  ${marks[outcome]} ${row.title}: ${row.sentence}`,
      ...row.evidence.map((line) => `      ${line}`),
    ]);
    return [`${outcomeTitle(outcome, t)}\n${lines.join('\n')}\n`];
  });
  return [`${title}\n\n${verdict}\n`, ...parts].join('\n');
}

/** What is wrong comes first. */
export const outcomeOrder: readonly Outcome[] = ['failed', 'notPermitted', 'passed', 'notApplicable'];

const marks: Readonly<Record<Outcome, string>> = { failed: '✗', notPermitted: '?', passed: '✓', notApplicable: '–' };

export function outcomeTitle(outcome: Outcome, t: Translate): string {
  switch (outcome) {
    case 'failed':
      return t('Wrong');
    case 'notPermitted':
      return t('Not permitted');
    case 'passed':
      return t('Right');
    case 'notApplicable':
      return t('Does not apply');
  }
}
