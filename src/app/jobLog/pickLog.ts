// Which log is meant: that of what was clicked, of a child of an array, or of a recent job that the user picks.
import { childJobId } from '../../core/arrayJob';
import { type KnownJobStatus, jobStatuses } from '../../core/jobStatus';
import type { Job, JobSummary } from '../../core/job';
import type { Session } from '../session';
import { type PickServices, pickQueue } from '../submit/pickName';
import { isNode } from '../tree';
import { failureText } from '../tree/jobText';
import { statusLabel } from '../tree/statusText';
import type { PickItem } from '../ui';
import type { JobLogTarget } from './logPlace';

/** The failed ones are what people look for; those that wait have no log. */
const childOrder: readonly KnownJobStatus[] = ['FAILED', 'RUNNING', 'STARTING', 'SUCCEEDED'];
/** A filter needs a value: no job is older than AWS Batch itself. */
const beforeAwsBatch = Date.UTC(2016, 11, 1);

/** Undefined for what is no job. */
export function logTargetOf(node: unknown): JobLogTarget | undefined {
  if (!isNode(node)) return undefined;
  if (node.kind === 'attempt') return { jobId: node.jobId, attempt: node.number };
  return node.kind === 'job' ? { jobId: node.jobId } : undefined;
}

/** Id of a job; its queue is asked for first. */
export async function pickRecentJob(services: PickServices, session: Session, title: string): Promise<string> {
  const { ui, t } = services;
  const jobQueue = await pickQueue(services, session, { title, placeholder: t('Job Queue') });
  const list = async (): Promise<readonly PickItem<string>[]> => {
    const page = await session.batch.fetchJobPage({ jobQueue, createdAfter: beforeAwsBatch }, {}, session.signal);
    return page.items.map((job) => ({
      label: job.jobName,
      description: [statusLabel(job.status), job.jobId].join(' · '),
      value: job.jobId,
    }));
  };
  return ui.pick(list(), { title, placeholder: t('Job') });
}

/** Id of the job that writes a log: the parents of arrays and of multi-node jobs write none. */
export async function pickPart(job: Job, services: PickServices, session: Session): Promise<string> {
  const { ui, t } = services;
  const title = t('Open Log of {0}', job.jobName);
  if (job.nodeCount !== undefined) {
    const nodes = Array.from({ length: job.nodeCount }, (_, index) => ({
      label: t('Node {0}', index),
      value: `${job.jobId}#${index}`,
    }));
    return ui.pick(nodes, { title });
  }
  const size = job.array?.size;
  if (size === undefined) return job.jobId;
  const typeIndex: PickItem<undefined> = { label: t('Type an Index…'), icon: 'edit', value: undefined };
  const items = childItems(job, services, session).then((children) => [...children, typeIndex]);
  const chosen = await ui.pick<string | undefined>(items, { title, placeholder: t('Child, the failed ones first') });
  if (chosen !== undefined) return chosen;
  const isIndex = (value: string): boolean => /^\d+$/.test(value.trim()) && Number(value) < size;
  const typed = await ui.input({
    title,
    prompt: t('Index of a child, 0 to {0}', size - 1),
    validate: (value) => (isIndex(value) ? undefined : t('A whole number from 0 to {0}.', size - 1)),
  });
  return childJobId(job.jobId, Number(typed));
}

async function childItems(
  { jobId, array }: Job,
  { t }: PickServices,
  { batch, signal }: Session,
): Promise<readonly PickItem<string>[]> {
  const statuses = childOrder.filter((status) => array?.counts === undefined || array.counts[status] > 0);
  const pages = await Promise.all(
    statuses.map((status) => batch.fetchJobPage({ arrayJobId: jobId, status }, {}, signal)),
  );
  return pages.flatMap(({ items }, place) =>
    [...items].sort(byIndex).map((child) => ({
      label: t('Child {0}', child.array?.index ?? child.jobId),
      description: failureText(child, t),
      group: statusLabel(statuses[place] ?? jobStatuses[0]),
      value: child.jobId,
    })),
  );
}

function byIndex(one: JobSummary, other: JobSummary): number {
  return (one.array?.index ?? 0) - (other.array?.index ?? 0);
}
