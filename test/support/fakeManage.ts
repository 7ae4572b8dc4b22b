// Notes what was to be changed of queues, environments and definitions; fails where a test says so.
import type { ComputeEnvironmentChange, JobQueueChange, ManagePort } from '../../src/app/managePort';
import { definitionArn, environmentArn, queueArn } from './fakeBrowser';
import type { AppError } from '../../src/core/errors';
import type { FairsharePolicy } from '../../src/core/schedulingPolicy';

type Change = JobQueueChange | ComputeEnvironmentChange | FairsharePolicy | 'delete' | 'deregister';

export class FakeManage implements ManagePort {
  /** In their order. */
  readonly changes: (readonly [name: string, change: Change])[] = [];
  error: AppError | undefined;

  updateJobQueue(jobQueue: string, change: JobQueueChange): Promise<void> {
    return this.note(jobQueue, change);
  }

  updateComputeEnvironment(environment: string, change: ComputeEnvironmentChange): Promise<void> {
    return this.note(environment, change);
  }

  deleteJobQueue(jobQueue: string): Promise<void> {
    return this.note(jobQueue, 'delete');
  }

  deleteComputeEnvironment(environment: string): Promise<void> {
    return this.note(environment, 'delete');
  }

  /** Requests to create something, in their order. */
  readonly created: Readonly<Record<string, unknown>>[] = [];

  createComputeEnvironment(request: Readonly<Record<string, unknown>>): Promise<string> {
    return this.create(request, environmentArn(String(request.computeEnvironmentName)));
  }

  createJobQueue(request: Readonly<Record<string, unknown>>): Promise<string> {
    return this.create(request, queueArn(String(request.jobQueueName)));
  }

  readonly registered: Readonly<Record<string, unknown>>[] = [];

  registerRevision(request: Readonly<Record<string, unknown>>): Promise<string> {
    if (this.error !== undefined) return Promise.reject(this.error);
    this.registered.push(request);
    return Promise.resolve(definitionArn(`${String(request.jobDefinitionName)}:2`));
  }

  deregisterJobDefinition(revision: string): Promise<void> {
    return this.note(revision, 'deregister');
  }

  async createSchedulingPolicy(name: string, policy: FairsharePolicy): Promise<string> {
    await this.note(name, policy);
    return `arn:aws:batch:us-east-1:123456789012:scheduling-policy/${name}`;
  }

  updateSchedulingPolicy(arn: string, policy: FairsharePolicy): Promise<void> {
    return this.note(arn, policy);
  }

  deleteSchedulingPolicy(arn: string): Promise<void> {
    return this.note(arn, 'delete');
  }

  private create(request: Readonly<Record<string, unknown>>, arn: string): Promise<string> {
    if (this.error !== undefined) return Promise.reject(this.error);
    this.created.push(request);
    return Promise.resolve(arn);
  }

  private note(name: string, change: Change): Promise<void> {
    if (this.error !== undefined) return Promise.reject(this.error);
    this.changes.push([name, change]);
    return Promise.resolve();
  }
}
