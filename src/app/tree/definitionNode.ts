// One job definition by name; it holds its revisions, newest first.
import { nameOfArn } from '../../core/arn';
import { revisionsOf } from '../store/listQuery';
import { findLatest } from './definitionsNode';
import { containerFacts, sizeText } from './jobText';
import { listNeed, withEnds } from './listEnds';
import { bold, code, facts, paragraphs } from './markdown';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';

export const definitionNode: NodeKind<NodeOf<'definition'>> = {
  needs: (node, context) => [listNeed(queryOf(node, context))],

  children(node, context) {
    const list = context.store.list(queryOf(node, context));
    const sorted = [...(list?.items ?? [])].sort((one, other) => other.revision - one.revision);
    const nodes = sorted.map(({ arn, name }): Node => ({ kind: 'revision', arn, name, parent: node }));
    return withEnds(node, nodes, [list], context);
  },

  describe(node, context) {
    const latest = findLatest(node.name, node.parent, context);
    const parts = [
      latest === undefined ? undefined : `:${latest.revision}`,
      latest?.container?.image,
      sizeText(latest?.container, context.t),
    ];
    return {
      label: node.name,
      description: parts.filter((part) => part !== undefined).join(' · '),
      icon: { name: 'file-code' },
      collapse: 'collapsed',
      tokens: ['arn', 'console', 'json', 'list', 'name'],
    };
  },

  tooltip(node, context) {
    const latest = findLatest(node.name, node.parent, context);
    const { t } = context;
    return paragraphs(
      bold(node.name),
      latest &&
        facts([t('Latest revision'), code(nameOfArn(latest.arn))], ...containerFacts(latest.container, context)),
    );
  },

  more: (node, context) => [queryOf(node, context)],

  resource(node, context) {
    const latest = findLatest(node.name, node.parent, context);
    return latest && { name: { kind: 'jobDefinition', name: latest.arn }, shownName: node.name, arn: latest.arn };
  },
};

/** The choice of the section holds for its definitions. */
function queryOf(node: NodeOf<'definition'>, { optionsOf }: TreeContext) {
  return revisionsOf(node.name, optionsOf(node.parent).showsInactive === true);
}
