// Checks a fair-share policy.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_FairsharePolicy.html
import type { FairsharePolicy, QuotaSharePolicy, ShareAttributes } from '@aws-sdk/client-batch';
import { checkRange, clientError } from './checks';

/** A queue can have no more active identifiers; a policy that names more can never be used. */
const maxShares = 500;

/**
 * @returns the policy with its defaults filled in; undefined when none was given.
 * @throws ApiError `ClientException`.
 */
export function checkSharePolicy({
  fairsharePolicy,
  quotaSharePolicy,
}: {
  readonly fairsharePolicy?: FairsharePolicy;
  readonly quotaSharePolicy?: QuotaSharePolicy;
}): FairsharePolicy | undefined {
  if (quotaSharePolicy !== undefined) {
    throw clientError('The local engine does not run quota shares, which are for service jobs: use fairsharePolicy.');
  }
  if (fairsharePolicy === undefined) return undefined;
  const { shareDecaySeconds = 0, computeReservation = 0, shareDistribution = [] } = fairsharePolicy;
  checkRange('fairsharePolicy.shareDecaySeconds', shareDecaySeconds, 0, 604_800);
  checkRange('fairsharePolicy.computeReservation', computeReservation, 0, 99);
  checkShares(shareDistribution);
  return { shareDecaySeconds, computeReservation, shareDistribution };
}

function checkShares(shares: readonly ShareAttributes[]): void {
  if (shares.length > maxShares) {
    throw clientError(
      `fairsharePolicy.shareDistribution can have ${maxShares} entries at most; it has ${shares.length}.`,
    );
  }
  const identifiers = shares.map(({ shareIdentifier = '', weightFactor = 1 }) => {
    if (!/^[A-Za-z0-9]{1,255}\*?$/.test(shareIdentifier)) {
      throw clientError(
        `fairsharePolicy.shareDistribution: the shareIdentifier "${shareIdentifier.slice(0, 260)}" must be 1 to 255 ` +
          'letters and digits, and possibly an asterisk at the end.',
      );
    }
    if (!(weightFactor >= 0.0001 && weightFactor <= 999.9999)) {
      throw clientError(
        `fairsharePolicy.shareDistribution: the weightFactor of ${shareIdentifier} must be 0.0001 to 999.9999; it is ${weightFactor}.`,
      );
    }
    return shareIdentifier;
  });
  refuseOverlap(identifiers);
}

function refuseOverlap(identifiers: readonly string[]): void {
  for (const [index, one] of identifiers.entries()) {
    const other = identifiers.slice(index + 1).find((candidate) => covers(one, candidate) || covers(candidate, one));
    if (other !== undefined) {
      throw clientError(`fairsharePolicy.shareDistribution: the identifiers ${one} and ${other} overlap.`);
    }
  }
}

function covers(one: string, other: string): boolean {
  return one === other || (one.endsWith('*') && other.startsWith(one.slice(0, -1)));
}
