// The resources that have tags, found by their ARNs.
import type { Change, Table } from '../store/store';
import { clientError } from './checks';
import type { BatchContext } from './context';
import type { BatchState } from './state';

export type Tags = Readonly<Record<string, string>>;

export type Taggable = {
  readonly tags: Tags;
  /** The change that gives the resource these tags instead. */
  retag(tags: Tags): Change;
};

/** @throws ApiError `ClientException` for an ARN of nothing, of something without tags, or of a child job. */
export function findTaggable({ state, arns }: BatchContext, arn: string): Taggable {
  const prefix = arns.of('job', '').slice(0, -'job/'.length);
  const [, kind, key = ''] = /^([a-z-]+)\/(.+)$/.exec(arn.startsWith(prefix) ? arn.slice(prefix.length) : '') ?? [];
  switch (kind) {
    case 'compute-environment':
      return inTable(state.computeEnvironments, key, arn);
    case 'job-queue':
      return inTable(state.jobQueues, key, arn);
    case 'job-definition':
      return inTable(state.jobDefinitions, key, arn);
    case 'scheduling-policy':
      return inTable(state.schedulingPolicies, arn, arn);
    case 'job':
      return jobInTable(state, key, arn);
    default:
      throw clientError(
        `"${arn.slice(0, 300)}" is not the ARN of a job, job definition, job queue, compute environment or scheduling ` +
          `policy of this account and region: such ARNs begin with ${prefix}`,
      );
  }
}

function inTable<T extends { readonly tags?: Tags }>(table: Table<T>, key: string, arn: string): Taggable {
  const record = table.get(key);
  if (record === undefined) throw clientError(`${arn} does not exist`);
  return { tags: record.tags ?? {}, retag: (tags) => table.put(key, { ...record, tags }) };
}

function jobInTable({ jobs }: BatchState, jobId: string, arn: string): Taggable {
  // `:index` is a child of an array, `#node` one of a multi-node parallel job.
  if (/[:#]/.test(jobId)) {
    throw clientError(`${arn} is a child job, which has no tags of its own: use the ARN of its parent.`);
  }
  const spec = jobs.get(jobId)?.spec;
  if (spec === undefined) throw clientError(`${arn} does not exist`);
  return { tags: spec.tags, retag: (tags) => jobs.patch(jobId, { spec: { ...spec, tags } }) };
}
