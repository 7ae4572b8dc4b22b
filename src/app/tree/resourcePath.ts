// Where in the tree a queue, an environment or a revision stands.
import { nameOfArn } from '../../core/arn';
import { AppError } from '../../core/errors';
import type { Node } from './node';
import { type ClearFilter, findIn } from './revealPath';
import type { SessionTree } from './sessionTree';

type Step = (node: Node) => boolean;

/**
 * Asks anew for the lists on the way: what is to be shown was made a moment ago.
 * @throws AppError `notFound` when no list has it.
 */
export async function resourcePath(tree: SessionTree, arn: string, clearFilter: ClearFilter): Promise<Node> {
  let at: Node | undefined;
  for (const isIt of stepsTo(arn)) {
    if (at === undefined) {
      at = tree.roots().find(isIt);
      continue;
    }
    const lists = tree.needsOf(at).flatMap((need) => (need.kind === 'list' ? [need.query] : []));
    await Promise.all(lists.map((query) => tree.store.refreshList(query)));
    at = await findIn(tree, at, isIt, clearFilter);
  }
  if (at === undefined) throw new AppError('notFound', `The view has no place for ${arn}.`);
  return at;
}

/** From a section to the node. */
function stepsTo(arn: string): readonly Step[] {
  const hasArn: Step = (node) => 'arn' in node && node.arn === arn;
  if (arn.includes(':job-queue/')) return [({ kind }) => kind === 'queues', hasArn];
  if (arn.includes(':compute-environment/')) return [({ kind }) => kind === 'environments', hasArn];
  const name = nameOfArn(arn).replace(/:\d+$/, '');
  if (!arn.includes(':job-definition/')) return [];
  return [({ kind }) => kind === 'definitions', (node) => node.kind === 'definition' && node.name === name, hasArn];
}
