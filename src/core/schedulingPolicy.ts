// A scheduling policy of AWS Batch: how the jobs of a queue share its capacity.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_SchedulingPolicyDetail.html

/** One part of the jobs of a queue, or with `*` at the end all parts whose names begin so. */
export type Share = {
  readonly shareIdentifier: string;
  /** 0.0001 to 999.9999; the lower, the larger its share. Where nothing is said it is 1. */
  readonly weightFactor?: number;
};

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_FairsharePolicy.html */
export type FairsharePolicy = {
  /** How far back use counts, 0 to 604,800; 0 stands for the shortest window, ten minutes. */
  readonly shareDecaySeconds: number;
  /** 0 to 99: of the capacity, (this / 100) to the power of the active shares stays free for shares that are not active. */
  readonly computeReservation: number;
  /** At most 500. What is not named has the weight 1. */
  readonly shareDistribution: readonly Share[];
};

export type SchedulingPolicy = {
  readonly name: string;
  readonly arn: string;
  /** Undefined: a policy of another kind, such as quota shares, which are for service jobs. */
  readonly fairshare?: FairsharePolicy;
};

export const defaultWeight = 1;
export const maxShares = 500;
export const maxDecaySeconds = 604_800;
export const maxComputeReservation = 99;
export const weightLimits = { min: 0.0001, max: 999.9999 } as const;

/** Whether one entry would decide for what the other decides for: no two of a policy may. */
export function sharesOverlap(one: string, other: string): boolean {
  return covers(one, other) || covers(other, one);
}

function covers(one: string, other: string): boolean {
  return one === other || (one.endsWith('*') && other.startsWith(one.slice(0, -1)));
}

/** As a policy may name it; a job's identifier has no asterisk. */
export function isShareIdentifier(text: string, isOfJob: boolean): boolean {
  return (isOfJob ? /^[A-Za-z0-9]{1,255}$/ : /^[A-Za-z0-9]{1,255}\*?$/).test(text);
}
