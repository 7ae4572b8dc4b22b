// The section of the job definitions, one row for each name.
import { type JobDefinition } from '../../core/jobDefinition';
import { jobDefinitions } from '../store/listQuery';
import { listNeed, withEnds } from './listEnds';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';
import { isNameMatch } from './nodeOptions';

export const definitionsNode: NodeKind<NodeOf<'definitions'>> = {
  needs: (node, context) => [listNeed(queryOf(node, context))],

  children(node, context) {
    const list = context.store.list(queryOf(node, context));
    const options = context.optionsOf(node);
    const names = [...new Set((list?.items ?? []).map(({ name }) => name))].filter((name) =>
      isNameMatch(name, options),
    );
    names.sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
    return withEnds(
      node,
      names.map((name): Node => ({ kind: 'definition', name, parent: node })),
      [list],
      context,
    );
  },

  describe(node, context) {
    const { t, format } = context;
    const showsInactive = context.optionsOf(node).showsInactive === true;
    const list = context.store.list(queryOf(node, context));
    const names = new Set(list?.items.map(({ name }) => name)).size;
    const count =
      list?.hasMore === true ? t('{0} revisions read so far', format.count(list.items.length)) : format.count(names);
    return {
      label: t('Job Definitions'),
      description: list?.seenAt === undefined ? undefined : count,
      icon: { name: 'file-code' },
      collapse: 'collapsed',
      tokens: ['filter', 'list', showsInactive ? 'showsInactive' : 'hidesInactive'],
    };
  },

  tooltip: (_node, { t }) => t('What jobs are made of: image, command, size. A change makes a new revision.'),

  more: (node, context) => [queryOf(node, context)],
};

function queryOf(node: Node, { optionsOf }: TreeContext) {
  return jobDefinitions(optionsOf(node).showsInactive === true);
}

/** The newest revision of a name that was read for the section. */
export function findLatest(name: string, section: Node, context: TreeContext): JobDefinition | undefined {
  const revisions = context.store.list(queryOf(section, context))?.items.filter((revision) => revision.name === name);
  return revisions?.reduce<JobDefinition | undefined>(
    (latest, revision) => (latest === undefined || revision.revision > latest.revision ? revision : latest),
    undefined,
  );
}
