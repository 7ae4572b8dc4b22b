// Which run of the pipeline a job belongs to, told from the job itself: that works for runs of others too.
import type { Job } from '../../core/job';
import type { ObjectAddress } from '../ports';

export type RunOfJob = {
  readonly result: ObjectAddress;
  /** Name of the result below the run's output prefix. */
  readonly resultName: string;
  /** By its name, a job of the run: the one that writes the result. */
  readonly mergeJobName?: string;
};

/** The names of the two jobs of a run, as `pipelineJobName` makes them. */
const runJobName = /^(.*)-(?:split|merge)-(\d{8}T\d{6}-[a-z0-9]{5})$/;

/** Whether a job has the name that jobs of runs have: a list tells no more. */
export function isRunJobName(jobName: string): boolean {
  return runJobName.test(jobName);
}

/** `color` of `color-split-20261124T041502-abcde`; another name is itself. */
export function runBaseName(jobName: string): string {
  return runJobName.exec(jobName)?.[1] ?? jobName;
}

/** In the order in which they are to be ended: the end of a split fails its merge, without the reason. */
export function mergesFirst<T extends Pick<Job, 'jobName'>>(jobs: readonly T[]): readonly T[] {
  const isMerge = ({ jobName }: T): boolean => isRunJobName(jobName) && jobName.includes('-merge-');
  return [...jobs].sort((one, other) => Number(isMerge(other)) - Number(isMerge(one)));
}

/** Undefined for a job that was not told what jobs of a run are told. */
export function runOfJob({ jobName, environment }: Pick<Job, 'jobName' | 'environment'>): RunOfJob | undefined {
  const { PIPELINE_BUCKET: bucket, PIPELINE_OUTPUT: output, PIPELINE_RESULT: resultName } = environment ?? {};
  if (bucket === undefined || output === undefined || resultName === undefined) return undefined;
  const [, base, runId] = runJobName.exec(jobName) ?? [];
  return {
    result: { bucket, key: `${output}${resultName}` },
    resultName,
    mergeJobName: base === undefined || runId === undefined ? undefined : `${base}-merge-${runId}`,
  };
}
