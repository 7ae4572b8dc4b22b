// One revision of a job definition.
import { nameOfArn } from '../../core/arn';
import type { JobDefinition } from '../../core/jobDefinition';
import { formatDuration } from '../../core/time';
import { revisionsOf } from '../store/listQuery';
import { containerFacts, sizeText } from './jobText';
import { bold, code, facts, paragraphs, plain } from './markdown';
import type { NodeOf } from './node';
import { type NodeKind, type TreeContext, leaf } from './nodeKind';

export const revisionNode: NodeKind<NodeOf<'revision'>> = {
  ...leaf,

  describe(node, context) {
    const revision = find(node, context);
    const isInactive = revision !== undefined && revision.status !== 'ACTIVE';
    const parts = [
      isInactive ? revision.status : undefined,
      revision?.container?.image,
      sizeText(revision?.container, context.t),
    ];
    return {
      label: context.t('Revision {0}', revision?.revision ?? nameOfArn(node.arn)),
      description: parts.filter((part) => part !== undefined).join(' · '),
      icon: isInactive ? { name: 'circle-slash', color: 'disabledForeground' } : { name: 'git-commit' },
      collapse: 'leaf',
      tokens: ['arn', 'console', 'json', 'name', ...(revision?.status === 'ACTIVE' ? ['registered' as const] : [])],
    };
  },

  tooltip(node, context) {
    const revision = find(node, context);
    if (revision === undefined) return undefined;
    const { t } = context;
    const parameters = Object.entries(revision.parameters).map(([name, value]) => code(`${name}=${value}`));
    const timeout = revision.timeoutSeconds;
    return paragraphs(
      `${bold(nameOfArn(revision.arn))} · ${code(revision.status)}`,
      revision.status === 'INACTIVE'
        ? plain(t('It is deregistered: no new jobs can be made of it. AWS removes it for good after 180 days.'))
        : undefined,
      facts(
        ...containerFacts(revision.container, context),
        [t('Kind'), plain([revision.type, ...revision.platforms].join(' · '))],
        [t('Parameters'), parameters.length === 0 ? undefined : parameters.join(', ')],
        [t('Attempts'), revision.maxAttempts === undefined ? undefined : String(revision.maxAttempts)],
        [t('Timeout'), timeout === undefined ? undefined : plain(formatDuration(timeout * 1000))],
        [t('ARN'), code(revision.arn)],
      ),
    );
  },

  resource: (node) => ({
    name: { kind: 'jobDefinition', name: node.arn },
    shownName: nameOfArn(node.arn),
    arn: node.arn,
  }),
};

function find({ arn, name }: NodeOf<'revision'>, { store }: TreeContext): JobDefinition | undefined {
  const lists = [revisionsOf(name, true), revisionsOf(name, false)];
  return lists.flatMap((query) => store.list(query)?.items ?? []).find((revision) => revision.arn === arn);
}
