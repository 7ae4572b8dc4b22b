// THE node-kind table: the compiler complains of a kind without a row.
import { attemptNode } from './attemptNode';
import { childRangeNode } from './childRangeNode';
import { childStatusNode } from './childStatusNode';
import { definitionNode } from './definitionNode';
import { definitionsNode } from './definitionsNode';
import { dependsOnNode } from './dependsOnNode';
import { emptyNode } from './emptyNode';
import { environmentNode } from './environmentNode';
import { environmentsNode } from './environmentsNode';
import { failureNode } from './failureNode';
import { jobNode } from './jobNode';
import { jobsNode } from './jobsNode';
import { jobStatusNode } from './jobStatusNode';
import { loadMoreNode } from './loadMoreNode';
import { neededByNode } from './neededByNode';
import { policiesNode } from './policiesNode';
import { policyNode } from './policyNode';
import { shareNode } from './shareNode';
import type { Node, NodeOf } from './node';
import type { NodeKind } from './nodeKind';
import { queueNode } from './queueNode';
import { queuesNode } from './queuesNode';
import { revisionNode } from './revisionNode';

export const nodeKinds: { readonly [Kind in Node['kind']]: NodeKind<NodeOf<Kind>> } = {
  queues: queuesNode,
  jobs: jobsNode,
  environments: environmentsNode,
  definitions: definitionsNode,
  policies: policiesNode,
  policy: policyNode,
  share: shareNode,
  queue: queueNode,
  jobStatus: jobStatusNode,
  job: jobNode,
  childStatus: childStatusNode,
  childRange: childRangeNode,
  attempt: attemptNode,
  dependsOn: dependsOnNode,
  neededBy: neededByNode,
  environment: environmentNode,
  definition: definitionNode,
  revision: revisionNode,
  loadMore: loadMoreNode,
  empty: emptyNode,
  failure: failureNode,
};

export function kindOf(node: Node): NodeKind<Node> {
  return nodeKinds[node.kind];
}

/** Commands get whatever was clicked. */
export function isNode(target: unknown): target is Node {
  return (
    typeof target === 'object' && target !== null && 'kind' in target && Object.hasOwn(nodeKinds, String(target.kind))
  );
}
