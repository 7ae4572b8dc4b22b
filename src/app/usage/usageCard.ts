// The report on use in a few lines, for a card beside the job; the document has the rest.
import { formatDuration } from '../../core/time';
import { nameOf } from '../diagnosis/jobName';
import type { Translate } from '../l10n';
import { noFigureReasons, sourceText } from './ratesText';
import type { PricedUse, UsageReport } from './usageReport';
import { figureOf } from './usageText';

export type UsageCard = {
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  /** Why something is not known, a sentence each. */
  readonly notes: readonly string[];
};

/** Of different values so many are named. */
const maxNamed = 3;

export function usageCard(report: UsageReport, t: Translate): UsageCard {
  const { groups, all, uses, notes } = report;
  const rows: readonly (readonly [label: string, value: string | undefined])[] = [
    [t('Estimate'), figureOf(all, t)],
    ...(groups.length > 1 && all.costs.length > 0
      ? groups.map(
          (group) =>
            [t('Estimate of {0}', nameOf(group.group.job, group.group.job.jobId)), figureOf(group, t)] as const,
        )
      : []),
    [t('Rates'), named(uses, ({ found }) => sourceText(found, t) || undefined, t)],
    [t('Compute environment'), named(uses, environmentText, t)],
    [t('Instance type'), named(uses, ({ place }) => place.instanceType, t)],
    [t('Zone'), named(uses, ({ place }) => place.zone, t)],
    [t('Size'), named(uses, ({ usage }) => sizeText(usage, t), t)],
    [t('Longest wait'), longestWait(report)],
    [t('Ran'), all.attempts === 0 ? undefined : ranText(report, t)],
  ];
  return {
    rows: rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }])),
    notes: [...new Set([...noFigureReasons(uses, t), ...notes])],
  };
}

/** Each value once, the most frequent first; undefined where nothing is known. */
function named(
  uses: readonly PricedUse[],
  textOf: (use: PricedUse) => string | undefined,
  t: Translate,
): string | undefined {
  const counts = new Map<string, number>();
  for (const use of uses) {
    const text = textOf(use);
    if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const texts = [...counts].sort(([, one], [, other]) => other - one).map(([text]) => text);
  if (texts.length === 0) return undefined;
  const shown = texts.slice(0, maxNamed).join(' · ');
  return texts.length > maxNamed ? t('{0} and {1} more', shown, texts.length - maxNamed) : shown;
}

function environmentText({ place: { environment, resourceType } }: PricedUse): string | undefined {
  if (environment === undefined) return undefined;
  return resourceType === undefined ? environment : `${environment} (${resourceType})`;
}

function sizeText({ vcpus, memoryMib, gpus }: PricedUse['usage'], t: Translate): string | undefined {
  if (vcpus === undefined || memoryMib === undefined) return undefined;
  const size = t('{0} vCPU, {1} MiB', vcpus, memoryMib);
  return gpus === undefined ? size : `${size}, ${gpus} GPU`;
}

function longestWait({ groups }: UsageReport): string | undefined {
  const waits = groups.flatMap(({ members }) => members.flatMap(({ waitedMs }) => waitedMs ?? []));
  return waits.length === 0 ? undefined : formatDuration(waits.reduce((one, other) => Math.max(one, other)));
}

function ranText({ all, uses }: UsageReport, t: Translate): string {
  const lost = uses.filter(({ isHostLost }) => isHostLost).length;
  const ran =
    all.attempts === 1 ? formatDuration(all.ranMs) : t('{0} in {1} attempts', formatDuration(all.ranMs), all.attempts);
  return lost === 0 ? ran : `${ran}, ${t('{0} of them lost with their machine', lost)}`;
}
