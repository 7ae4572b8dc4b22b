// One job queue; it holds its jobs by state.
import { nameOfArn } from '../../core/arn';
import { type JobQueue, isUsable } from '../../core/jobQueue';
import { jobStatuses } from '../../core/jobStatus';
import { jobQueues, jobsInStatus } from '../store/listQuery';
import { countText, listNeed } from './listEnds';
import { bold, code, facts, paragraphs, plain } from './markdown';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';
import { isStatusMatch } from './nodeOptions';
import { groupJobs, listsBehind } from './queueJobs';
import { explainQueue, resourceIcon, resourceState, stateToken } from './statusText';

export const queueNode: NodeKind<NodeOf<'queue'>> = {
  needs: (node, context) =>
    holdsServiceJobs(findQueue(node, context))
      ? []
      : jobStatuses.map((status) => listNeed(jobsInStatus(node.arn, status))),

  children(node, context) {
    if (holdsServiceJobs(findQueue(node, context))) return [{ kind: 'empty', parent: node }];
    const options = context.optionsOf(node);
    const policyArn = findQueue(node, context)?.schedulingPolicyArn;
    const policies: Node[] = policyArn === undefined ? [] : [{ kind: 'policy', arn: policyArn, parent: node }];
    const failures: Node[] = context.failureOf(node) === undefined ? [] : [{ kind: 'failure', parent: node }];
    // Where every list was refused, seven rows without a count say nothing.
    if (jobStatuses.every((status) => context.store.list(jobsInStatus(node.arn, status))?.seenAt === undefined)) {
      return [...failures, ...policies];
    }
    const groups = jobStatuses.filter((status) => isStatusMatch(status, options));
    return [
      ...failures,
      ...groups.map((status): Node => ({ kind: 'jobStatus', queueArn: node.arn, status, parent: node })),
      ...policies,
    ];
  },

  describe(node, context) {
    const queue = findQueue(node, context);
    const name = queue?.name ?? nameOfArn(node.arn);
    if (queue === undefined) return { label: name, icon: { name: 'question' }, collapse: 'collapsed', tokens: [] };
    const description = describeQueue(queue, context);
    return {
      label: name,
      description,
      icon: resourceIcon(queue, 'inbox'),
      collapse: 'collapsed',
      tokens: ['arn', 'console', 'filter', 'json', 'name', 'sort', stateToken(queue)],
      spoken: `${context.t('Job queue {0}', name)}, ${description}`,
    };
  },

  tooltip(node, context) {
    const queue = findQueue(node, context);
    if (queue === undefined) return undefined;
    const { t } = context;
    const environments = queue.computeEnvironments.map((arn) => code(nameOfArn(arn)));
    return paragraphs(
      `${bold(queue.name)} · ${code(queue.state)} · ${code(queue.status)}`,
      plain(explainQueue(queue, t)),
      queue.statusReason === undefined ? undefined : `> ${plain(queue.statusReason)}`,
      facts(
        [t('Priority'), String(queue.priority)],
        [t('Environments'), environments.length === 0 ? undefined : environments.join(' → ')],
        [t('Order'), orderText(queue, context)],
        [t('Kind'), queue.queueType === undefined ? undefined : code(queue.queueType)],
        [t('ARN'), code(queue.arn)],
      ),
    );
  },

  resource(node, context) {
    const shownName = findQueue(node, context)?.name ?? nameOfArn(node.arn);
    return { name: { kind: 'jobQueue', name: node.arn }, shownName, arn: node.arn };
  },
};

export function findQueue({ arn }: { readonly arn: string }, { store }: TreeContext): JobQueue | undefined {
  return store.list(jobQueues)?.items.find((queue) => queue.arn === arn);
}

function orderText({ schedulingPolicyArn }: JobQueue, { t }: TreeContext): string {
  if (schedulingPolicyArn === undefined) return plain(t('first in, first out'));
  return `${plain(t('fair share'))} (${code(nameOfArn(schedulingPolicyArn))})`;
}

/** ListJobs knows nothing of service jobs. */
export function holdsServiceJobs(queue: JobQueue | undefined): boolean {
  return queue !== undefined && queue.serviceEnvironments.length > 0;
}

function describeQueue(queue: JobQueue, context: TreeContext): string {
  const { t } = context;
  const parts = [
    isUsable(queue) ? undefined : resourceState(queue),
    countOf(queue, 'RUNNABLE', (count) => t('{0} waiting', count), context),
    countOf(queue, 'RUNNING', (count) => t('{0} running', count), context),
    t('priority {0}', queue.priority),
    queue.computeEnvironments.map(nameOfArn).join(', '),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** Undefined until all lists that it takes have been read. */
function countOf(
  queue: JobQueue,
  status: 'RUNNABLE' | 'RUNNING',
  text: (count: string) => string,
  context: TreeContext,
): string | undefined {
  const lists = listsBehind(queue.arn, status).map((query) => context.store.list(query));
  if (lists.some((list) => list?.seenAt === undefined)) return undefined;
  const count = groupJobs(context.store, queue.arn).get(status)?.length ?? 0;
  return text(countText(count, lists, context));
}
