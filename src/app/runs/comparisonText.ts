// Two runs beside each other as a Markdown document, whose tables can be read as they stand too.
import { formatMoney } from '../../core/cost';
import { formatBytes, formatDuration } from '../../core/time';
import { connectionName } from '../connectionText';
import type { Translate } from '../l10n';
import { hidden } from '../ledger/keptRequest';
import type { LedgerRun } from '../ledger/foldLedger';
import { runBaseName } from '../pipeline/runOfJob';
import { shortened } from '../runPanel/failureGroups';
import { type Column, inline, table } from '../usage/markdownTable';
import {
  type Pair,
  type RunTimes,
  childrenApart,
  failurePairs,
  settingDifferences,
  stateTimes,
  timesOf,
} from './comparison';
import { forgotten, isOver } from './runEnd';

const maxValueChars = 120;
const maxReasonChars = 60;
const maxIndexes = 8;

/** What stands in a row of a table. */
type Row = readonly [name: string, one: string, other: string, difference?: string];

export function comparisonText(runs: Pair<LedgerRun>, now: number, t: Translate): string {
  const sections = [
    `# ${inline(t('Runs compared: {0} (A) and {1} (B)', runBaseName(runs[0].jobName), runBaseName(runs[1].jobName)))}`,
    new Date(now).toISOString(),
    runs.map((run, at) => `- ${inline(identity(run, sides[at] ?? '', t))}`).join('\n'),
    overview(runs, t),
    section(t('Settings that differ'), settings(runs, t)),
    section(t('Durations'), durations(runs, t)),
    section(t('Children whose durations differ most'), children(runs, t)),
    section(t('Failures by reason'), failures(runs, t)),
    exitCodes(runs, t),
    section(t('States, seen first so long after the submission'), states(runs, t)),
    ...runs.map((run, at) => lastLines(run, sides[at] ?? '', t)),
    notes(runs, t),
  ];
  return `${sections.filter((text) => text !== undefined).join('\n\n')}\n`;
}

const sides = ['A', 'B'] as const;

function section(title: string, text: string): string {
  return `## ${inline(title)}\n\n${text}`;
}

function beside(rows: readonly Row[], head: string, t: Translate): string {
  const columns: Column<Row>[] = [
    [head, ([name]) => name],
    ['A', ([, one]) => one],
    ['B', ([, , other]) => other],
  ];
  const withDifference: Column<Row> = [t('B against A'), ([, , , difference = '']) => difference];
  return table(rows.some(({ length }) => length > 3) ? [...columns, withDifference] : columns, rows);
}

/** Beside each other ids would make the table too wide to be read. */
function identity({ jobName, id, recordedAt, connection }: LedgerRun, side: string, t: Translate): string {
  const where = connectionName(connection, t);
  return t('{0}: {1}, job {2}, {3}, submitted at {4}', side, jobName, id, where, new Date(recordedAt).toISOString());
}

function overview(runs: Pair<LedgerRun>, t: Translate): string {
  const row = (name: string, cell: (run: LedgerRun) => string | undefined): Row => {
    return [name, cell(runs[0]) ?? '', cell(runs[1]) ?? ''];
  };
  const rows = [
    row(t('State'), (run) => stateOf(run, t)),
    row(t('Reason'), ({ looks }) => shortened(looks.at(-1)?.statusReason ?? '', maxReasonChars)),
    row(t('Children'), ({ childCount }) => childCount?.toString()),
    row(t('Children that failed'), ({ looks, childCount }) =>
      childCount === undefined ? undefined : String(looks.at(-1)?.failedCount ?? 0),
    ),
    row(t('Attempts'), ({ end }) => attemptsOf(end?.jobs[0]?.attempts)),
    row(t('Exit code'), ({ looks }) => looks.at(-1)?.exitCode?.toString()),
    row(t('Result'), ({ end }) => (end?.resultBytes === undefined ? undefined : formatBytes(end.resultBytes))),
    row(t('Estimate'), ({ cost }) => costOf(cost, t)),
    row(t('Note'), ({ note }) => note),
  ];
  return beside(
    rows.filter(([, one, other]) => one !== '' || other !== ''),
    t('Run'),
    t,
  );
}

function stateOf({ looks }: LedgerRun, t: Translate): string {
  const status = looks.at(-1)?.status ?? 'SUBMITTED';
  return status === forgotten ? t('ended, outcome unknown') : status;
}

/** `2 (exit 1, exit 0)` */
function attemptsOf(attempts: readonly { readonly exitCode?: number }[] | undefined): string | undefined {
  if (attempts === undefined || attempts.length === 0) return undefined;
  return `${attempts.length} (${attempts.map(({ exitCode }) => `exit ${exitCode ?? '–'}`).join(', ')})`;
}

function costOf(cost: LedgerRun['cost'], t: Translate): string | undefined {
  if (cost === undefined) return undefined;
  const figure = cost.costs.map(formatMoney).join(' + ') || t('no figure');
  return cost.unpriced === 0 ? figure : t('{0}, without {1} attempts that have no figure', figure, cost.unpriced);
}

function settings(runs: Pair<LedgerRun>, t: Translate): string {
  const differences = settingDifferences(runs);
  const shown = (text: string | undefined): string => (text === undefined ? '–' : shortened(text, maxValueChars));
  const rows = differences.map(({ path, was, is }): Row => [path, shown(was), shown(is)]);
  return rows.length === 0 ? inline(t('None.')) : beside(rows, t('Setting'), t);
}

