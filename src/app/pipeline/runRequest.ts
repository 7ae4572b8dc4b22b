// What the user asks for when a file is to be run as a pipeline, and the run that comes of it.
import { type PipelinePreset, defaultResultName } from '../../core/pipelineContract';
import { AppError } from '../../core/errors';

export type PresetChoice =
  /** `{line}` in the template stands for the line; undefined: the worker's own sentence. */
  | { readonly preset: Extract<PipelinePreset, 'rainbow'>; readonly template?: string }
  /** The shell command that is run for each line. */
  | { readonly preset: Extract<PipelinePreset, 'command'>; readonly command: string };

export type RunRequest = {
  /** Bucket for the input, the parts and the result. */
  readonly bucket: string;
  /** Name or ARN. */
  readonly jobQueue: string;
  readonly splitDefinition: string;
  readonly mergeDefinition: string;
  readonly choice: PresetChoice;
  /** Name of the result below the run's output prefix. Default: `mycolor`. */
  readonly resultName?: string;
  readonly skipBlank?: boolean;
  /** In a fair-share queue: whose share both jobs count for. */
  readonly shareIdentifier?: string;
  /** Of a run that is made like another one. */
  readonly members?: JobMembers;
};

/** What the jobs get beyond what the pipeline says, under the names of SubmitJob. */
export type JobMembers = {
  readonly split?: Readonly<Record<string, unknown>>;
  readonly merge?: Readonly<Record<string, unknown>>;
};

/** A run whose two jobs have been submitted. */
export type Run = {
  /** Sorts by time, and no two runs have the same one. */
  readonly runId: string;
  readonly bucket: string;
  readonly resultKey: string;
  readonly split: SubmittedJob;
  readonly merge: SubmittedJob;
  readonly childCount: number;
};

export type SubmittedJob = { readonly jobId: string; readonly jobName: string };

/** Where the objects of a run are. Its output has a prefix of its own: a result called `input` would hurt nobody. */
export function runKeys(runId: string, resultName: string = defaultResultName) {
  const prefix = `runs/${runId}/`;
  return {
    prefix,
    input: `${prefix}input`,
    index: `${prefix}index`,
    manifest: `${prefix}run.json`,
    output: `${prefix}output/`,
    result: `${prefix}output/${resultName}`,
  };
}

/** @throws AppError `invalid`: a name that S3 or a shell would take amiss. */
export function checkResultName(resultName: string): void {
  if (/^[\p{L}\p{M}\p{N}!_.*'()-]{1,100}$/u.test(resultName) && !/^\.+$/.test(resultName)) return;
  const text = `The name of the result must be 1 to 100 letters, digits and ! - _ . * ' ( ), not "${resultName}".`;
  throw new AppError('invalid', text);
}
