// Where in the tree a job stands: among the recent ones, a child below its array.
import { parentJobId } from '../../core/arrayJob';
import { AppError } from '../../core/errors';
import { type Node, nodeId } from './node';
import type { SessionTree } from './sessionTree';

/** Takes away what hides children of the node. */
export type ClearFilter = (node: Node) => Promise<void>;

/**
 * Fetches what it takes, and makes sure that nothing hides the job.
 * @throws AppError `notFound` when the service does not know it; whatever its description failed with.
 */
export async function revealPath(tree: SessionTree, jobId: string, clearFilter: ClearFilter): Promise<Node> {
  const { store } = tree;
  const topId = parentJobId(jobId) ?? jobId;
  await store.refreshJobs([topId, jobId]);
  for (const id of [topId, jobId]) {
    const known = store.job(id);
    if (known?.job !== undefined) continue;
    if (known?.error !== undefined) throw known.error;
    throw new AppError('notFound', `AWS Batch does not know the job ${id}. Was it submitted on this connection?`);
  }
  tree.pin(topId);
  const section = tree.roots().find(({ kind }) => kind === 'jobs');
  if (section === undefined) throw new Error('The tree has no section for jobs.');
  const top = await findIn(tree, section, isJob(topId), clearFilter);
  return topId === jobId ? top : findChild(tree, top, jobId, clearFilter);
}

function isJob(jobId: string): (node: Node) => boolean {
  return (node) => node.kind === 'job' && node.jobId === jobId;
}

/** The child that is wanted, with nothing that hides it any longer. @throws AppError `notFound` */
export async function findIn(
  tree: SessionTree,
  parent: Node,
  isIt: (node: Node) => boolean,
  clearFilter: ClearFilter,
): Promise<Node> {
  await tree.prepare(parent);
  if (!tree.everythingIn(parent).some(isIt)) await clearFilter(parent);
  const all = tree.everythingIn(parent);
  const index = all.findIndex(isIt);
  const found = all[index];
  if (found === undefined) throw new AppError('notFound', `What is to be shown is not below ${nodeId(parent)}.`);
  tree.showAtLeast(parent, index + 1);
  return found;
}

async function findChild(tree: SessionTree, top: Node, jobId: string, clearFilter: ClearFilter): Promise<Node> {
  const index = Number(jobId.slice(jobId.lastIndexOf(':') + 1));
  if (tree.optionsOf(top).statuses !== undefined) await clearFilter(top);
  let at = top;
  for (;;) {
    await tree.prepare(at);
    const range = tree
      .childrenOf(at)
      .find((node) => node.kind === 'childRange' && node.from <= index && index < node.to);
    if (range === undefined) return findIn(tree, at, isJob(jobId), clearFilter);
    at = range;
  }
}
