// Shows a report as a list whose rows can be acted on, and does what is chosen.
import { UserCancelled } from '../commands/userCancelled';
import type { Translate } from '../l10n';
import type { Services } from '../services';
import type { Session } from '../session';
import type { PickItem } from '../ui';
import type { NextAction, Outcome } from './check';
import { type Question, gatherFacts } from './gatherFacts';
import { actionLabel, runAction } from './nextAction';
import { type Report, type ReportRow, makeReport } from './report';
import { outcomeOrder, outcomeTitle, reportText } from './reportText';

export type DiagnosisServices = Pick<Services, 'sessions' | 'ui' | 't' | 'clock' | 'explorer'>;

/** `text` opens the report as a document. */
type Choice = NextAction | 'text';

/** Until the user closes the list, or does something that is not about another job. */
export async function askWhy(question: Question, session: Session, services: DiagnosisServices): Promise<void> {
  const { ui, t } = services;
  let next: Question | undefined = question;
  while (next !== undefined) {
    const about: Question = next;
    const closed = new AbortController();
    const report = diagnose(about, session, services, AbortSignal.any([closed.signal, session.signal]));
    const items = report.then((found) => itemsOf(found, services));
    const choice = await ui
      .pick(items, {
        title: titleOf(about, t),
        placeholder: t('Enter on a row does what helps there, or shows everything that was found'),
      })
      // A list that is closed before its rows have come needs them no longer.
      .finally(() => closed.abort(new UserCancelled()));
    next = await follow(choice, about, await report, session, services);
  }
}

function titleOf(question: Question, t: Translate): string {
  return question.kind === 'job'
    ? t('Why is {0} not running?', question.shownName)
    : t('Why do jobs wait in {0}?', question.shownName);
}

export async function diagnose(
  question: Question,
  session: Session,
  { clock, t }: Pick<DiagnosisServices, 'clock' | 't'>,
  signal: AbortSignal,
): Promise<Report> {
  return makeReport(await gatherFacts(question, { session, signal, now: clock.now(), t }), t);
}

/** @returns what to ask next */
async function follow(
  choice: Choice,
  about: Question,
  report: Report,
  session: Session,
  services: DiagnosisServices,
): Promise<Question | undefined> {
  if (choice === 'text') {
    await openText(about, report, session, services);
    return undefined;
  }
  if (choice.kind === 'explainJob') return { kind: 'job', jobId: choice.jobId, shownName: choice.jobName };
  await runAction(choice, session, services);
  return undefined;
}

async function openText(about: Question, first: Report, session: Session, services: DiagnosisServices): Promise<void> {
  const { ui, t } = services;
  let shown: Report | undefined = first;
  await ui.openDocument({
    id: `why:${session.id}:${about.kind === 'job' ? about.jobId : about.jobQueue}`,
    name: `${first.title.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^-+|-+$/g, '')}.txt`,
    language: 'plaintext',
    async read(signal) {
      // What was just found is shown as it is; a look later asks anew.
      const report = shown ?? (await diagnose(about, session, services, AbortSignal.any([signal, session.signal])));
      shown = undefined;
      return reportText(report, t);
    },
  });
}

const icons: Readonly<Record<Outcome, string>> = {
  failed: 'error',
  notPermitted: 'lock',
  passed: 'pass',
  notApplicable: 'dash',
};

const verdictIcons: Readonly<Record<Report['kind'], string>> = {
  blocked: 'circle-slash',
  waiting: 'watch',
  failed: 'error',
  fine: 'pass-filled',
};

function itemsOf(report: Report, { t }: DiagnosisServices): readonly PickItem<Choice>[] {
  const cause = report.rows.find(({ verdict }) => verdict === report.verdict);
  const rows = outcomeOrder
    .filter((outcome) => outcome !== 'notApplicable')
    .flatMap((outcome) => report.rows.filter((row) => row.outcome === outcome));
  return [
    {
      label: report.verdict,
      detail: cause?.action === undefined ? cause?.sentence : `→ ${actionLabel(cause.action, t)}`,
      icon: verdictIcons[report.kind],
      value: cause?.action ?? 'text',
      isPreselected: true,
    },
    ...rows.map((row) => itemOf(row, t)),
    { label: t('Open as Text'), icon: 'file', value: 'text', group: t('More') },
  ];
}

function itemOf(row: ReportRow, t: DiagnosisServices['t']): PickItem<Choice> {
  const { title, sentence, outcome, action } = row;
  return {
    label: title,
    description: action === undefined ? undefined : `→ ${actionLabel(action, t)}`,
    detail: sentence,
    icon: icons[outcome],
    value: action ?? 'text',
    group: outcomeTitle(outcome, t),
  };
}
