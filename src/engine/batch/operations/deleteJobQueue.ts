// https://docs.aws.amazon.com/batch/latest/APIReference/API_DeleteJobQueue.html
import type { DeleteJobQueueRequest } from '@aws-sdk/client-batch';
import { clientError } from '../checks';
import type { BatchContext, BatchOperation } from '../context';
import { isTerminal, jobStatuses } from '../jobIndex';
import { findJobQueue, refuseWhileChanging } from '../lookup';

export const deleteJobQueue: BatchOperation<DeleteJobQueueRequest, object> = (input, context) => {
  const { jobQueueName = '', jobQueueArn = '', ...before } = findJobQueue(context, input.jobQueue ?? '');
  refuseWhileChanging('delete', before.status);
  if (before.state !== 'DISABLED') {
    throw clientError('Cannot delete, state must be DISABLED: call UpdateJobQueue with state DISABLED first.');
  }
  const { jobQueues, store } = context.state;
  if (hasJobsLeft(context, jobQueueArn)) {
    store.commit(jobQueues.patch(jobQueueName, { status: 'DELETING', statusReason: 'Ending the jobs of the queue' }));
    context.scheduler.endJobsOfQueue(jobQueueArn);
  } else {
    store.commit(jobQueues.delete(jobQueueName));
  }
  return {};
};

function hasJobsLeft({ state }: BatchContext, queueArn: string): boolean {
  return jobStatuses.some((status) => !isTerminal(status) && (state.index.inQueue(queueArn, status)?.size ?? 0) > 0);
}
