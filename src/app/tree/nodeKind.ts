// What each kind of node can do, and what it may look at for that: the store and the user's choices, nothing else.
import type { Connection } from '../../core/connection';
import type { AppError } from '../../core/errors';
import type { Translate } from '../l10n';
import type { ResourceName } from '../ports';
import type { Need, StoreView } from '../store/batchStore';
import type { ListQuery } from '../store/listQuery';
import type { Node } from './node';
import type { NodeOptions } from './nodeOptions';
import type { Token } from './tokens';

export type TreeContext = {
  readonly store: StoreView;
  readonly connection: Connection;
  readonly t: Translate;
  readonly format: Formats;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly optionsOf: (node: Node) => NodeOptions;
  /** How many items of the node are shown; Load More adds to it. */
  readonly limitOf: (node: Node) => number;
  /** Jobs to show among the recent ones, whether they are listed or not. */
  readonly pinnedJobIds: readonly string[];
  /** Why what the node holds, or a part of it, could not be had. */
  readonly failureOf: (node: Node) => AppError | undefined;
};

/** Numbers and times as the user's language writes them. */
export type Formats = {
  /** `1,000` */
  count(value: number): string;
  /** Date and time of day. @param timeMs since 1970 */
  dateTime(timeMs: number): string;
  /** Time of day. @param timeMs since 1970 */
  clock(timeMs: number): string;
};

export type NodeView = {
  readonly label: string;
  readonly description?: string;
  readonly icon: NodeIcon;
  /** `expanded` is how it is shown at first. */
  readonly collapse: 'leaf' | 'collapsed' | 'expanded';
  readonly tokens: readonly Token[];
  /** Read out instead of label and description. */
  readonly spoken?: string;
  /** Run with the node when it is clicked. */
  readonly command?: { readonly id: `awsBatch.${string}`; readonly title: string };
};

/** `name` is a codicon's, `color` one of the theme's. */
export type NodeIcon = { readonly name: string; readonly color?: string };

/** Something of AWS Batch that a node stands for. */
export type NodeResource = {
  readonly name: ResourceName;
  readonly shownName: string;
  readonly id?: string;
  readonly arn?: string;
};

export interface NodeKind<N extends Node> {
  /** What the store must hold for its children. It may grow when a part of it is there. */
  needs(node: N, context: TreeContext): readonly Need[];
  /** From what is in the store. Ends in items, an `empty` node or a `failure` node. */
  children(node: N, context: TreeContext): readonly Node[];
  describe(node: N, context: TreeContext): NodeView;
  /** Markdown; asked for when the pointer rests on it. */
  tooltip(node: N, context: TreeContext): string | undefined;
  /** Lists to read on when everything that was read is shown. */
  more?(node: N, context: TreeContext): readonly ListQuery<unknown>[];
  resource?(node: N, context: TreeContext): NodeResource | undefined;
}

/** The part of a kind that has nothing below it. */
export const leaf = {
  needs: (): readonly Need[] => [],
  children: (): readonly Node[] => [],
};
