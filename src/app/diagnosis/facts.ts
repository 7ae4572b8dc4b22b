// What is known of a job and of everything that it waits for, as the checks see it.
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import type { ConsumableResource } from '../../core/consumableResource';
import type { Job } from '../../core/job';
import type { JobDefinition } from '../../core/jobDefinition';
import { type JobQueue, isUsable } from '../../core/jobQueue';
import type { QueueFront } from '../../core/queueFront';
import type { AccountFacts } from './accountFacts';
import type { Told } from './told';

/** A job that has to succeed first. `job` is undefined when the service does not know it any longer. */
export type Dependency = { readonly jobId: string; readonly job?: Job };

/** `resource`: as it is now. */
export type WantedConsumable = { readonly quantity: number; readonly resource: ConsumableResource };

/** An environment that the queue names. `environment` is undefined when there is none of this name. */
export type NamedEnvironment = { readonly name: string; readonly environment?: ComputeEnvironment };

export type Facts = {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The local engine: one machine, which runs every platform. */
  readonly isLocal: boolean;
  /** The AWS console has pages about what stands here. */
  readonly hasConsole: boolean;
  readonly asked: 'job' | 'queue';
  /** Of an array the child that says most; of a queue the job that comes next, if any waits. */
  readonly job?: Job;
  /** The array that the job is a child of. */
  readonly array?: Job;
  readonly dependencies: Told<readonly Dependency[]>;
  /** Of a job that waits. */
  readonly consumables: Told<readonly WantedConsumable[]>;
  /** Undefined when there is no such queue. */
  readonly queue: Told<JobQueue | undefined>;
  /** In the order in which the queue tries them. */
  readonly environments: Told<readonly NamedEnvironment[]>;
  readonly definition: Told<JobDefinition | undefined>;
  readonly front: Told<QueueFront>;
  /** The first job of the queue; undefined when none waits. */
  readonly head: Told<Job | undefined>;
  /** Undefined on other connections than AWS itself, and for a job that needs nothing of it. */
  readonly account?: AccountFacts;
};

/** A job that has not found its place yet; the states before STARTING. */
export function isWaiting(job: Job | undefined): job is Job {
  return job !== undefined && ['SUBMITTED', 'PENDING', 'RUNNABLE'].includes(job.status);
}

/** Environments that take jobs now. */
export function usableOf(environments: readonly NamedEnvironment[]): readonly ComputeEnvironment[] {
  return environments.flatMap(({ environment }) =>
    environment !== undefined && isUsable(environment) ? [environment] : [],
  );
}
