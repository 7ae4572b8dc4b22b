// One region of AWS Batch with time and attempts in the hands of the test: no port, no process.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ContainerProperties,
  CreateComputeEnvironmentRequest,
  CreateJobQueueRequest,
  JobStatus,
  RegisterJobDefinitionRequest,
  SubmitJobRequest,
} from '@aws-sdk/client-batch';
import { BatchRegion } from '../../src/engine/batch/region';
import { createComputeEnvironment } from '../../src/engine/batch/operations/createComputeEnvironment';
import { createJobQueue } from '../../src/engine/batch/operations/createJobQueue';
import { registerJobDefinition } from '../../src/engine/batch/operations/registerJobDefinition';
import { submitJob } from '../../src/engine/batch/operations/submitJob';
import type { JobRecord } from '../../src/engine/batch/jobRecord';
import { Logs } from '../../src/engine/logs/logs';
import { Store } from '../../src/engine/store/store';
import { FakeClock } from './fakeClock';
import { FakeRunner } from './fakeRunner';

export class BatchWorld {
  readonly clock = new FakeClock();
  runner = new FakeRunner();
  region: BatchRegion;
  private readonly folder = mkdtempSync(join(tmpdir(), 'batch-world-'));
  private store: Store;

  constructor() {
    [this.store, this.region] = this.open();
  }

  get context(): BatchRegion['context'] {
    return this.region.context;
  }

  /** As after kill -9: nothing is closed, what is on disk is opened anew. */
  restart(): void {
    this.runner = new FakeRunner();
    [this.store, this.region] = this.open();
  }

  /** Puts it where an engine with this data directory takes it up. */
  saveInto(dataDir: string): void {
    cpSync(this.folder, join(dataDir, 'regions', 'us-east-1'), { recursive: true });
  }

  close(): void {
    this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  environment(
    computeEnvironmentName: string,
    maxvCpus: number,
    rest: Partial<CreateComputeEnvironmentRequest> = {},
  ): void {
    const computeResources = {
      type: 'EC2',
      minvCpus: 0,
      maxvCpus,
      instanceTypes: ['optimal'],
      instanceRole: 'ecsInstanceRole',
      subnets: ['subnet-1'],
      securityGroupIds: ['sg-1'],
    } as const;
    createComputeEnvironment(
      {
        computeEnvironmentName,
        type: 'MANAGED',
        computeResources: {
          ...computeResources,
          instanceTypes: ['optimal'],
          subnets: ['subnet-1'],
          securityGroupIds: ['sg-1'],
        },
        ...rest,
      },
      this.context,
    );
  }

  queue(jobQueueName: string, environments: readonly string[], rest: Partial<CreateJobQueueRequest> = {}): void {
    const computeEnvironmentOrder = environments.map((computeEnvironment, order) => ({ order, computeEnvironment }));
    createJobQueue({ jobQueueName, priority: 1, computeEnvironmentOrder, ...rest }, this.context);
  }

  definition(
    jobDefinitionName: string,
    rest: Partial<RegisterJobDefinitionRequest> = {},
    container: Partial<ContainerProperties> = {},
  ): void {
    const containerProperties: ContainerProperties = {
      image: 'host',
      command: ['true'],
      resourceRequirements: [
        { type: 'VCPU', value: '1' },
        { type: 'MEMORY', value: '16' },
      ],
      ...container,
    };
    registerJobDefinition({ jobDefinitionName, type: 'container', containerProperties, ...rest }, this.context);
  }

  submit(rest: Partial<SubmitJobRequest> = {}): string {
    return submitJob({ jobName: 'job', jobQueue: 'q', jobDefinition: 'd', ...rest }, this.context).jobId ?? '';
  }

  job(jobId: string): JobRecord {
    const job = this.context.state.jobs.get(jobId);
    if (job === undefined) throw new Error(`There is no job ${jobId}`);
    return job;
  }

  status(jobId: string): JobStatus {
    return this.job(jobId).status;
  }

  statuses(parentId: string): readonly JobStatus[] {
    return this.context.state.index.children(parentId).map((id) => this.status(id));
  }

  /** Lets the scheduler and the started attempts come to rest. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  private open(): [Store, BatchRegion] {
    const store = new Store(this.folder);
    const logs = new Logs(store, join(this.folder, 'logs'), this.clock);
    const region = new BatchRegion({
      region: 'us-east-1',
      accountId: '123456789012',
      dataDir: this.folder,
      runner: this.runner,
      store,
      logs,
      clock: this.clock,
      log: { info: () => undefined, error: () => undefined },
      access: { endpoint: () => 'http://127.0.0.1:1', accessKeyId: 'A', secretAccessKey: 's' },
    });
    store.open();
    region.resume();
    return [store, region];
  }
}
