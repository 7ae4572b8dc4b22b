// What the account has that jobs need: room, roles, networks, log groups. Nothing here changes anything.
// Errors as in ports.ts; `denied` is usual here.

/** Whose number of vCPUs at a time is limited in a region. */
export type VcpuQuota = 'onDemand' | 'spot' | 'fargate' | 'fargateSpot';

/** An attempt to start a machine, or to end one. */
export type ScalingActivity = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly hasFailed: boolean;
  /** In AWS's words: what was done, and why it failed. */
  readonly text: string;
};

export interface AccountPort {
  /**
   * The last attempts to start machines for a compute environment, newest first, at most 20. Empty: there is no group of
   * machines for it (yet).
   * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html
   */
  fetchScalingActivities(environmentName: string, signal: AbortSignal): Promise<readonly ScalingActivity[]>;
  /** Most vCPUs at a time. https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html */
  fetchVcpuQuota(quota: VcpuQuota, signal: AbortSignal): Promise<number>;
  /** vCPUs of all standard instances (families A, C, D, H, I, M, R, T and Z) that run or start in the region. */
  fetchStandardVcpus(signal: AbortSignal): Promise<{ readonly onDemand: number; readonly spot: number }>;
  /** @param role name or ARN */
  hasRole(role: string, signal: AbortSignal): Promise<boolean>;
  /** @param profile name or ARN */
  hasInstanceProfile(profile: string, signal: AbortSignal): Promise<boolean>;
  /** Those of the actions that the policies of the role do not allow. @param roleArn with its path */
  fetchDeniedActions(roleArn: string, actions: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  hasLogGroup(name: string, signal: AbortSignal): Promise<boolean>;
  /** Those that exist. */
  fetchSubnets(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly { readonly id: string; readonly freeAddresses: number }[]>;
  /** Ids of those that exist. */
  fetchSecurityGroups(ids: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
}
