// Asks AWS Batch for everything that the checks look at. What is refused is noted: the other checks still run.
import { type StatusCounts, childJobId, parentJobId } from '../../core/arrayJob';
import { nameOfArn } from '../../core/arn';
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import type { JobDefinition } from '../../core/jobDefinition';
import type { KnownJobStatus } from '../../core/jobStatus';
import type { JobQueue } from '../../core/jobQueue';
import { allPages } from '../allPages';
import type { Translate } from '../l10n';
import type { Session } from '../session';
import type { AccountFacts } from './accountFacts';
import { type Dependency, type Facts, type NamedEnvironment, type WantedConsumable, isWaiting } from './facts';
import { gatherAccount, needsAccount } from './gatherAccount';
import { told } from './told';

/** `shownName` is for titles, before anything is known. */
export type Question = { readonly shownName: string } & (
  | { readonly kind: 'job'; readonly jobId: string }
  /** Name or ARN. */
  | { readonly kind: 'queue'; readonly jobQueue: string }
);

/** The child that says most about why an array is not done. */
const tellingFirst: readonly KnownJobStatus[] = ['RUNNABLE', 'STARTING', 'RUNNING'];

type Asking = {
  readonly session: Session;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly t: Translate;
};

/** @throws AppError `notFound` when the service does not know the job; what the connection breaks with. */
export async function gatherFacts(question: Question, asking: Asking): Promise<Facts> {
  const { session, now } = asking;
  const place = {
    now,
    isLocal: session.connection.kind === 'local',
    hasConsole: session.connection.kind === 'aws',
    asked: question.kind,
  };
  if (question.kind === 'queue') {
    const ofQueue = await factsOfQueue(question.jobQueue, asking);
    const head = 'value' in ofQueue.head ? ofQueue.head.value : undefined;
    const ofHead = head === undefined ? nothing : await factsOfJob(head, asking);
    return { ...place, ...ofQueue, ...ofHead, account: await accountOf(head, ofQueue.environments, asking) };
  }
  const job = await subjectOf(await describeOne(question.jobId, asking), asking);
  const [ofJob, ofQueue] = await Promise.all([factsOfJob(job, asking), factsOfQueue(job.jobQueue, asking)]);
  return { ...place, ...ofQueue, ...ofJob, account: await accountOf(ofJob.job, ofQueue.environments, asking) };
}

async function accountOf(
  job: Job | undefined,
  environments: Facts['environments'],
  asking: Asking,
): Promise<AccountFacts | undefined> {
  const isOnAws = asking.session.connection.kind === 'aws';
  return isOnAws && needsAccount(job) ? gatherAccount(job, environments, asking) : undefined;
}

const nothing: Pick<Facts, 'dependencies' | 'consumables' | 'definition'> = {
  consumables: { value: [] },
  dependencies: { value: [] },
  definition: { value: undefined },
};

async function factsOfJob(
  job: Job,
  asking: Asking,
): Promise<Pick<Facts, 'job' | 'array' | 'dependencies' | 'consumables' | 'definition'>> {
  const parentId = parentJobId(job.jobId);
  const parent = parentId === undefined ? undefined : await told(describe([parentId], asking));
  const array = parent !== undefined && 'value' in parent ? parent.value[0] : undefined;
  const [dependencies, consumables, definition] = await Promise.all([
    told(dependenciesOf(job, array, asking)),
    told(consumablesOf(job, asking)),
    told(definitionOf(job, asking)),
  ]);
  return { job, array, dependencies, consumables, definition };
}

async function factsOfQueue(
  name: string,
  asking: Asking,
): Promise<Pick<Facts, 'queue' | 'environments' | 'front' | 'head'>> {
  const { session, signal } = asking;
  const [queue, front] = await Promise.all([
    told(findQueue(name, asking)),
    told(session.batch.fetchQueueFront(name, signal)),
  ]);
  const environments = 'value' in queue ? await told(environmentsOf(queue.value, asking)) : queue;
  const headId = 'value' in front ? front.value.jobs[0]?.jobId : undefined;
  const head =
    'error' in front ? front : headId === undefined ? { value: undefined } : await told(describeFirst(headId, asking));
  return { queue, environments, front, head };
}

