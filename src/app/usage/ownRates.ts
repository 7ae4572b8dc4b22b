// The user's own rates, from the setting `awsBatch.rates`: they go before those of AWS.
import * as v from 'valibot';
import type { Rate } from '../../core/cost';
import { AppError } from '../../core/errors';
import type { Translate } from '../l10n';

const price = v.pipe(v.number(), v.finite(), v.minValue(0));
const schema = v.strictObject({
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)), 'USD'),
  vcpuHour: v.optional(price),
  gbHour: v.optional(price),
  instanceTypes: v.optional(v.record(v.string(), price), {}),
  spotInstanceTypes: v.optional(v.record(v.string(), price), {}),
});

/** What an attempt runs on, as far as its price depends on it. */
export type Capacity =
  | { readonly kind: 'fargate'; readonly isSpot: boolean; readonly architecture: string }
  | { readonly kind: 'machine'; readonly isSpot: boolean; readonly instanceType: string }
  /** The local engine, or what is not known any longer. */
  | { readonly kind: 'unknown' };

export type OwnRates = v.InferOutput<typeof schema>;

/** @throws AppError `invalid` that names the member which is wrong. */
export function readOwnRates(value: unknown, t: Translate): OwnRates {
  const read = v.safeParse(schema, value);
  if (!read.success) {
    const [issue] = read.issues;
    throw faulty([v.getDotPath(issue) ?? '', issue.message].filter((part) => part !== '').join(': '), t);
  }
  if ((read.output.vcpuHour === undefined) !== (read.output.gbHour === undefined)) {
    throw faulty(t('vcpuHour and gbHour belong together: set both, or neither.'), t);
  }
  return read.output;
}

function faulty(what: string, t: Translate): AppError {
  const form = '{ "currency": "USD", "vcpuHour": 0.04, "gbHour": 0.0045, "instanceTypes": { "m5.large": 0.096 } }';
  return new AppError(
    'invalid',
    t('The setting awsBatch.rates is not right. {0} It has this form: {1}', endWithStop(what), form),
  );
}

function endWithStop(sentence: string): string {
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

/** Undefined where the user has set none that holds for it. */
export function ownRate(capacity: Capacity, rates: OwnRates): Rate | undefined {
  const { currency, vcpuHour, gbHour } = rates;
  if (capacity.kind === 'machine') {
    const types = capacity.isSpot ? rates.spotInstanceTypes : rates.instanceTypes;
    const hour = Object.hasOwn(types, capacity.instanceType) ? types[capacity.instanceType] : undefined;
    if (hour !== undefined) return { kind: 'machine', currency, hour };
  }
  return vcpuHour === undefined || gbHour === undefined ? undefined : { kind: 'size', currency, vcpuHour, gbHour };
}