function durations(runs: Pair<LedgerRun>, t: Translate): string {
  const times = [timesOf(runs[0]), timesOf(runs[1])] as const;
  const rowOf = (name: string, part: keyof RunTimes): readonly Row[] => {
    const [one, other] = [times[0][part], times[1][part]];
    if (one === undefined && other === undefined) return [];
    return [[name, shown(one), shown(other), change(one, other)]];
  };
  const isArray = runs.some(({ childCount }) => childCount !== undefined);
  const rows = [
    ...rowOf(t('In all'), 'total'),
    ...rowOf(t('Until the first start'), 'queue'),
    ...rowOf(isArray ? t('Children, first start to last end') : t('Job'), 'work'),
    ...rowOf(t('Until the merge started'), 'mergeQueue'),
    ...rowOf(t('Merge'), 'merge'),
    ...rowOf(t('Child, median'), 'median'),
    ...rowOf(t('Child, 95 of 100 within'), 'p95'),
    ...rowOf(t('Child, slowest'), 'slowest'),
  ];
  return rows.length === 0 ? inline(t('Not known yet.')) : beside(rows, t('Duration'), t);
}

/** `+12 s (+40 %)`; nothing where no difference is shown. */
function change(one: number | undefined, other: number | undefined): string {
  if (one === undefined || other === undefined || shown(one) === shown(other)) return '';
  const sign = other < one ? '−' : '+';
  const percent = one === 0 ? '' : ` (${sign}${Math.round((100 * Math.abs(other - one)) / one)} %)`;
  return `${sign}${shown(Math.abs(other - one))}${percent}`;
}

/** Children of a fraction of a second differ too. */
function shown(durationMs: number | undefined): string {
  if (durationMs === undefined) return '–';
  return durationMs < 1000 ? `${Math.round(durationMs)} ms` : formatDuration(durationMs);
}

function children(runs: Pair<LedgerRun>, t: Translate): string {
  const pairs = childrenApart(runs);
  if (pairs === undefined) return inline(t('The durations of the children are not known of both runs.'));
  const rows = pairs.map(({ index, durationsMs: [one, other] }): Row => {
    return [String(index), shown(one), shown(other), change(one, other)];
  });
  return rows.length === 0 ? inline(t('None.')) : beside(rows, t('Child'), t);
}

function failures(runs: Pair<LedgerRun>, t: Translate): string {
  const rows = failurePairs(runs).map(({ reason, counts, indexes }): Row => {
    return [reason, failed(counts[0], indexes[0]), failed(counts[1], indexes[1])];
  });
  return rows.length === 0 ? inline(t('None.')) : beside(rows, t('Reason'), t);
}

/** Of children by code; undefined where none is known. */
function exitCodes(runs: Pair<LedgerRun>, t: Translate): string | undefined {
  const codes = runs.map(({ end }) => end?.children?.exitCodes ?? {});
  const count = (at: number, code: string): string => String(codes[at]?.[code] ?? '–');
  const rows = [...new Set(codes.flatMap(Object.keys))].map((code): Row => [code, count(0, code), count(1, code)]);
  return rows.length === 0 ? undefined : section(t('Children by exit code'), beside(rows, t('Exit code'), t));
}

/** `12: 3, 17, 40 …` */
function failed(count: number, indexes: readonly number[]): string {
  if (count === 0) return '–';
  const shown = indexes.slice(0, maxIndexes).join(', ');
  return shown === '' ? String(count) : `${count}: ${shown}${count > maxIndexes ? ' …' : ''}`;
}

function states(runs: Pair<LedgerRun>, t: Translate): string {
  const [one, other] = [stateTimes(runs[0]), stateTimes(runs[1])];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  const rows = names.map((name): Row => [name, shown(one.get(name)), shown(other.get(name))]);
  return rows.length === 0 ? inline(t('Not known yet.')) : beside(rows, t('State'), t);
}

function lastLines({ end }: LedgerRun, side: string, t: Translate): string | undefined {
  if (end === undefined || end.logs.length === 0) return undefined;
  const parts = end.logs.map(({ jobId, text }) => {
    const name = end.jobs.find((job) => job.jobId === jobId)?.jobName ?? '';
    // Indented, so that nothing in it can end it.
    const lines = text.split(/\r?\n/).map((line) => `    ${line}`);
    return `${inline(`${name} (${jobId})`)}\n\n${lines.join('\n')}`;
  });
  return section(t('Last lines of what failed in {0}', side), parts.join('\n\n'));
}

function notes(runs: Pair<LedgerRun>, t: Translate): string | undefined {
  const lines = runs.flatMap((run, at) => {
    const side = sides[at] ?? '';
    const missing = run.end?.missing.map((text) => `${side}: ${text}`) ?? [];
    if (run.end !== undefined) return missing;
    return [
      isOver(run) ? t('{0}: durations and failures by child were not gathered.', side) : t('{0} has not ended.', side),
    ];
  });
  const isHidden = runs.some(({ request }) => JSON.stringify(request ?? {}).includes(JSON.stringify(hidden)));
  if (isHidden) lines.push(t('Values of variables are not kept: whether they differ is not known.'));
  if (lines.length === 0) return undefined;
  return section(t('What is not known'), lines.map((line) => `- ${inline(line)}`).join('\n'));
}
