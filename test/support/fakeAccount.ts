// An account in memory in which everything is there; a test takes away what it is about.
import type { AccountPort, ScalingActivity, VcpuQuota } from '../../src/app/accountPort';

export class FakeAccount implements AccountPort {
  quotas: Readonly<Record<VcpuQuota, number>> = { onDemand: 64, spot: 64, fargate: 64, fargateSpot: 64 };
  used = { onDemand: 0, spot: 0 };
  deniedActions: string[] = [];
  /** Names or ids of what does not exist. */
  missing: string[] = [];
  freeAddresses = 250;
  activities: ScalingActivity[] = [];
  /** In their order. */
  readonly calls: string[] = [];
  /** May throw. */
  before: (call: string) => void = () => undefined;

  async fetchVcpuQuota(quota: VcpuQuota): Promise<number> {
    await this.begin(`quota ${quota}`);
    return this.quotas[quota];
  }

  async fetchStandardVcpus(): Promise<{ readonly onDemand: number; readonly spot: number }> {
    await this.begin('instances');
    return this.used;
  }

  async fetchScalingActivities(environmentName: string): Promise<readonly ScalingActivity[]> {
    await this.begin(`scaling ${environmentName}`);
    return this.activities;
  }

  hasRole(role: string): Promise<boolean> {
    return this.has(role);
  }

  hasInstanceProfile(profile: string): Promise<boolean> {
    return this.has(profile);
  }

  async fetchDeniedActions(roleArn: string): Promise<readonly string[]> {
    await this.begin(`simulate ${roleArn}`);
    return this.deniedActions;
  }

  hasLogGroup(name: string): Promise<boolean> {
    return this.has(name);
  }

  async fetchSubnets(ids: readonly string[]) {
    await this.begin('subnets');
    return ids.filter((id) => !this.missing.includes(id)).map((id) => ({ id, freeAddresses: this.freeAddresses }));
  }

  async fetchSecurityGroups(ids: readonly string[]): Promise<readonly string[]> {
    await this.begin('groups');
    return ids.filter((id) => !this.missing.includes(id));
  }

  private async has(name: string): Promise<boolean> {
    await this.begin(`has ${name}`);
    return !this.missing.includes(name);
  }

  private async begin(call: string): Promise<void> {
    await Promise.resolve();
    this.calls.push(call);
    this.before(call);
  }
}
