// What the account has that a job needs; each answer may have been refused.
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import type { ScalingActivity, VcpuQuota } from '../accountPort';
import type { ContainerInstance } from '../aroundPort';
import type { Told } from './told';

export type EnvironmentMachines = {
  readonly environment: ComputeEnvironment;
  /** Of its cluster, at most the first hundred. */
  readonly machines: readonly ContainerInstance[];
};

export type EnvironmentActivities = {
  readonly environment: ComputeEnvironment;
  /** Newest first. */
  readonly activities: readonly ScalingActivity[];
};

/** `usedVcpus`: in the whole region, of Fargate by jobs of AWS Batch alone; undefined where nobody tells. */
export type QuotaUse = { readonly quota: VcpuQuota; readonly vcpus: number; readonly usedVcpus?: number };

export type RoleFact = {
  readonly purpose: 'job' | 'execution' | 'instance';
  /** Name or ARN. */
  readonly name: string;
  readonly isThere: Told<boolean>;
};

export type AccountFacts = {
  readonly machines: Told<readonly EnvironmentMachines[]>;
  readonly scaling: Told<readonly EnvironmentActivities[]>;
  readonly quotas: Told<readonly QuotaUse[]>;
  readonly roles: readonly RoleFact[];
  /** What the execution role may not do of what logs need; undefined: it has none. */
  readonly deniedLogActions: Told<readonly string[] | undefined>;
  /** Undefined: the log goes to none, or to one that is made when it is needed. */
  readonly hasLogGroup: Told<boolean | undefined>;
  /** Ids of subnets and security groups. */
  readonly network: Told<{ readonly missing: readonly string[]; readonly full: readonly string[] }>;
};
