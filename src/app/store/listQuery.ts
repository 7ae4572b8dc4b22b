// What can be listed of AWS Batch, each list under a key of its own: who may show what is one table of these.
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import type { JobSummary } from '../../core/job';
import type { JobDefinition } from '../../core/jobDefinition';
import type { JobQueue } from '../../core/jobQueue';
import { type KnownJobStatus, isTerminal } from '../../core/jobStatus';
import type { SchedulingPolicy } from '../../core/schedulingPolicy';
import type { BatchBrowserPort, Page, PageRequest } from '../ports';

export type ListQuery<T> = {
  /** Equal queries have equal keys. Never mixed between sessions: each session has a store of its own. */
  readonly key: string;
  /** How old the list may get while it is shown. */
  readonly maxAgeMs: number;
  /** Lists of jobs by state: what leaves the live ones of a queue has gone to the ended ones of the same queue. */
  readonly flow?: { readonly queueArn: string; readonly isEnded: boolean };
  /** How many pages the first look takes; Load More takes as many again. Default 1. */
  readonly pagesAtOnce?: number;
  /** A list may shift between two pages: what comes twice is kept once. */
  idOf(item: T): string;
  fetchPage(batch: BatchBrowserPort, page: PageRequest, signal: AbortSignal): Promise<Page<T>>;
};

/** Asked for at every look, but not twice in a moment. */
const liveMaxAgeMs = 1500;
const resourcesMaxAgeMs = 30_000;
const definitionsMaxAgeMs = 60_000;
const endedMaxAgeMs = 60_000;
/** Filters need a value: no job is older than AWS Batch itself. */
const beforeAwsBatch = Date.UTC(2016, 11, 1);

export const jobQueues: ListQuery<JobQueue> = {
  key: 'jobQueues',
  maxAgeMs: resourcesMaxAgeMs,
  pagesAtOnce: 5,
  idOf: ({ arn }) => arn,
  fetchPage: (batch, page, signal) => batch.fetchJobQueuePage(page, signal),
};

export const computeEnvironments: ListQuery<ComputeEnvironment> = {
  key: 'computeEnvironments',
  maxAgeMs: resourcesMaxAgeMs,
  pagesAtOnce: 5,
  idOf: ({ arn }) => arn,
  fetchPage: (batch, page, signal) => batch.fetchComputeEnvironmentPage(page, signal),
};

export const schedulingPolicies: ListQuery<SchedulingPolicy> = {
  key: 'schedulingPolicies',
  maxAgeMs: resourcesMaxAgeMs,
  pagesAtOnce: 5,
  idOf: ({ arn }) => arn,
  fetchPage: (batch, page, signal) => batch.fetchSchedulingPolicyPage(page, signal),
};

/** Revisions of all names. An account may have thousands: five pages at a time. */
export function jobDefinitions(includesInactive: boolean): ListQuery<JobDefinition> {
  return {
    key: `jobDefinitions:${includesInactive ? 'all' : 'active'}`,
    maxAgeMs: definitionsMaxAgeMs,
    pagesAtOnce: 5,
    idOf: ({ arn }) => arn,
    fetchPage: (batch, page, signal) =>
      batch.fetchJobDefinitionPage({ status: includesInactive ? undefined : 'ACTIVE' }, page, signal),
  };
}

export function revisionsOf(name: string, includesInactive: boolean): ListQuery<JobDefinition> {
  return {
    key: `revisions:${includesInactive ? 'all' : 'active'}:${name}`,
    maxAgeMs: definitionsMaxAgeMs,
    idOf: ({ arn }) => arn,
    fetchPage: (batch, page, signal) =>
      batch.fetchJobDefinitionPage({ name, status: includesInactive ? undefined : 'ACTIVE' }, page, signal),
  };
}

export function jobsInStatus(queueArn: string, status: KnownJobStatus): ListQuery<JobSummary> {
  const isEnded = isTerminal(status);
  return {
    key: `jobs:${status}:${queueArn}`,
    maxAgeMs: isEnded ? endedMaxAgeMs : liveMaxAgeMs,
    flow: { queueArn, isEnded },
    idOf: ({ jobId }) => jobId,
    fetchPage: (batch, page, signal) => batch.fetchJobPage({ jobQueue: queueArn, status }, page, signal),
  };
}

/** Newest first, in any state. */
export function recentJobs(queueArn: string): ListQuery<JobSummary> {
  return {
    key: `recent:${queueArn}`,
    maxAgeMs: liveMaxAgeMs,
    idOf: ({ jobId }) => jobId,
    fetchPage: (batch, page, signal) =>
      batch.fetchJobPage({ jobQueue: queueArn, createdAfter: beforeAwsBatch }, page, signal),
  };
}

export function childrenInStatus(arrayJobId: string, status: KnownJobStatus): ListQuery<JobSummary> {
  return {
    key: `children:${status}:${arrayJobId}`,
    maxAgeMs: liveMaxAgeMs,
    idOf: ({ jobId }) => jobId,
    fetchPage: (batch, page, signal) => batch.fetchJobPage({ arrayJobId, status }, page, signal),
  };
}