/** Of an array that waits or has failed the child that says why; any other job is itself. */
async function subjectOf(job: Job, asking: Asking): Promise<Job> {
  if (job.array?.size === undefined) return job;
  const { session, signal } = asking;
  for (const status of telling(job.status, job.array.counts)) {
    const page = await told(session.batch.fetchJobPage({ arrayJobId: job.jobId, status }, {}, signal));
    const [child] = 'value' in page ? page.value.items : [];
    const detail = child && (await describeFirst(child.jobId, asking));
    if (detail !== undefined) return detail;
  }
  return job;
}

function telling(status: string, counts: StatusCounts | undefined): readonly KnownJobStatus[] {
  if (status === 'FAILED') return ['FAILED'];
  if (status !== 'PENDING') return [];
  return tellingFirst.filter((one) => counts === undefined || counts[one] > 0);
}

async function dependenciesOf(job: Job, array: Job | undefined, asking: Asking): Promise<readonly Dependency[]> {
  const index = job.array?.index;
  const ids = [...job.dependsOn, ...(array?.dependsOn ?? [])].flatMap(({ jobId, type }): readonly string[] => {
    if (index === undefined) return jobId === undefined ? [] : [jobId];
    if (type === 'N_TO_N') return jobId === undefined ? [] : [childJobId(parentJobId(jobId) ?? jobId, index)];
    if (type === 'SEQUENTIAL') return array === undefined || index === 0 ? [] : [childJobId(array.jobId, index - 1)];
    return jobId === undefined ? [] : [jobId];
  });
  const wanted = [...new Set(ids)];
  const jobs = wanted.length === 0 ? [] : await describe(wanted, asking);
  return wanted.map((jobId) => ({ jobId, job: jobs.find((one) => one.jobId === jobId) }));
}

async function consumablesOf(job: Job, { session, signal }: Asking): Promise<readonly WantedConsumable[]> {
  const wanted = isWaiting(job) ? (job.consumables ?? []) : [];
  return Promise.all(
    wanted.map(async ({ resource, quantity }) => ({
      quantity,
      resource: await session.batch.fetchConsumableResource(resource, signal),
    })),
  );
}

async function findQueue(name: string, { session, signal }: Asking): Promise<JobQueue | undefined> {
  const queues = await allPages((page) => session.batch.fetchJobQueuePage(page, signal));
  return queues.find((queue) => queue.arn === name || queue.name === nameOfArn(name));
}

async function environmentsOf(
  queue: JobQueue | undefined,
  { session, signal }: Asking,
): Promise<readonly NamedEnvironment[]> {
  const all = await allPages((page) => session.batch.fetchComputeEnvironmentPage(page, signal));
  return (queue?.computeEnvironments ?? []).map((arn) => ({
    name: nameOfArn(arn),
    environment: all.find((one) => one.name === nameOfArn(arn)),
  }));
}

async function definitionOf({ jobDefinition }: Job, { session, signal }: Asking): Promise<JobDefinition | undefined> {
  const name = nameOfArn(jobDefinition).replace(/:\d+$/, '');
  const revisions = await allPages((page) => session.batch.fetchJobDefinitionPage({ name }, page, signal));
  return revisions.find(({ arn }) => arn === jobDefinition);
}

function describe(jobIds: readonly string[], { session, signal }: Asking): Promise<readonly Job[]> {
  return session.batch.describeJobs(jobIds, signal);
}

async function describeFirst(jobId: string, asking: Asking): Promise<Job | undefined> {
  return (await describe([jobId], asking))[0];
}

async function describeOne(jobId: string, asking: Asking): Promise<Job> {
  const job = await describeFirst(jobId, asking);
  if (job === undefined)
    throw new AppError('notFound', asking.t('AWS Batch does not know the job {0} any longer.', jobId));
  return job;
}
