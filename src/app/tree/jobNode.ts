// One job: its children where it is an array, else its attempts; and what it depends on, in both directions.
import { nameOfArn, partitionOfArn } from '../../core/arn';
import type { Job, JobSummary } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import { shownStatus } from '../../core/shownStatus';
import { isRunJobName } from '../pipeline/runOfJob';
import type { Need } from '../store/batchStore';
import { jobQueues } from '../store/listQuery';
import { childIds, childrenOf, partCount } from './jobChildren';
import { jobDescription, jobTooltip } from './jobText';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';
import { jobIcon, statusLabel } from './statusText';
import type { Token } from './tokens';

export const jobNode: NodeKind<NodeOf<'job'>> = {
  needs(node, context) {
    const ids = directChildIds(node, context).map((jobId): Need => ({ kind: 'job', jobId }));
    return [{ kind: 'job', jobId: node.jobId }, ...ids];
  },

  children(node, context) {
    const known = context.store.job(node.jobId);
    if (context.failureOf(node) !== undefined && known?.job === undefined) return [{ kind: 'failure', parent: node }];
    const job = known?.job;
    if (job === undefined) return [{ kind: 'empty', parent: node }];
    const nodes = [...partsOf(node, job, context), ...dependenciesOf(node, job)];
    return nodes.length > 0 ? nodes : [{ kind: 'empty', parent: node }];
  },

  describe(node, context) {
    const job = context.store.latest(node.jobId);
    if (job === undefined) {
      return { label: node.jobId, icon: { name: 'question' }, collapse: 'collapsed', tokens: ['id'] };
    }
    const label = labelOf(node, job, context);
    const description = descriptionOf(node, job, context);
    return {
      label,
      description,
      icon: jobIcon(shownStatus(job)),
      collapse: 'collapsed',
      tokens: tokensOf(node, job, context.store.job(node.jobId)?.job),
      spoken: [label, statusLabel(shownStatus(job)), description].filter((part) => part !== '').join(', '),
    };
  },

  tooltip(node, context) {
    const job = context.store.latest(node.jobId);
    return job === undefined ? undefined : jobTooltip(job, context.store.job(node.jobId)?.job, context);
  },

  resource(node, context) {
    const job = context.store.latest(node.jobId);
    return {
      name: { kind: 'job', jobId: node.jobId },
      shownName: job?.jobName ?? node.jobId,
      id: node.jobId,
      arn: job?.jobArn ?? arnOf(node, job),
    };
  },
};

/** Of a small array the children stand directly below it: one call for all. */
function directChildIds(node: NodeOf<'job'>, context: TreeContext): readonly string[] {
  const job = context.store.job(node.jobId)?.job;
  if (job === undefined || context.optionsOf(node).statuses !== undefined) return [];
  const count = partCount(job);
  return count !== undefined && count <= 100 ? childIds(job, 0, count) : [];
}

function partsOf(node: NodeOf<'job'>, job: Job, context: TreeContext): readonly Node[] {
  if (partCount(job) !== undefined) return childrenOf(node, job, context);
  return job.attempts.map((_, index): Node => ({ kind: 'attempt', jobId: job.jobId, number: index + 1, parent: node }));
}

function dependenciesOf(node: NodeOf<'job'>, job: Job): readonly Node[] {
  const dependsOn: readonly Node[] =
    job.dependsOn.length > 0 ? [{ kind: 'dependsOn', jobId: job.jobId, parent: node }] : [];
  // Jobs depend on whole arrays; that child n waits for child n is told by the arrays.
  const isChild = job.array?.index !== undefined;
  return isChild ? dependsOn : [...dependsOn, { kind: 'neededBy', jobId: job.jobId, parent: node }];
}

/** Children all have the name of their array: the index tells them apart. */
function labelOf(node: NodeOf<'job'>, job: JobSummary, { t }: TreeContext): string {
  const { kind } = node.parent;
  const index = job.array?.index;
  const isAmongChildren = kind === 'childRange' || kind === 'childStatus' || kind === 'job';
  if (isAmongChildren && index !== undefined) return t('Child {0}', index);
  return index === undefined ? job.jobName : `${job.jobName}:${index}`;
}

function descriptionOf(node: NodeOf<'job'>, job: JobSummary, context: TreeContext): string {
  const { kind } = node.parent;
  const text = jobDescription(job, context, kind !== 'jobStatus' && kind !== 'childStatus');
  const isOneOfSeveralQueues = kind === 'jobs' && (context.store.list(jobQueues)?.items.length ?? 0) > 1;
  if (!isOneOfSeveralQueues || node.queueArn === undefined) return text;
  return [text, nameOfArn(node.queueArn)].filter((part) => part !== '').join(' · ');
}

function tokensOf(node: NodeOf<'job'>, job: JobSummary, detail: Job | undefined): readonly Token[] {
  const isEnded = isTerminal(job.status);
  const always: readonly Token[] = ['arn', 'console', 'id', 'json', 'name', isEnded ? 'ended' : 'active'];
  return [
    ...always,
    ...(job.status === 'FAILED' ? (['failed'] as const) : []),
    ...(job.array?.size !== undefined ? (['array', 'filter'] as const) : []),
    ...(job.array?.index !== undefined ? (['child'] as const) : []),
    ...(isRunJobName(job.jobName) ? (['pipeline'] as const) : []),
    ...(node.parent.kind === 'dependsOn' || node.parent.kind === 'neededBy' ? (['link'] as const) : []),
    ...(detail?.logStreamName !== undefined ? (['log'] as const) : []),
  ];
}

/** Lists of older emulators give no ARN; the queue's has the same account and region. */
function arnOf(node: NodeOf<'job'>, job: JobSummary | undefined): string | undefined {
  const other = node.queueArn ?? job?.jobDefinition;
  if (other === undefined || partitionOfArn(other) === undefined) return undefined;
  return `${other.split(':').slice(0, 5).join(':')}:job/${node.jobId}`;
}
