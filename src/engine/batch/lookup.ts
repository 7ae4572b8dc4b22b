// Finds what a request names, by name or by ARN, and says what is missing by its ARN.
import type { ComputeEnvironmentDetail, JobQueueDetail, SchedulingPolicyDetail } from '@aws-sdk/client-batch';
import type { ArnKind, Arns } from './arns';
import { clientError } from './checks';
import type { BatchContext } from './context';

/** @throws ApiError `ClientException` when there is none. */
export function findComputeEnvironment({ state, arns }: BatchContext, nameOrArn: string): ComputeEnvironmentDetail {
  const found = state.computeEnvironments.get(arns.nameOf('compute-environment', nameOrArn));
  if (found === undefined) throw missing(arns, 'compute-environment', nameOrArn);
  return found;
}

/** @throws ApiError `ClientException` when there is none. */
export function findJobQueue({ state, arns }: BatchContext, nameOrArn: string): JobQueueDetail {
  const found = state.jobQueues.get(arns.nameOf('job-queue', nameOrArn));
  if (found === undefined) throw missing(arns, 'job-queue', nameOrArn);
  return found;
}

/** Scheduling policies are named by their ARN only. @throws ApiError `ClientException` when there is none. */
export function findSchedulingPolicy({ state }: BatchContext, arn: string): SchedulingPolicyDetail {
  const found = state.schedulingPolicies.get(arn);
  if (found === undefined) throw clientError(`${arn} does not exist`);
  return found;
}

/** The listed resources that exist, or all of them when no list was given. */
export function selectNamed<T>(
  records: ReadonlyMap<string, T>,
  namesOrArns: readonly string[] | undefined,
  member: string,
  nameOf: (nameOrArn: string) => string,
): readonly T[] {
  if (namesOrArns === undefined || namesOrArns.length === 0) return [...records.values()];
  if (namesOrArns.length > 100)
    throw clientError(`${member} can have 100 entries at most; it has ${namesOrArns.length}.`);
  const names = new Set(namesOrArns.map(nameOf));
  return [...names].flatMap((name) => records.get(name) ?? []);
}

/** @throws ApiError `ClientException` for a resource that is on its way out. */
export function refuseWhileChanging(action: 'delete' | 'update', status: string | undefined): void {
  if (status === 'CREATING' || status === 'UPDATING' || status === 'DELETING') {
    throw clientError(
      `Cannot ${action}, resource is being modified (its status is ${status}). Try again when it is VALID.`,
    );
  }
}

function missing(arns: Arns, kind: ArnKind, nameOrArn: string) {
  return clientError(`${nameOrArn.startsWith('arn:') ? nameOrArn : arns.of(kind, nameOrArn)} does not exist`);
}
