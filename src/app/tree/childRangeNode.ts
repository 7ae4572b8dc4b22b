// A range of an array's children: they are asked for when it is opened.
import { type StatusCounts, statusCounts } from '../../core/arrayJob';
import { shownStatus } from '../../core/shownStatus';
import { childIds, childrenPerRange, rangesOf } from './jobChildren';
import { countsText } from './jobText';
import type { NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';

export const childRangeNode: NodeKind<NodeOf<'childRange'>> = {
  needs: (node, context) => idsOf(node, context).map((jobId) => ({ kind: 'job', jobId }) as const),

  children(node, context) {
    if (context.failureOf(node) !== undefined) {
      return [{ kind: 'failure', parent: node }, ...partsOf(node, context)];
    }
    const parts = partsOf(node, context);
    return parts.length > 0 ? parts : [{ kind: 'empty', parent: node }];
  },

  describe(node, context) {
    const { t, format } = context;
    const counts = knownCounts(node, context);
    return {
      label: t('{0} to {1}', format.count(node.from), format.count(node.to - 1)),
      description: counts === undefined ? undefined : countsText(counts, context),
      icon: { name: 'symbol-array' },
      collapse: 'collapsed',
      tokens: [],
      spoken: t('Children {0} to {1}', format.count(node.from), format.count(node.to - 1)),
    };
  },

  tooltip: () => undefined,
};

function jobOf({ jobId }: NodeOf<'childRange'>, { store }: TreeContext) {
  return { jobId, nodeCount: store.latest(jobId)?.nodeCount };
}

function partsOf(node: NodeOf<'childRange'>, context: TreeContext) {
  return rangesOf(node, jobOf(node, context), node.from, node.to, context);
}

/** None where the range holds ranges. */
function idsOf(node: NodeOf<'childRange'>, context: TreeContext): readonly string[] {
  return node.to - node.from > childrenPerRange ? [] : childIds(jobOf(node, context), node.from, node.to);
}

/** Undefined until all of them were looked at: a part of the numbers would mislead. */
function knownCounts(node: NodeOf<'childRange'>, context: TreeContext): StatusCounts | undefined {
  const ids = idsOf(node, context);
  const jobs = ids.flatMap((id) => context.store.latest(id) ?? []);
  if (ids.length === 0 || jobs.length < ids.length) return undefined;
  const counts: Record<string, number> = {};
  for (const job of jobs) counts[shownStatus(job)] = (counts[shownStatus(job)] ?? 0) + 1;
  return statusCounts(counts);
}
