// The note that lies beside a run's input: whoever finds the prefix later can tell what ran, and run a part of it again.
import type { PipelinePlan } from '../../core/pipelinePlan';
import type { SubmitJobRequest } from '../ports';
import type { PipelineJobs } from './pipelineJobs';
import type { SubmittedJob } from './runRequest';

/** `run.json`. Another version is another format. */
export type RunManifest = {
  readonly version: 1;
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly inputName: string;
  readonly plan: Omit<PipelinePlan, 'ranges'>;
  /** As it was submitted, without an id until that is known: the names are unique, so it can be found by them. */
  readonly split: SubmitJobRequest & { readonly jobId?: string };
  readonly merge: SubmitJobRequest & { readonly jobId?: string };
};

export function runManifest(
  run: { readonly runId: string; readonly createdAtMs: number; readonly inputName: string },
  plan: PipelinePlan,
  jobs: PipelineJobs,
  submitted?: { readonly split: SubmittedJob; readonly merge: SubmittedJob },
): RunManifest {
  const { runId, createdAtMs, inputName } = run;
  const { sizeBytes, crc32, hasBom, lineCount, blankLines, childCount, linesPerChild } = plan;
  return {
    version: 1,
    runId,
    createdAt: new Date(createdAtMs).toISOString(),
    inputName,
    plan: { sizeBytes, crc32, hasBom, lineCount, blankLines, childCount, linesPerChild },
    // Variables that are not the pipeline's may be secrets, and everybody reads the bucket: none of the other members.
    split: { ...jobs.split, otherMembers: undefined, jobId: submitted?.split.jobId },
    merge: {
      ...jobs.merge(''),
      otherMembers: undefined,
      dependsOnJobIds: submitted && [submitted.split.jobId],
      jobId: submitted?.merge.jobId,
    },
  };
}
