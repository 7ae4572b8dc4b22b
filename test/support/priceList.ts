// Answers of GetProducts, written after the shape that AWS documents: samples, not recordings of the service.
// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html

/** One product with its on-demand price, as the JSON text that PriceList holds. */
export function offer(attributes: Readonly<Record<string, string>>, unit: string, usd: string): string {
  const sku = 'ABCDEF0123456789';
  const code = `${sku}.JRTCKXETXF`;
  const dimension = {
    ...{ rateCode: `${code}.6YS6EN2CT7`, description: `$${usd} per ${unit}`, beginRange: '0', endRange: 'Inf' },
    ...{ unit, pricePerUnit: { USD: usd }, appliesTo: [] },
  };
  const term = {
    ...{ sku, offerTermCode: 'JRTCKXETXF', effectiveDate: '2026-11-01T00:00:00Z', termAttributes: {} },
    priceDimensions: { [`${code}.6YS6EN2CT7`]: dimension },
  };
  return JSON.stringify({
    product: { productFamily: 'Compute', attributes: { regionCode: 'us-east-1', ...attributes }, sku },
    ...{ serviceCode: 'AmazonEC2', terms: { OnDemand: { [code]: term } } },
    ...{ version: '20261101000000', publicationDate: '2026-11-01T00:00:00Z' },
  });
}

const ofFargate = (usagetype: string, usd: string): string =>
  offer({ servicecode: 'AmazonECS', usagetype }, 'hours', usd);

/** Two processors, Windows, storage and external instances, as ECS has them in one region. */
export const fargateOffers = [
  ofFargate('USE1-Fargate-vCPU-Hours:perCPU', '0.0404800000'),
  ofFargate('USE1-Fargate-GB-Hours', '0.0044450000'),
  ofFargate('USE1-Fargate-ARM-vCPU-Hours:perCPU', '0.0323800000'),
  ofFargate('USE1-Fargate-ARM-GB-Hours', '0.0035600000'),
  ofFargate('USE1-Fargate-Windows-vCPU-Hours:perCPU', '0.0465520000'),
  ofFargate('USE1-Fargate-Windows-GB-Hours', '0.0051120000'),
  offer({ servicecode: 'AmazonECS', usagetype: 'USE1-Fargate-EphemeralStorage-GB-Hours' }, 'GB-Hours', '0.0001110000'),
  ofFargate('USE1-ECS-Anywhere-Instance-hours', '0.0102500000'),
];

export function anInstanceOffer(instanceType: string, usd: string): string {
  const size = { vcpu: '2', memory: '8 GiB', physicalProcessor: 'Intel Xeon Platinum 8175' };
  const selection = { operatingSystem: 'Linux', tenancy: 'Shared', preInstalledSw: 'NA', capacitystatus: 'Used' };
  return offer({ servicecode: 'AmazonEC2', instanceType, ...size, ...selection }, 'Hrs', usd);
}
