// Which rates an estimate was made with, from where and of which day, and what is not in it.
import type { Rate } from '../../core/cost';
import type { Translate } from '../l10n';
import { type Column, inline, table } from './markdownTable';
import type { Capacity } from './ownRates';
import type { PricedUse, UsageReport } from './usageReport';

export function ratesSection({ uses }: UsageReport, t: Translate): string | undefined {
  if (uses.length === 0) return undefined;
  const kinds = [...new Map(uses.map((use) => [JSON.stringify(use.capacity), use])).values()];
  const rated = kinds.filter(({ found }) => 'rate' in found);
  const columns: readonly Column<PricedUse>[] = [
    [t('For'), ({ capacity }) => capacityText(capacity, t)],
    [t('Rate of an hour'), ({ found }) => ('rate' in found ? rateText(found.rate, t) : '')],
    [t('From'), ({ found }) => sourceText(found, t)],
  ];
  return [
    `## ${inline(t('Rates'))}`,
    ...(rated.length === 0 ? [] : [table(columns, rated), inline(scopeText(t))]),
    ...noFigureReasons(uses, t).map((reason) => `- ${inline(reason)}`),
  ].join('\n\n');
}

function scopeText(t: Translate): string {
  return t(
    'An estimate, not a bill: list prices for Linux, from the start of the container to its end (Fargate: a minute at least); on EC2 the larger share of the machine’s vCPUs or memory. Not in it: pulling the image, idle machines, storage, traffic, logs, savings plans and discounts.',
  );
}

/** Why there is no figure, each with how many attempts. */
export function noFigureReasons(uses: readonly PricedUse[], t: Translate): readonly string[] {
  const counts = new Map<string, number>();
  for (const { cost, found } of uses) {
    if (cost !== undefined) continue;
    const reason =
      'reason' in found ? found.reason : t('What the job asks for, or how large its machine is, is not told.');
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => t('No figure for {0} attempts: {1}', count, reason));
}

function capacityText(capacity: Capacity, t: Translate): string {
  switch (capacity.kind) {
    case 'fargate':
      return `${capacity.isSpot ? 'Fargate Spot' : 'Fargate'}, ${capacity.architecture}`;
    case 'machine':
      return capacity.isSpot ? `${capacity.instanceType}, Spot` : capacity.instanceType;
    case 'unknown':
      return t('whatever it ran on');
  }
}

function rateText(rate: Rate, t: Translate): string {
  const { currency } = rate;
  if (rate.kind === 'machine') return t('{0} {1} for the machine', currency, rate.hour);
  return t('{0} {1} for a vCPU, {2} for a GB of memory', currency, rate.vcpuHour, rate.gbHour);
}

export function sourceText(found: PricedUse['found'], t: Translate): string {
  if (!('rate' in found)) return '';
  if (found.source === 'own') return t('the setting awsBatch.rates');
  return t('the price list of AWS for {0}, asked on {1}', found.region, new Date(found.at).toISOString().slice(0, 10));
}
