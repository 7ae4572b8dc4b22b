// Checks the `dependsOn` of a submission.
// https://docs.aws.amazon.com/batch/latest/userguide/job_dependencies.html
import type { SubmitJobRequest } from '@aws-sdk/client-batch';
import { clientError } from './checks';
import type { BatchState } from './state';

/** AWS publishes no texts for the forms that it does not document; these are the engine's. */
export function checkDependencies(state: BatchState, { dependsOn = [], arrayProperties }: SubmitJobRequest): void {
  if (dependsOn.length > 20) throw clientError('Job cannot have more than 20 dependencies');
  const size = arrayProperties?.size;
  for (const { jobId, type } of dependsOn) {
    if (type !== undefined && !(['SEQUENTIAL', 'N_TO_N'] as readonly string[]).includes(type)) {
      throw clientError(`The dependency type "${type}" must be SEQUENTIAL or N_TO_N.`);
    }
    if (type !== undefined && size === undefined) {
      throw clientError(`A dependency of type ${type} is for array jobs; this job has no arrayProperties.`);
    }
    if (type === 'SEQUENTIAL') {
      if (jobId !== undefined) {
        throw clientError('A SEQUENTIAL dependency orders the children of the job itself: it takes no jobId.');
      }
      continue;
    }
    if (jobId === undefined) {
      throw clientError(`A dependency ${type === undefined ? 'without a type' : 'of type N_TO_N'} needs a jobId.`);
    }
    const other = state.jobs.get(jobId);
    if (other === undefined) throw clientError(`The job ${jobId} in dependsOn does not exist.`);
    if (type === 'N_TO_N' && other.arraySize !== size) {
      throw clientError(
        `N_TO_N needs an array of the same size: ${jobId} has ${other.arraySize ?? 'no'} children, this job ${size ?? 'none'}.`,
      );
    }
  }
}
