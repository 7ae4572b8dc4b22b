// By what the things that a node holds can be filtered.
import { jobStatuses } from '../../core/jobStatus';
import type { StoreView } from '../store/batchStore';
import { computeEnvironments, jobQueues } from '../store/listQuery';
import type { Node } from './node';

export type NodeFilters = {
  readonly byName: boolean;
  /** None: states make no difference there. */
  readonly statuses: readonly string[];
};

export function filtersOf(node: Node, store: StoreView): NodeFilters {
  switch (node.kind) {
    case 'jobs':
    case 'queue':
      return { byName: true, statuses: jobStatuses };
    case 'job':
      return { byName: false, statuses: jobStatuses };
    case 'queues':
      return { byName: true, statuses: wordsOf(store.list(jobQueues)?.items ?? []) };
    case 'environments':
      return { byName: true, statuses: wordsOf(store.list(computeEnvironments)?.items ?? []) };
    case 'definitions':
    case 'policies':
    case 'jobStatus':
      return { byName: true, statuses: [] };
    default:
      return { byName: false, statuses: [] };
  }
}

/** The words that there are: a newer API may have others than the ones known here. */
function wordsOf(resources: readonly { readonly state: string; readonly status: string }[]): readonly string[] {
  return [...new Set(resources.flatMap(({ state, status }) => [state, status]))].sort();
}
