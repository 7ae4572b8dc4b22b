// The ends of every list in the tree: what could not be had, how it goes on, or why there is nothing.
import type { Need } from '../store/batchStore';
import type { ListQuery } from '../store/listQuery';
import type { ListSnapshot } from '../store/pagedList';
import type { Node } from './node';
import type { TreeContext } from './nodeKind';

/** What is shown of a list at first, and how much more each Load More shows. */
export const itemsPerLoad = 100;

/** At most as many items as the user has asked for, with what belongs before and behind them. */
export function withEnds(
  parent: Node,
  items: readonly Node[],
  lists: readonly (ListSnapshot<unknown> | undefined)[],
  context: TreeContext,
): readonly Node[] {
  const limit = context.limitOf(parent);
  const hasMore = items.length > limit || lists.some((list) => list?.hasMore === true);
  const failures: readonly Node[] = context.failureOf(parent) === undefined ? [] : [{ kind: 'failure', parent }];
  const isEmpty = items.length === 0 && failures.length === 0;
  return [
    ...failures,
    ...items.slice(0, limit),
    ...(isEmpty ? [{ kind: 'empty', parent } as const] : []),
    ...(hasMore ? [{ kind: 'loadMore', parent } as const] : []),
  ];
}

/** `12`, or `1,000+` when there are more than were read. */
export function countText(
  count: number,
  lists: readonly (ListSnapshot<unknown> | undefined)[],
  { format }: TreeContext,
): string {
  return lists.some((list) => list?.hasMore === true) ? `${format.count(count)}+` : format.count(count);
}

export function listNeed(query: ListQuery<unknown>): Need {
  return { kind: 'list', query };
}
