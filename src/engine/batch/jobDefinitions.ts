// Finds job definitions: by the names and ARNs a caller may give, and those that have outlived their use.
import type { Arns } from './arns';
import { clientError } from './checks';
import type { BatchState, JobDefinitionRecord } from './state';

/** INACTIVE definitions are deleted for good after 180 days. */
const inactiveLifetimeMs = 180 * 24 * 3600 * 1000;

export type JobDefinitionId = { readonly name: string; readonly revision?: number };

/**
 * Reads `name`, `name:revision` or an ARN of this region and account, with or without a revision.
 * @throws ApiError `ClientException` for anything else.
 */
export function parseJobDefinition(arns: Arns, nameOrArn: string): JobDefinitionId {
  const [, name, revision] = /^([\w-]{1,128})(?::(\d{1,15}))?$/.exec(arns.nameOf('job-definition', nameOrArn)) ?? [];
  if (name === undefined) {
    throw clientError(
      nameOrArn.startsWith('arn:')
        ? `${nameOrArn} does not exist`
        : `The job definition "${nameOrArn.slice(0, 300)}" must be a name, name:revision or the ARN of a job definition.`,
    );
  }
  return revision === undefined ? { name } : { name, revision: Number(revision) };
}

/**
 * The definition that a job runs: the revision that was named, else the latest one that is ACTIVE.
 * @throws ApiError `ClientException` when there is none, or when it was deregistered.
 */
export function resolveJobDefinition(state: BatchState, arns: Arns, nameOrArn: string): JobDefinitionRecord {
  const { name, revision } = parseJobDefinition(arns, nameOrArn);
  if (revision === undefined) return latestActive(state, arns, name);
  const definition = state.jobDefinitions.get(`${name}:${revision}`);
  const arn = arns.of('job-definition', `${name}:${revision}`);
  if (definition === undefined) throw clientError(`${arn} does not exist`);
  if (definition.status !== 'ACTIVE') {
    throw clientError(`${arn} is INACTIVE: it was deregistered. Register it again, or name an ACTIVE revision.`);
  }
  return definition;
}

function latestActive(state: BatchState, arns: Arns, name: string): JobDefinitionRecord {
  for (let revision = state.revisions.get(name)?.last ?? 0; revision > 0; revision -= 1) {
    const definition = state.jobDefinitions.get(`${name}:${revision}`);
    if (definition?.status === 'ACTIVE') return definition;
  }
  throw clientError(
    `${arns.of('job-definition', name)} does not exist: it has no ACTIVE revision. Register one first.`,
  );
}

/** Keys in `state.jobDefinitions` of those that were deregistered 180 days ago or earlier: they are to be deleted. */
export function expiredDefinitions(state: BatchState, nowMs: number): readonly string[] {
  const isExpired = ({ deregisteredAt }: JobDefinitionRecord): boolean =>
    deregisteredAt !== undefined && deregisteredAt <= nowMs - inactiveLifetimeMs;
  return [...state.jobDefinitions.records].filter(([, record]) => isExpired(record)).map(([key]) => key);
}
