// The report on use as a Markdown document, whose tables can be read as they stand too.
import { formatMoney, type Money } from '../../core/cost';
import { formatDuration } from '../../core/time';
import { nameOf } from '../diagnosis/jobName';
import type { Translate } from '../l10n';
import { type Column, inline, table } from './markdownTable';
import { ratesSection } from './ratesText';
import { type GroupUse, type JobUse, type PricedUse, type Sums, type UsageReport, sumsOf } from './usageReport';

/** Of an array those that ran longest are of interest, not all. */
const maxChildren = 20;

export type UsageTextOptions = { readonly title: string; readonly connection: string; readonly t: Translate };

export function usageText(report: UsageReport, { title, connection, t }: UsageTextOptions): string {
  const sections = [
    `# ${inline(title)}`,
    `${inline(connection)} · ${new Date(report.now).toISOString()}`,
    lookedAt(report, t),
    jobsSection(report, t),
    ...report.groups.map((group) => statesSection(group, t)),
    placesSection(report, t),
    ...report.groups.map((group) => childrenSection(group, t)),
    ratesSection(report, t),
    notesSection(report, t),
  ];
  return `${sections.filter((section) => section !== undefined).join('\n\n')}\n`;
}

function lookedAt({ groups, all, uses }: UsageReport, t: Translate): string {
  const looked = groups.reduce((sum, { group }) => sum + group.members.length, 0);
  const size = groups.reduce((sum, { group }) => sum + group.size, 0);
  const lost = uses.filter(({ isHostLost }) => isHostLost).length;
  const jobs = groups.reduce((sum, { members }) => sum + members.filter(({ attempts }) => attempts > 0).length, 0);
  const sentences = [
    t('{0} of {1} jobs and children were looked at.', looked, size),
    t(
      'They ran {0} in {1} attempts, {2} of them retries.',
      formatDuration(all.ranMs),
      all.attempts,
      all.attempts - jobs,
    ),
    ...(lost === 0 ? [] : [t('{0} attempts were lost with their machine (taken back by Spot, or terminated).', lost)]),
  ];
  return [`**${inline(t('Estimate: {0}', figureOf(all, t)))}**`, sentences.map(inline).join(' ')].join('\n\n');
}

function jobsSection({ groups }: UsageReport, t: Translate): string {
  const columns: readonly Column<GroupUse>[] = [
    [t('Job'), ({ group }) => nameOf(group.job, group.job.jobId)],
    [t('State'), ({ group }) => group.job.status],
    [t('Children'), ({ group }) => (group.job.array?.size === undefined ? '' : String(group.size))],
    [t('Longest wait'), ({ members }) => durationOf(Math.max(...members.map((one) => one.waitedMs ?? -1)))],
    [t('Ran'), ({ ranMs }) => formatDuration(ranMs)],
    [t('Attempts'), ({ attempts }) => String(attempts)],
    ...sizeColumns<GroupUse>(({ members }) => members[0]?.job, t),
    [t('Estimate'), (group) => figureOf(group, t)],
  ];
  return `## ${inline(t('Jobs'))}\n\n${table(columns, groups)}`;
}

/** Of an array: its children by state. */
function statesSection({ group, members }: GroupUse, t: Translate): string | undefined {
  if (group.job.array?.size === undefined) return undefined;
  const states = [...new Set(members.map(({ job }) => job.status))];
  const inState = (status: string) => members.filter(({ job }) => job.status === status);
  const columns: readonly Column<string>[] = [
    [t('State'), (status) => status],
    [t('Children'), (status) => String(inState(status).length)],
    [t('Longest wait'), (status) => durationOf(Math.max(...inState(status).map((one) => one.waitedMs ?? -1)))],
    [t('Ran'), (status) => formatDuration(sumsOf(inState(status).flatMap(({ uses }) => uses)).ranMs)],
    [t('Estimate'), (status) => figureOf(sumsOf(inState(status).flatMap(({ uses }) => uses)), t)],
  ];
  return `## ${inline(t('States of {0}', group.job.jobName))}\n\n${table(columns, states)}`;
}

