// What an attempt of a job costs by given rates, and many of them together: an estimate, never a bill. Pure.

export type Money = { readonly currency: string; readonly amount: number };

/** What an attempt asks for, and for how long it had it. */
export type Usage = {
  readonly durationMs: number;
  readonly vcpus?: number;
  readonly memoryMib?: number;
  readonly gpus?: number;
};

export type MachineSize = { readonly vcpus: number; readonly memoryMib: number; readonly gpus?: number };

/** Prices of an hour. */
export type Rate = { readonly currency: string } & (
  | { readonly kind: 'size'; readonly vcpuHour: number; readonly gbHour: number }
  /** `size` is that of the instance type, where the price list tells it. */
  | { readonly kind: 'machine'; readonly hour: number; readonly size?: MachineSize }
);

export type UsageOptions = {
  /** Of the machine itself, where the rate does not tell. */
  readonly size?: MachineSize;
  /** Fargate bills a minute at least. https://aws.amazon.com/fargate/pricing/ */
  readonly isFargate: boolean;
};

const hourMs = 3_600_000;
const fargateMinimumMs = 60_000;

/** Undefined where something that it depends on is not known. */
export function costOf(usage: Usage, rate: Rate, { size, isFargate }: UsageOptions): Money | undefined {
  const { currency } = rate;
  const { vcpus, memoryMib } = usage;
  const hours = Math.max(usage.durationMs, isFargate ? fargateMinimumMs : 0) / hourMs;
  if (rate.kind === 'machine') {
    const share = shareOf(usage, rate.size ?? size);
    return share === undefined ? undefined : { currency, amount: hours * rate.hour * share };
  }
  if (vcpus === undefined || memoryMib === undefined) return undefined;
  return { currency, amount: hours * (vcpus * rate.vcpuHour + (memoryMib / 1024) * rate.gbHour) };
}

/** The larger share: what is left of the machine beside it is of no use to others. At most the whole machine. */
function shareOf({ vcpus, memoryMib, gpus = 0 }: Usage, size: MachineSize | undefined): number | undefined {
  if (size === undefined || vcpus === undefined || memoryMib === undefined) return undefined;
  if (gpus > 0 && size.gpus === undefined) return undefined;
  const ofGpus = gpus > 0 && size.gpus !== undefined ? gpus / size.gpus : 0;
  return Math.min(1, Math.max(vcpus / size.vcpus, memoryMib / size.memoryMib, ofGpus));
}

/** One sum for each currency, as they come; nothing for what has no figure. */
export function sumOf(costs: Iterable<Money | undefined>): readonly Money[] {
  const sums = new Map<string, number>();
  for (const cost of costs) {
    if (cost !== undefined) sums.set(cost.currency, (sums.get(cost.currency) ?? 0) + cost.amount);
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

/** `USD 0.0123`: four significant digits where it is small, cents where it is not. */
export function formatMoney({ currency, amount }: Money): string {
  if (amount === 0) return `${currency} 0`;
  if (amount < 0.000_001) return `${currency} < 0.000001`;
  const digits = amount >= 1 ? 2 : Math.min(8, 2 - Math.floor(Math.log10(amount)));
  return `${currency} ${amount.toFixed(digits)}`;
}
