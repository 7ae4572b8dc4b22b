// What one region's AWS Batch holds: its tables and the indexes derived from them.
import type {
  ComputeEnvironmentDetail,
  JobDefinition,
  JobQueueDetail,
  SchedulingPolicyDetail,
} from '@aws-sdk/client-batch';
import type { Store, Table } from '../store/store';
import { JobIndex } from './jobIndex';
import type { JobRecord } from './jobRecord';

/**
 * A job definition. `containerProperties` is always what a job runs: the deprecated vcpus and memory are moved to its
 * resourceRequirements, and an ecsProperties' one container is put in the same form.
 */
export type JobDefinitionRecord = JobDefinition & {
  /** When it became INACTIVE (milliseconds since 1970). */
  readonly deregisteredAt?: number;
  /** What the deprecated members said, for DescribeJobDefinitions. */
  readonly deprecated?: { readonly vcpus?: number; readonly memory?: number };
};

export class BatchState {
  /** By name. */
  readonly computeEnvironments: Table<ComputeEnvironmentDetail>;
  /** By name. */
  readonly jobQueues: Table<JobQueueDetail>;
  /** By `name:revision`. */
  readonly jobDefinitions: Table<JobDefinitionRecord>;
  /** By definition name: the last revision given out. Numbers are never used again. */
  readonly revisions: Table<{ readonly last: number }>;
  /** By ARN. */
  readonly schedulingPolicies: Table<SchedulingPolicyDetail>;
  /** By job id. */
  readonly jobs: Table<JobRecord>;
  /** By name of a step of the first start: what has been done and is not done again. */
  readonly doneOnce: Table<{ readonly atMs: number }>;
  readonly index = new JobIndex();

  constructor(readonly store: Store) {
    this.computeEnvironments = store.table('computeEnvironments');
    this.jobQueues = store.table('jobQueues');
    this.jobDefinitions = store.table('jobDefinitions');
    this.revisions = store.table('revisions');
    this.schedulingPolicies = store.table('schedulingPolicies');
    this.doneOnce = store.table('doneOnce');
    this.jobs = store.table<JobRecord>('jobs', (_key, before, after) => this.index.change(before, after));
  }
}
