// What stands in the tree: each node is a key and the place where it stands, never a copy of what it shows.
import type { KnownJobStatus } from '../../core/jobStatus';

export type Node =
  /** The sections; `connection` is the key of a connection. */
  | { readonly kind: 'queues'; readonly connection: string }
  | { readonly kind: 'jobs'; readonly connection: string }
  | { readonly kind: 'environments'; readonly connection: string }
  | { readonly kind: 'definitions'; readonly connection: string }
  /** Only where there are any. */
  | { readonly kind: 'policies'; readonly connection: string }
  | { readonly kind: 'queue'; readonly arn: string; readonly parent: Node }
  /** The jobs of a queue that are to be found under one state. */
  | { readonly kind: 'jobStatus'; readonly queueArn: string; readonly status: KnownJobStatus; readonly parent: Node }
  /** `queueArn` where the place in the tree tells it. */
  | { readonly kind: 'job'; readonly jobId: string; readonly queueArn?: string; readonly parent: Node }
  /** The children of an array in one state. */
  | { readonly kind: 'childStatus'; readonly jobId: string; readonly status: KnownJobStatus; readonly parent: Node }
  /** Children of an array, or nodes of a multi-node job, from one index to another (which is not among them). */
  | {
      readonly kind: 'childRange';
      readonly jobId: string;
      readonly from: number;
      readonly to: number;
      readonly parent: Node;
    }
  /** `number` counts from 1. */
  | { readonly kind: 'attempt'; readonly jobId: string; readonly number: number; readonly parent: Node }
  | { readonly kind: 'dependsOn'; readonly jobId: string; readonly parent: Node }
  | { readonly kind: 'neededBy'; readonly jobId: string; readonly parent: Node }
  | { readonly kind: 'environment'; readonly arn: string; readonly parent: Node }
  /** A scheduling policy: in its section, or below a queue that has it. */
  | { readonly kind: 'policy'; readonly arn: string; readonly parent: Node }
  /** `identifier` may end with an asterisk. */
  | { readonly kind: 'share'; readonly identifier: string; readonly policyArn: string; readonly parent: Node }
  | { readonly kind: 'definition'; readonly name: string; readonly parent: Node }
  /** `name` is that of the definition. */
  | { readonly kind: 'revision'; readonly arn: string; readonly name: string; readonly parent: Node }
  | { readonly kind: 'loadMore'; readonly parent: Node }
  /** Says why there is nothing in its parent. */
  | { readonly kind: 'empty'; readonly parent: Node }
  /** Says that what its parent holds, or a part of it, could not be had; offers to try again. */
  | { readonly kind: 'failure'; readonly parent: Node };

export type NodeOf<Kind extends Node['kind']> = Extract<Node, { readonly kind: Kind }>;

export function parentOf(node: Node): Node | undefined {
  return 'parent' in node ? node.parent : undefined;
}

/** The section in which the node stands. */
export function rootOf(node: Node): Node {
  const parent = parentOf(node);
  return parent === undefined ? node : rootOf(parent);
}

/** The same at every look, whatever state the thing is in: selection and expansion hang on it. Unique in the tree. */
export function nodeId(node: Node): string {
  const parent = parentOf(node);
  const own = `${node.kind}:${keyOf(node)}`;
  // A slash in a key (ARNs have them) may not be taken for one between nodes.
  return parent === undefined ? own : `${nodeId(parent)}/${own.replaceAll('/', '%2F')}`;
}

/** What tells it apart from its siblings of the same kind. */
function keyOf(node: Node): string {
  switch (node.kind) {
    case 'queues':
    case 'jobs':
    case 'environments':
    case 'definitions':
    case 'policies':
      return node.connection;
    case 'queue':
    case 'environment':
    case 'policy':
    case 'revision':
      return node.arn;
    case 'share':
      return node.identifier;
    case 'job':
      return node.jobId;
    case 'jobStatus':
    case 'childStatus':
      return node.status;
    case 'childRange':
      return `${node.from}-${node.to}`;
    case 'attempt':
      return String(node.number);
    case 'definition':
      return node.name;
    case 'dependsOn':
    case 'neededBy':
    case 'loadMore':
    case 'empty':
    case 'failure':
      return '';
  }
}
