// Stands behind the last item of a list that goes on.
import type { NodeOf } from './node';
import { type NodeKind, leaf } from './nodeKind';

export const loadMoreNode: NodeKind<NodeOf<'loadMore'>> = {
  ...leaf,
  describe: (_node, { t }) => ({
    label: t('Load More…'),
    icon: { name: 'ellipsis' },
    collapse: 'leaf',
    tokens: [],
    command: { id: 'awsBatch.loadMore', title: t('Load More') },
  }),
  tooltip: () => undefined,
};
