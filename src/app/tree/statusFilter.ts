// By which states what a node holds can be filtered.
import { jobStatuses } from '../../core/jobStatus';
import type { StoreView } from '../store/batchStore';
import { computeEnvironments, jobQueues } from '../store/listQuery';
import type { Node } from './node';

/** None where it makes no sense. */
export function statusesOf(node: Node, store: StoreView): readonly string[] {
  switch (node.kind) {
    case 'jobs':
    case 'queue':
    case 'job':
      return jobStatuses;
    case 'queues':
      return wordsOf(store.list(jobQueues)?.items ?? []);
    case 'environments':
      return wordsOf(store.list(computeEnvironments)?.items ?? []);
    default:
      return [];
  }
}

/** The words that there are: a newer API may have others than the ones known here. */
function wordsOf(resources: readonly { readonly state: string; readonly status: string }[]): readonly string[] {
  return [...new Set(resources.flatMap(({ state, status }) => [state, status]))].sort();
}
