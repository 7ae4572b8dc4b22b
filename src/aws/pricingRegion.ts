// Where the price list of a region is asked for: its API has few endpoints, each with the prices of all regions.
// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html

/** Undefined in partitions whose credentials cannot ask for it. */
export function pricingRegion(region: string): string | undefined {
  if (region.startsWith('cn-')) return 'cn-northwest-1';
  if (/^(us-gov|us-iso|eu-isoe|eusc)/.test(region) || /^us-isob?-/.test(region)) return undefined;
  if (/^(eu|af|il)-/.test(region)) return 'eu-central-1';
  return /^(ap|me)-/.test(region) ? 'ap-south-1' : 'us-east-1';
}
