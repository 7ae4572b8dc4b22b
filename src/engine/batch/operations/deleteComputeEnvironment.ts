// https://docs.aws.amazon.com/batch/latest/APIReference/API_DeleteComputeEnvironment.html
import type { DeleteComputeEnvironmentRequest } from '@aws-sdk/client-batch';
import { clientError } from '../checks';
import type { BatchContext, BatchOperation } from '../context';
import { findComputeEnvironment, refuseWhileChanging } from '../lookup';

export const deleteComputeEnvironment: BatchOperation<DeleteComputeEnvironmentRequest, object> = (input, context) => {
  const {
    computeEnvironmentName = '',
    computeEnvironmentArn,
    ...before
  } = findComputeEnvironment(context, input.computeEnvironment ?? '');
  refuseWhileChanging('delete', before.status);
  if (before.state !== 'DISABLED') {
    throw clientError(
      'Cannot delete, state must be DISABLED: call UpdateComputeEnvironment with state DISABLED first.',
    );
  }
  const { state } = context;
  for (const { computeEnvironmentOrder = [], jobQueueName } of state.jobQueues.records.values()) {
    if (computeEnvironmentOrder.some(({ computeEnvironment }) => computeEnvironment === computeEnvironmentArn)) {
      throw clientError(`Cannot delete, found existing JobQueue relationship (${jobQueueName ?? ''}).`);
    }
  }
  refuseWhileJobsRun(context, computeEnvironmentName);
  state.store.commit(state.computeEnvironments.delete(computeEnvironmentName));
  return {};
};

/** AWS would lose such jobs, or turn the environment INVALID: both help nobody. */
function refuseWhileJobsRun({ state }: BatchContext, name: string): void {
  for (const status of ['STARTING', 'RUNNING'] as const) {
    for (const jobId of state.index.withStatus(status)) {
      if (state.jobs.get(jobId)?.task?.computeEnvironment !== name) continue;
      throw clientError(`Cannot delete, job ${jobId} is ${status} in it: end its jobs first.`);
    }
  }
}
