// Finds what an hour costs: the user's own rate, what AWS told within the last day, or what AWS tells now. Never a guess.
import * as v from 'valibot';
import type { Rate } from '../../core/cost';
import { AppError } from '../../core/errors';
import { type Architecture, fargateRate, instanceRate } from '../../core/priceList';
import type { PriceQuery } from '../aroundPort';
import type { Translate } from '../l10n';
import type { Clock } from '../ports';
import type { Memory } from '../services';
import type { Session } from '../session';
import { type Capacity, type OwnRates, ownRate } from './ownRates';

export type FoundRate =
  | { readonly rate: Rate; readonly source: 'own' }
  /** `at`: when AWS told it, in milliseconds since 1970. */
  | { readonly rate: Rate; readonly source: 'aws'; readonly region: string; readonly at: number }
  /** Why there is none, as a sentence. */
  | { readonly reason: string };

export const priceAgeMs = 24 * 3_600_000;
const memoryKey = 'prices';

const price = v.pipe(v.number(), v.finite(), v.minValue(0));
const size = v.object({ vcpus: price, memoryMib: price, gpus: v.optional(price) });
const rateSchema = v.variant('kind', [
  v.object({ kind: v.literal('size'), currency: v.string(), vcpuHour: price, gbHour: price }),
  v.object({ kind: v.literal('machine'), currency: v.string(), hour: price, size: v.optional(size) }),
]);
const rememberedSchema = v.record(v.string(), v.object({ at: v.number(), rate: rateSchema }));
type Remembered = v.InferOutput<typeof rememberedSchema>;

export type RateServices = {
  readonly session: Pick<Session, 'around' | 'connection' | 'endpoint' | 'region'>;
  readonly memory: Memory;
  readonly clock: Pick<Clock, 'now'>;
  readonly own: OwnRates;
  readonly t: Translate;
};

/** Asks for each price once, and no longer when AWS has refused one. */
export class RateFinder {
  private readonly found = new Map<string, Promise<FoundRate>>();
  private refusal: string | undefined;

  constructor(
    private readonly services: RateServices,
    private readonly signal: AbortSignal,
  ) {}

  find(capacity: Capacity): Promise<FoundRate> {
    const key = JSON.stringify(capacity);
    const known = this.found.get(key) ?? this.findOnce(capacity);
    this.found.set(key, known);
    return known;
  }

  private async findOnce(capacity: Capacity): Promise<FoundRate> {
    const { own, t, session } = this.services;
    const rate = ownRate(capacity, own);
    if (rate !== undefined) return { rate, source: 'own' };
    if (session.connection.kind !== 'aws' || session.endpoint !== undefined) {
      return { reason: t('No prices are asked for on this connection; the setting awsBatch.rates takes own ones.') };
    }
    if (capacity.kind === 'unknown') return { reason: t('What it ran on is not known any longer.') };
    if (capacity.isSpot) {
      return { reason: t('The price of Spot changes all the time; the setting awsBatch.rates takes own ones.') };
    }
    return this.ofAws(capacity);
  }

  private async ofAws(capacity: Exclude<Capacity, { readonly kind: 'unknown' }>): Promise<FoundRate> {
    const { session, clock, memory, t } = this.services;
    const what = capacity.kind === 'fargate' ? `fargate:${capacity.architecture}` : capacity.instanceType;
    const key = `${session.region}:${what}`;
    const known = this.remembered()[key];
    if (known !== undefined) return { ...known, region: session.region, source: 'aws' };
    if (this.refusal !== undefined) return { reason: this.refusal };
    try {
      const rate = await this.ask(capacity);
      if (rate === undefined) return { reason: t('The price list of AWS has no one price for {0}.', what) };
      const at = clock.now();
      await memory.set(memoryKey, { ...this.remembered(), [key]: { at, rate } });
      return { rate, source: 'aws', region: session.region, at };
    } catch (cause) {
      this.signal.throwIfAborted();
      if (!(cause instanceof AppError)) throw cause;
      this.refusal = cause.message;
      return { reason: cause.message };
    }
  }

  private async ask(capacity: Exclude<Capacity, { readonly kind: 'unknown' }>): Promise<Rate | undefined> {
    const query: PriceQuery =
      capacity.kind === 'fargate' ? { kind: 'fargate' } : { kind: 'instance', instanceType: capacity.instanceType };
    const list = await this.services.session.around.fetchPriceList(query, this.signal);
    if (capacity.kind === 'machine') return instanceRate(list, capacity.instanceType);
    return isArchitecture(capacity.architecture) ? fargateRate(list, capacity.architecture) : undefined;
  }

  /** Those that are not too old. What cannot be read was written by another version. */
  private remembered(): Remembered {
    const { memory, clock } = this.services;
    const read = v.safeParse(rememberedSchema, memory.get(memoryKey));
    const now = clock.now();
    return Object.fromEntries(
      Object.entries(read.success ? read.output : {}).filter(([, { at }]) => at <= now && now - at < priceAgeMs),
    );
  }
}

function isArchitecture(word: string): word is Architecture {
  return word === 'X86_64' || word === 'ARM64';
}
