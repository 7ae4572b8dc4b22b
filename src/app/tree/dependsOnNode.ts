// The jobs that must succeed before this one begins.
import type { JobDependency } from '../../core/job';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';

export const dependsOnNode: NodeKind<NodeOf<'dependsOn'>> = {
  needs: (node, context) => idsOf(node, context).map((jobId) => ({ kind: 'job', jobId }) as const),

  children(node, context) {
    const failures: Node[] = context.failureOf(node) === undefined ? [] : [{ kind: 'failure', parent: node }];
    const jobs = idsOf(node, context).map((jobId): Node => ({ kind: 'job', jobId, parent: node }));
    const all = [...failures, ...jobs];
    return all.length > 0 ? all : [{ kind: 'empty', parent: node }];
  },

  describe(node, context) {
    const { t } = context;
    const dependencies = dependenciesOf(node, context);
    const isSequential = dependencies.some(({ type }) => type === 'SEQUENTIAL');
    const isChildByChild = dependencies.some(({ type }) => type === 'N_TO_N');
    const parts = [
      String(idsOf(node, context).length),
      isChildByChild ? t('child by child') : undefined,
      isSequential ? t('each child waits for the one before') : undefined,
    ];
    return {
      label: t('Depends on'),
      description: parts.filter((part) => part !== undefined && part !== '0').join(' · '),
      icon: { name: 'references' },
      collapse: 'collapsed',
      tokens: [],
    };
  },

  tooltip: (_node, { t }) => t('These jobs must succeed first. If one fails, this job fails without having run.'),
};

function dependenciesOf({ jobId }: NodeOf<'dependsOn'>, { store }: TreeContext): readonly JobDependency[] {
  return store.job(jobId)?.job?.dependsOn ?? [];
}

function idsOf(node: NodeOf<'dependsOn'>, context: TreeContext): readonly string[] {
  return [...new Set(dependenciesOf(node, context).flatMap(({ jobId }) => jobId ?? []))];
}
