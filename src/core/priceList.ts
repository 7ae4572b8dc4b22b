// Reads the answers of the AWS Price List API: JSON texts of products, each with its terms. What looks odd is left out.
// https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
import type { MachineSize, Rate } from './cost';

export type Architecture = 'X86_64' | 'ARM64';

type Product = { readonly attributes: Readonly<Record<string, unknown>>; readonly prices: readonly Price[] };
type Price = { readonly unit: string; readonly currency: string; readonly amount: number };

/** Of Linux on demand. Undefined where the list does not tell it without doubt. */
export function fargateRate(priceList: readonly string[], architecture: Architecture): Rate | undefined {
  const arm = architecture === 'ARM64' ? 'ARM-' : '';
  const perHour = (what: RegExp): Price | undefined =>
    theOne(
      priceList
        .map(readProduct)
        .filter((product) => what.test(String(product?.attributes.usagetype)))
        .flatMap((product) => product?.prices ?? []),
    );
  const vcpu = perHour(new RegExp(`(^|-)Fargate-${arm}vCPU-Hours(:perCPU)?$`));
  const gb = perHour(new RegExp(`(^|-)Fargate-${arm}GB-Hours(:perGB)?$`));
  if (vcpu === undefined || gb === undefined || vcpu.currency !== gb.currency) return undefined;
  return { kind: 'size', currency: vcpu.currency, vcpuHour: vcpu.amount, gbHour: gb.amount };
}

/** Of Linux on demand on a shared host. Undefined where the list does not tell it without doubt. */
export function instanceRate(priceList: readonly string[], instanceType: string): Rate | undefined {
  const products = priceList.map(readProduct).filter((product) => product?.attributes.instanceType === instanceType);
  // A product that is reserved or not used may stand there at no price.
  const hour = theOne(products.flatMap((product) => product?.prices ?? []).filter(({ amount }) => amount > 0));
  if (hour === undefined) return undefined;
  const attributes = products[0]?.attributes ?? {};
  return { kind: 'machine', currency: hour.currency, hour: hour.amount, size: sizeOf(attributes) };
}

/** `vcpu: "2"`, `memory: "8 GiB"`, `gpu: "1"`. */
function sizeOf({ vcpu, memory, gpu }: Product['attributes']): MachineSize | undefined {
  const vcpus = Number(vcpu);
  const gib = Number(/^([\d,.]+) GiB$/.exec(String(memory))?.[1]?.replaceAll(',', ''));
  if (!(vcpus > 0) || !(gib > 0)) return undefined;
  return { vcpus, memoryMib: gib * 1024, gpus: Number(gpu) > 0 ? Number(gpu) : 0 };
}

/** Two different prices: it cannot be told which one holds. */
function theOne(prices: readonly Price[]): Price | undefined {
  const hourly = prices.filter(({ unit }) => /^(hrs|hours|vcpu-hours|gb-hours)$/i.test(unit));
  const [first, ...others] = hourly;
  const isOnly = others.every(({ amount, currency }) => amount === first?.amount && currency === first.currency);
  return isOnly ? first : undefined;
}

function readProduct(text: string): Product | undefined {
  const offer = membersOf(parsed(text));
  const attributes = membersOf(membersOf(offer.product).attributes);
  const terms = Object.values(membersOf(membersOf(offer.terms).OnDemand));
  const dimensions = terms.flatMap((term) => Object.values(membersOf(membersOf(term).priceDimensions)));
  return { attributes, prices: dimensions.flatMap(readPrice) };
}

function readPrice(dimension: unknown): readonly Price[] {
  const { unit, pricePerUnit } = membersOf(dimension);
  return Object.entries(membersOf(pricePerUnit)).flatMap(([currency, text]) => {
    const amount = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
    return Number.isFinite(amount) && amount >= 0 ? [{ unit: String(unit), currency, amount }] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // One product that cannot be read is a product without a price.
    return undefined;
  }
}

/** None for what is no object. */
function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
