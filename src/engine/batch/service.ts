// The AWS Batch API of the engine: the table of its operations.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_Operations.html
import type { Service } from '../http';
import { batchModel } from '../wire/model';
import { restJsonService } from '../wire/restJson';
import type { BatchContext, BatchOperation } from './context';
import { createComputeEnvironment } from './operations/createComputeEnvironment';
import { createJobQueue } from './operations/createJobQueue';
import { createSchedulingPolicy } from './operations/createSchedulingPolicy';
import { deleteComputeEnvironment } from './operations/deleteComputeEnvironment';
import { deleteJobQueue } from './operations/deleteJobQueue';
import { deleteSchedulingPolicy } from './operations/deleteSchedulingPolicy';
import { deregisterJobDefinition } from './operations/deregisterJobDefinition';
import { describeComputeEnvironments } from './operations/describeComputeEnvironments';
import { describeJobDefinitions } from './operations/describeJobDefinitions';
import { describeJobQueues } from './operations/describeJobQueues';
import { describeSchedulingPolicies } from './operations/describeSchedulingPolicies';
import { listSchedulingPolicies } from './operations/listSchedulingPolicies';
import { listTagsForResource } from './operations/listTagsForResource';
import { registerJobDefinition } from './operations/registerJobDefinition';
import { tagResource } from './operations/tagResource';
import { untagResource } from './operations/untagResource';
import { updateComputeEnvironment } from './operations/updateComputeEnvironment';
import { updateJobQueue } from './operations/updateJobQueue';
import { updateSchedulingPolicy } from './operations/updateSchedulingPolicy';
import { describeJobs } from './operations/describeJobs';
import { cancelJob, cancelJobs, terminateJob, terminateJobs } from './operations/endJobs';
import { getJobQueueSnapshot } from './operations/getJobQueueSnapshot';
import { listJobs } from './operations/listJobs';
import { submitJob } from './operations/submitJob';

type AnyOperation = BatchOperation<never, object>;

/** THE operation table: what is not in it answers 501 with its name. */
export const batchOperations: Readonly<Record<string, AnyOperation>> = {
  CreateComputeEnvironment: createComputeEnvironment,
  DescribeComputeEnvironments: describeComputeEnvironments,
  UpdateComputeEnvironment: updateComputeEnvironment,
  DeleteComputeEnvironment: deleteComputeEnvironment,
  CreateJobQueue: createJobQueue,
  DescribeJobQueues: describeJobQueues,
  UpdateJobQueue: updateJobQueue,
  DeleteJobQueue: deleteJobQueue,
  RegisterJobDefinition: registerJobDefinition,
  DeregisterJobDefinition: deregisterJobDefinition,
  DescribeJobDefinitions: describeJobDefinitions,
  CreateSchedulingPolicy: createSchedulingPolicy,
  DescribeSchedulingPolicies: describeSchedulingPolicies,
  ListSchedulingPolicies: listSchedulingPolicies,
  UpdateSchedulingPolicy: updateSchedulingPolicy,
  DeleteSchedulingPolicy: deleteSchedulingPolicy,
  TagResource: tagResource,
  UntagResource: untagResource,
  ListTagsForResource: listTagsForResource,
  SubmitJob: submitJob,
  DescribeJobs: describeJobs,
  ListJobs: listJobs,
  CancelJob: cancelJob,
  CancelJobs: cancelJobs,
  TerminateJob: terminateJob,
  TerminateJobs: terminateJobs,
  GetJobQueueSnapshot: getJobQueueSnapshot,
};

/** @param contextOf gives the state of the region that signed the request. */
export function batchService(contextOf: (region: string) => BatchContext): Service {
  return restJsonService(batchModel, (name, input, { signed }) => {
    const operation = Object.hasOwn(batchOperations, name) ? batchOperations[name] : undefined;
    if (operation === undefined) return undefined;
    return Promise.resolve(operation(input as never, contextOf(signed.region)));
  });
}
