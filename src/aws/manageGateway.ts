// Queues, compute environments, job definitions and scheduling policies of AWS Batch, changed through the SDK.
import type * as Sdk from '@aws-sdk/client-batch';
import type { ComputeEnvironmentChange, JobQueueChange, ManagePort, RawRequest } from '../app/managePort';
import { nameOfArn } from '../core/arn';
import type { FairsharePolicy } from '../core/schedulingPolicy';
import { call } from './call';
import type { AwsClients } from './clients';

/** Each call may be repeated: twice the same change is one. */
export class ManageGateway implements ManagePort {
  constructor(private readonly clients: () => Promise<AwsClients>) {}

  async updateJobQueue(
    jobQueue: string,
    { otherMembers, ...change }: JobQueueChange,
    signal: AbortSignal,
  ): Promise<void> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.UpdateJobQueueCommand({ ...otherMembers, jobQueue, ...change });
    await call(`change the job queue ${jobQueue}`, batch, command, signal);
  }

  async updateComputeEnvironment(
    computeEnvironment: string,
    { otherMembers, state, unmanagedvCpus, minvCpus, desiredvCpus, maxvCpus }: ComputeEnvironmentChange,
    signal: AbortSignal,
  ): Promise<void> {
    const { sdk, batch } = await this.clients();
    const isScaled = minvCpus !== undefined || desiredvCpus !== undefined || maxvCpus !== undefined;
    const change = {
      ...(state !== undefined && { state }),
      ...(unmanagedvCpus !== undefined && { unmanagedvCpus }),
      ...(isScaled && { computeResources: { minvCpus, desiredvCpus, maxvCpus } }),
    };
    const input = { ...otherMembers, computeEnvironment, ...change };
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

  async createComputeEnvironment(request: RawRequest, signal: AbortSignal): Promise<string> {
    const { sdk, batch } = await this.clients();
    const input = request as unknown as Sdk.CreateComputeEnvironmentCommandInput;
    const doing = `create the compute environment ${input.computeEnvironmentName ?? ''}`;
    const answer = await call(doing, batch, new sdk.CreateComputeEnvironmentCommand(input), signal);
    return answer.computeEnvironmentArn ?? '';
  }

  async createJobQueue(request: RawRequest, signal: AbortSignal): Promise<string> {
    const { sdk, batch } = await this.clients();
    const input = request as unknown as Sdk.CreateJobQueueCommandInput;
    const doing = `create the job queue ${input.jobQueueName ?? ''}`;
    return (await call(doing, batch, new sdk.CreateJobQueueCommand(input), signal)).jobQueueArn ?? '';
  }

  async registerRevision(request: RawRequest, signal: AbortSignal): Promise<string> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.RegisterJobDefinitionCommand(request as unknown as Sdk.RegisterJobDefinitionCommandInput);
    return (await call('register the job definition', batch, command, signal)).jobDefinitionArn ?? '';
  }

  async deregisterJobDefinition(jobDefinition: string, signal: AbortSignal): Promise<void> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.DeregisterJobDefinitionCommand({ jobDefinition });
    await call(`deregister the job definition ${jobDefinition}`, batch, command, signal);
  }

  async createSchedulingPolicy(name: string, policy: FairsharePolicy, signal: AbortSignal): Promise<string> {
    const { sdk, batch } = await this.clients();
    const command = new sdk.CreateSchedulingPolicyCommand({ name, fairsharePolicy: inputOf(policy) });
    return (await call(`create the scheduling policy ${name}`, batch, command, signal)).arn ?? '';
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
