// What the aws CLI is asked for to tell what a node stands for, or holds.
import { nameOfArn } from '../../core/arn';
import type { ResourceName } from '../ports';
import type { StoreView } from '../store/batchStore';
import { jobQueues } from '../store/listQuery';
import type { Node } from './node';
import type { NodeResource } from './nodeKind';
import type { NodeOptions } from './nodeOptions';

type Words = readonly string[];

/** @param resource of the node, where it stands for one */
export function cliCommandsOf(
  node: Node,
  resource: NodeResource | undefined,
  { store, optionsOf }: { readonly store: StoreView; readonly optionsOf: (node: Node) => NodeOptions },
): readonly Words[] {
  switch (node.kind) {
    case 'queues':
      return [['batch', 'describe-job-queues']];
    case 'environments':
      return [['batch', 'describe-compute-environments']];
    case 'policies':
      return [['batch', 'list-scheduling-policies']];
    case 'definitions':
      return [['batch', 'describe-job-definitions', ...activeOnly(optionsOf(node))]];
    case 'definition':
      return [
        [
          'batch',
          'describe-job-definitions',
          '--job-definition-name',
          node.name,
          ...activeOnly(optionsOf(node.parent)),
        ],
      ];
    case 'jobs':
      return (store.list(jobQueues)?.items ?? []).map(({ name }) => recentJobs(name));
    case 'jobStatus':
      return statusesBehind(node.status).map((status) => [
        ...['batch', 'list-jobs', '--job-queue', nameOfArn(node.queueArn)],
        ...['--job-status', status],
      ]);
    case 'childStatus':
      return [['batch', 'list-jobs', '--array-job-id', node.jobId, '--job-status', node.status]];
    default:
      return resource === undefined ? [] : [describeWords(resource.name)];
  }
}

function activeOnly({ showsInactive }: NodeOptions): Words {
  return showsInactive === true ? [] : ['--status', 'ACTIVE'];
}

/** Jobs in any state: only a filter lists them, and it needs a value. */
function recentJobs(queue: string): Words {
  return ['batch', 'list-jobs', '--job-queue', queue, '--filters', 'name=AFTER_CREATED_AT,values=1480550400000'];
}

/** The parents of active arrays are PENDING. */
function statusesBehind(status: string): readonly string[] {
  return status === 'RUNNING' || status === 'RUNNABLE' ? [status, 'PENDING'] : [status];
}

function describeWords(resource: ResourceName): Words {
  switch (resource.kind) {
    case 'job':
      return ['batch', 'describe-jobs', '--jobs', resource.jobId];
    case 'jobQueue':
      return ['batch', 'describe-job-queues', '--job-queues', nameOfArn(resource.name)];
    case 'computeEnvironment':
      return ['batch', 'describe-compute-environments', '--compute-environments', nameOfArn(resource.name)];
    case 'jobDefinition':
      return ['batch', 'describe-job-definitions', '--job-definitions', nameOfArn(resource.name)];
    case 'schedulingPolicy':
      return ['batch', 'describe-scheduling-policies', '--arns', resource.arn];
  }
}
