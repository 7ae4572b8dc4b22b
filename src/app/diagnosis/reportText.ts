// A report as plain text, with everything that it was found from.
import type { Translate } from '../l10n';
import type { Outcome } from './check';
import type { Report, ReportRow } from './report';

export function reportText({ title, verdict, rows }: Report, t: Translate): string {
  const told = rows.filter(({ outcome, evidence }) => outcome !== 'notApplicable' || evidence.length > 0);
  const parts = outcomeOrder.flatMap((outcome) => {
    const those = told.filter((row) => row.outcome === outcome);
    return those.length === 0 ? [] : [`${outcomeTitle(outcome, t)}\n${those.map(rowText).join('')}`];
  });
  const others = rows.filter((row) => !told.includes(row)).map((row) => `  ${marks[row.outcome]} ${row.title}\n`);
  const rest = others.length === 0 ? [] : [`${t('Has no bearing here')}\n${others.join('')}`];
  return [`${title}\n\n${verdict}\n`, ...parts, ...rest].join('\n');
}

function rowText({ outcome, title, sentence, evidence }: ReportRow): string {
  const lines = [`  ${marks[outcome]} ${title}: ${sentence}`, ...evidence.map((line) => `      ${line}`)];
  return lines.map((line) => `${line}\n`).join('');
}

/** What is wrong comes first. */
export const outcomeOrder: readonly Outcome[] = ['failed', 'notPermitted', 'passed', 'notApplicable'];

const marks: Readonly<Record<Outcome, string>> = { failed: '✗', notPermitted: '?', passed: '✓', notApplicable: '–' };

export function outcomeTitle(outcome: Outcome, t: Translate): string {
  switch (outcome) {
    case 'failed':
      return t('Problems');
    case 'notPermitted':
      return t('Not permitted');
    case 'passed':
      return t('In order');
    case 'notApplicable':
      return t('Not known');
  }
}
