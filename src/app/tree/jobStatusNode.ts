// The jobs of a queue under one state.
import { isTerminal } from '../../core/jobStatus';
import { countText, listNeed, withEnds } from './listEnds';
import { bold, paragraphs, plain } from './markdown';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';
import { isNameMatch, sortJobs } from './nodeOptions';
import { groupJobs, listsBehind } from './queueJobs';
import { explainStatus, jobIcon, statusLabel } from './statusText';

export const jobStatusNode: NodeKind<NodeOf<'jobStatus'>> = {
  needs: ({ queueArn, status }) => listsBehind(queueArn, status).map(listNeed),

  children(node, context) {
    const options = context.optionsOf(node);
    const sort = options.sort ?? context.optionsOf(node.parent).sort;
    const nodes = sortJobs(jobsOf(node, context), sort, context.now).map(({ jobId }): Node => ({
      kind: 'job',
      jobId,
      queueArn: node.queueArn,
      parent: node,
    }));
    return withEnds(node, nodes, listsOf(node, context), context);
  },

  describe(node, context) {
    const lists = listsOf(node, context);
    const all = groupJobs(context.store, node.queueArn).get(node.status)?.length ?? 0;
    const shown = jobsOf(node, context).length;
    const total = countText(all, lists, context);
    const isKnown = lists[0]?.seenAt !== undefined;
    const count = shown === all ? total : context.t('{0} of {1}', context.format.count(shown), total);
    return {
      label: statusLabel(node.status),
      description: isKnown ? count : undefined,
      icon: jobIcon(node.status),
      collapse: isKnown && total === '0' ? 'leaf' : 'collapsed',
      tokens: ['filter', 'list', 'sort', ...(isTerminal(node.status) ? [] : (['active'] as const))],
    };
  },

  tooltip({ status }, { t }) {
    const isWithArrays = status === 'RUNNING' || status === 'RUNNABLE';
    return paragraphs(
      bold(status),
      plain(explainStatus(status, t)),
      isWithArrays
        ? plain(t('Array jobs are here too while their children are; AWS Batch calls their parents PENDING.'))
        : undefined,
    );
  },

  more: ({ queueArn, status }) => listsBehind(queueArn, status),
};

function listsOf({ queueArn, status }: NodeOf<'jobStatus'>, { store }: TreeContext) {
  return listsBehind(queueArn, status).map((query) => store.list(query));
}

/** Those that the filters of the group and of the queue leave. */
function jobsOf(node: NodeOf<'jobStatus'>, context: TreeContext) {
  const filters = [context.optionsOf(node), context.optionsOf(node.parent)];
  const jobs = groupJobs(context.store, node.queueArn).get(node.status) ?? [];
  return jobs.filter(({ jobName }) => filters.every((options) => isNameMatch(jobName, options)));
}
