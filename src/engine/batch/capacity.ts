// Room for jobs: vCPUs are counted for each compute environment, memory for this machine, which all of them share.
import type { ComputeEnvironmentDetail } from '@aws-sdk/client-batch';

/** Why the job at the head of a queue can never be placed, in AWS's own words (clients test the text). */
export const blockedReasons = {
  maxVcpus:
    'MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the CPU requirement of the job.',
  tooLarge:
    'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.',
  invalid: 'ACTION_REQUIRED - CE(s) associated with the job queue are invalid.',
  disabled: 'ACTION_REQUIRED - CE(s) associated with the job queue are disabled.',
} as const;

export type Need = { readonly vcpus: number; readonly memoryMiB: number };

export type Placement =
  { readonly computeEnvironment: string } | { readonly blocked: string } | { readonly waits: true };

export class Capacity {
  private readonly usedMilliVcpus = new Map<string, number>();
  private usedMemoryMiB = 0;

  /** @param machineMemoryMiB what the jobs of all compute environments may ask for together. */
  constructor(private readonly machineMemoryMiB: number) {}

  usedVcpus(computeEnvironment: string): number {
    return (this.usedMilliVcpus.get(computeEnvironment) ?? 0) / 1000;
  }

  take(computeEnvironment: string, need: Need): void {
    this.change(computeEnvironment, need, 1);
  }

  release(computeEnvironment: string, need: Need): void {
    this.change(computeEnvironment, need, -1);
  }

  /**
   * Where a job can be placed now.
   * @param environments in the order of the queue.
   * @param usablePart of each environment's vCPUs, 1 for all.
   */
  place(environments: readonly ComputeEnvironmentDetail[], need: Need, usablePart: number): Placement {
    const valid = environments.filter(({ status }) => status === 'VALID');
    if (valid.length === 0) return { blocked: blockedReasons.invalid };
    const enabled = valid.filter(({ state }) => state === 'ENABLED');
    if (enabled.length === 0) return { blocked: blockedReasons.disabled };
    if (enabled.every((environment) => maxVcpus(environment) < need.vcpus)) return { blocked: blockedReasons.maxVcpus };
    if (need.memoryMiB > this.machineMemoryMiB) return { blocked: blockedReasons.tooLarge };
    if (this.usedMemoryMiB + need.memoryMiB > this.machineMemoryMiB) return { waits: true };
    for (const environment of enabled) {
      const name = environment.computeEnvironmentName ?? '';
      const usable = Math.floor(maxVcpus(environment) * usablePart * 1000);
      if ((this.usedMilliVcpus.get(name) ?? 0) + toMilli(need.vcpus) <= usable) return { computeEnvironment: name };
    }
    return { waits: true };
  }

  private change(computeEnvironment: string, need: Need, sign: 1 | -1): void {
    const used = this.usedMilliVcpus.get(computeEnvironment) ?? 0;
    this.usedMilliVcpus.set(computeEnvironment, used + sign * toMilli(need.vcpus));
    this.usedMemoryMiB += sign * need.memoryMiB;
  }
}

/** An unmanaged environment has no limit of its own. */
function maxVcpus({ computeResources, unmanagedvCpus }: ComputeEnvironmentDetail): number {
  return computeResources?.maxvCpus ?? (unmanagedvCpus || Number.MAX_SAFE_INTEGER);
}

/** Fargate counts in quarters: whole numbers add up without a rest. */
function toMilli(vcpus: number): number {
  return Math.round(vcpus * 1000);
}