function placesSection({ uses }: UsageReport, t: Translate): string {
  const heading = `## ${inline(t('Where'))}`;
  if (uses.length === 0) return `${heading}\n\n${inline(t('Nothing has run yet.'))}`;
  const groups = new Map<string, PricedUse[]>();
  for (const use of uses) {
    const { environment, resourceType, instanceType, zone } = use.place;
    const key = JSON.stringify([environment, resourceType, instanceType, zone]);
    groups.set(key, [...(groups.get(key) ?? []), use]);
  }
  const columns: readonly Column<readonly PricedUse[]>[] = [
    [t('Compute environment'), ([use]) => use?.place.environment ?? t('not known')],
    [t('Runs on'), ([use]) => use?.place.resourceType ?? t('not known')],
    [t('Instance type'), ([use]) => instanceTypeText(use, t)],
    [t('Zone'), ([use]) => use?.place.zone ?? t('not known')],
    [t('Attempts'), (all) => String(all.length)],
    [t('Ran'), (all) => formatDuration(sumsOf(all).ranMs)],
    [t('Estimate'), (all) => figureOf(sumsOf(all), t)],
  ];
  return `${heading}\n\n${table(columns, [...groups.values()])}`;
}

function instanceTypeText(use: PricedUse | undefined, t: Translate): string {
  if (use?.place.resourceType?.startsWith('FARGATE') === true) return '';
  return use?.place.instanceType ?? t('not known');
}

function childrenSection({ group, members }: GroupUse, t: Translate): string | undefined {
  if (group.job.array?.size === undefined) return undefined;
  const longest = [...members].filter(({ attempts }) => attempts > 0).sort((one, other) => other.ranMs - one.ranMs);
  if (longest.length === 0) return undefined;
  const columns: readonly Column<JobUse>[] = [
    [t('Child'), ({ job }) => String(job.array?.index ?? job.jobId)],
    [t('State'), ({ job }) => job.status],
    [t('Waited'), (one) => durationOf(one.waitedMs ?? -1)],
    [t('Ran'), ({ ranMs }) => formatDuration(ranMs)],
    [t('Attempts'), ({ attempts }) => String(attempts)],
    [t('Where'), ({ uses }) => placeText(uses.at(-1))],
    [t('Estimate'), (one) => figureOf(one, t)],
  ];
  const title = t('The children of {0} that ran longest', group.job.jobName);
  return `## ${inline(title)}\n\n${table(columns, longest.slice(0, maxChildren))}`;
}

function placeText(use: PricedUse | undefined): string {
  const { environment, instanceType, zone } = use?.place ?? {};
  return [environment, instanceType, zone].filter((part) => part !== undefined).join(', ');
}

function notesSection({ notes }: UsageReport, t: Translate): string | undefined {
  if (notes.length === 0) return undefined;
  const lines = [...new Set(notes)].map((note) => `- ${inline(note)}`);
  return [`## ${inline(t('What could not be had'))}`, lines.join('\n')].join('\n\n');
}

function sizeColumns<T>(jobOf: (row: T) => JobUse['job'] | undefined, t: Translate): readonly Column<T>[] {
  const asked = (value: number | undefined): string => (value === undefined ? t('not known') : String(value));
  return [
    [t('vCPUs'), (row) => asked(jobOf(row)?.container?.vcpus)],
    [t('Memory, MiB'), (row) => asked(jobOf(row)?.container?.memoryMib)],
  ];
}

/** Below 0: it did not. */
function durationOf(durationMs: number): string {
  return durationMs < 0 ? '' : formatDuration(durationMs);
}

/** No figure stands for nothing: what has none is told of. */
export function figureOf({ costs, unpriced, attempts }: Sums, t: Translate): string {
  if (attempts === 0) return t('nothing has run');
  if (costs.length === 0) return t('no figure');
  const figure = costs.map((cost: Money) => formatMoney(cost)).join(' + ');
  return unpriced === 0 ? figure : t('{0}, without {1} attempts that have no figure', figure, unpriced);
}
