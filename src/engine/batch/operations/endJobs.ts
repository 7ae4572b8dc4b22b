// CancelJob, TerminateJob and their plural forms.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_TerminateJob.html
import type {
  CancelJobRequest,
  CancelJobResponse,
  CancelJobsRequest,
  CancelJobsResponse,
  TerminateJobRequest,
  TerminateJobResponse,
  TerminateJobsRequest,
  TerminateJobsResponse,
} from '@aws-sdk/client-batch';
import { clientError } from '../checks';
import type { BatchContext, BatchOperation } from '../context';

type Verb = 'cancel' | 'terminate';

const jobIdPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}([:#]\d+)?$/;

export const cancelJob: BatchOperation<CancelJobRequest, CancelJobResponse> = (input, context) =>
  endOne('cancel', input, context);

export const terminateJob: BatchOperation<TerminateJobRequest, TerminateJobResponse> = (input, context) =>
  endOne('terminate', input, context);

export const cancelJobs: BatchOperation<CancelJobsRequest, CancelJobsResponse> = (input, context) =>
  endMany('cancel', input, context);

export const terminateJobs: BatchOperation<TerminateJobsRequest, TerminateJobsResponse> = (input, context) =>
  endMany('terminate', input, context);

function endOne(verb: Verb, { jobId = '', reason = '' }: CancelJobRequest, context: BatchContext): object {
  checkReason(reason);
  end(verb, jobId, reason, context);
  return {};
}

/** Answers 200 whatever happens to the single jobs: each of them has its entry. */
function endMany(verb: Verb, { jobs = [], reason = '' }: CancelJobsRequest, context: BatchContext): CancelJobsResponse {
  checkReason(reason);
  if (jobs.length < 1 || jobs.length > 50) throw clientError(`jobs must hold 1 to 50 ids; it holds ${jobs.length}.`);
  const isValid = (job: string): boolean => jobIdPattern.test(context.arns.nameOf('job', job));
  const successful = jobs.filter(isValid);
  for (const job of successful) end(verb, job, reason, context);
  const errors = jobs
    .filter((job) => !isValid(job))
    .map((job) => ({ job, code: 'ValidationException', message: `"${job}" is not a job id.` }));
  return { successful, errors };
}

/** An id that is unknown, or a job that has ended, is no error. */
function end(verb: Verb, jobId: string, reason: string, { state, arns, lifecycle, scheduler }: BatchContext): void {
  const job = state.jobs.get(arns.nameOf('job', jobId));
  if (job === undefined) return;
  lifecycle[verb](job, reason);
  scheduler.wake();
}

function checkReason(reason: string): void {
  if (reason.length < 1 || reason.length > 1024) {
    throw clientError(`reason must be 1 to 1024 characters; it has ${reason.length}.`);
  }
}
