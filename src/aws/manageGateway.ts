// Queues, compute environments, job definitions and scheduling policies of AWS Batch, changed through the SDK.
import type * as Sdk from '@aws-sdk/client-batch';
import type { ComputeEnvironmentChange, JobQueueChange, ManagePort } from '../app/managePort';
import { nameOfArn } from '../core/arn';
import type { FairsharePolicy } from '../core/schedulingPolicy';
import { call } from './call';
import type { AwsClients } from './clients';

/** Each call may be repeated: twice the same change is one. */
export class ManageGateway implements ManagePort {
  constructor(private readonly clients: () => Promise<AwsClients>) {}

  async updateJobQueue(jobQueue: string, change: JobQueueChange, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.UpdateJobQueueCommand({ jobQueue, ...change });
    await call(`change the job queue ${jobQueue}`, batch, command, signal);
  }

  async updateComputeEnvironment(
    computeEnvironment: string,
    { state, unmanagedvCpus, minvCpus, desiredvCpus, maxvCpus }: ComputeEnvironmentChange,
    signal: AbortSignal,
  ): Promise<void> {
    const { sdk, batch } = await this.clients();
    const isScaled = minvCpus !== undefined || desiredvCpus !== undefined || maxvCpus !== undefined;
    const computeResources = isScaled ? { minvCpus, desiredvCpus, maxvCpus } : undefined;
    const input = { computeEnvironment, state, unmanagedvCpus, computeResources };
    const command = new sdk.UpdateComputeEnvironmentCommand(input);
    await call(`change the compute environment ${computeEnvironment}`, batch, command, signal);
  }

  async deleteJobQueue(jobQueue: string, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.DeleteJobQueueCommand({ jobQueue });
    await call(`delete the job queue ${jobQueue}`, batch, command, signal);
  }

  async deleteComputeEnvironment(computeEnvironment: string, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.DeleteComputeEnvironmentCommand({ computeEnvironment });
    await call(`delete the compute environment ${computeEnvironment}`, batch, command, signal);
  }

  async registerRevision(request: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string> {
    const { sdk, batch } = await this.clients();
    // As AWS gave it: what this SDK does not know is not lost.
    const command = new sdk.RegisterJobDefinitionCommand(request as unknown as Sdk.RegisterJobDefinitionCommandInput);
    const { jobDefinitionName = '', revision } = await call('register the job definition', batch, command, signal);
    return `${jobDefinitionName}:${revision ?? ''}`;
  }

  async deregisterJobDefinition(jobDefinition: string, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.DeregisterJobDefinitionCommand({ jobDefinition });
    await call(`deregister the job definition ${jobDefinition}`, batch, command, signal);
  }

  async createSchedulingPolicy(name: string, policy: FairsharePolicy, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.CreateSchedulingPolicyCommand({ name, fairsharePolicy: inputOf(policy) });
    await call(`create the scheduling policy ${name}`, batch, command, signal);
  }

  async updateSchedulingPolicy(arn: string, policy: FairsharePolicy, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.UpdateSchedulingPolicyCommand({ arn, fairsharePolicy: inputOf(policy) });
    await call(`change the scheduling policy ${nameOfArn(arn)}`, batch, command, signal);
  }

  async deleteSchedulingPolicy(arn: string, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.DeleteSchedulingPolicyCommand({ arn });
    await call(`delete the scheduling policy ${nameOfArn(arn)}`, batch, command, signal);
  }
}

function inputOf(policy: FairsharePolicy): Sdk.FairsharePolicy {
  return { ...policy, shareDistribution: [...policy.shareDistribution] };
}
