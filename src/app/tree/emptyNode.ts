// Says why there is nothing below its parent.
import type { Translate } from '../l10n';
import type { Node, NodeOf } from './node';
import { type NodeKind, type NodeView, leaf } from './nodeKind';
import { hasFilter } from './nodeOptions';

export const emptyNode: NodeKind<NodeOf<'empty'>> = {
  ...leaf,
  describe({ parent }, { t, optionsOf }) {
    const isFiltered = hasFilter(optionsOf(parent)) || ('parent' in parent && hasFilter(optionsOf(parent.parent)));
    return {
      label: isFiltered ? t('Nothing matches the filter.') : reason(parent, t),
      icon: { name: isFiltered ? 'filter' : 'info' },
      collapse: 'leaf',
      tokens: [],
      command: isFiltered ? undefined : nextStep(parent, t),
    };
  },
  tooltip: () => undefined,
};

/** What there is to do where nothing is. */
function nextStep({ kind }: Node, t: Translate): NodeView['command'] {
  switch (kind) {
    case 'jobs':
      return { id: 'awsBatch.submitPipeline', title: t('Submit Pipeline') };
    case 'queues':
    case 'environment':
      return { id: 'awsBatch.newQueue', title: t('Create Job Queue…') };
    case 'environments':
      return { id: 'awsBatch.newEnvironment', title: t('Create Compute Environment…') };
    case 'definitions':
      return { id: 'awsBatch.newDefinition', title: t('Register Job Definition…') };
    default:
      return undefined;
  }
}

function reason(parent: Node, t: Translate): string {
  switch (parent.kind) {
    case 'queues':
    case 'environments':
      return t('None in this region. Create one…');
    case 'jobs':
      return t('No jobs yet. Submit a text file, such as color.txt…');
    case 'definitions':
      return t('None in this region. Register one…');
    case 'policies':
      return t('There is no scheduling policy in this region.');
    case 'policy':
      return t('It names no share: each has the weight 1.');
    case 'definition':
      return t('It has no active revision.');
    case 'queue':
      return t('This queue holds SageMaker jobs, which are shown in the AWS console.');
    case 'environment':
      return t('No queue uses it. Create one…');
    case 'job':
      return t('AWS Batch does not know this job any longer.');
    case 'childRange':
      return t('These children do not exist yet: AWS Batch makes them when the array may begin.');
    case 'neededBy':
      return t('No job that is known waits for it.');
    case 'dependsOn':
      return t('It depends on no other job.');
    default:
      return t('None.');
  }
}
