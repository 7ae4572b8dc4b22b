// Reads and checks what a job is told through its environment.
import { type PipelineEnvironment, defaultTemplate, maxChildren } from '../core/pipelineContract';
import { WorkerFailure, usageExitCode } from './workerFailure';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What both commands need. */
type JobSettings = {
  readonly bucket: string;
  readonly outputPrefix: string;
  readonly childCount: number;
};

export type SplitSettings = JobSettings & {
  readonly inputKey: string;
  readonly indexKey: string;
  readonly linesPerChild: number;
  /** Of preset `rainbow`. */
  readonly template: string;
  /** The shell command of preset `command`; undefined: the preset is `rainbow`. */
  readonly command: string | undefined;
  readonly skipBlank: boolean;
  readonly indexMap: string | undefined;
  readonly arrayIndex: number;
};

export type MergeSettings = JobSettings & { readonly resultKey: string };

/** @throws WorkerFailure that names every variable that is missing, or the one that is wrong */
export function splitSettings(environment: Environment): SplitSettings {
  return read(environment, (text, number) => {
    const preset = text('PIPELINE_PRESET');
    if (!['', 'rainbow', 'command'].includes(preset)) throw invalid('PIPELINE_PRESET', preset, 'rainbow or command');
    return {
      ...jobSettings(text, number),
      inputKey: text('PIPELINE_INPUT'),
      indexKey: text('PIPELINE_INDEX'),
      linesPerChild: number('PIPELINE_LINES_PER_CHILD', 1, Number.MAX_SAFE_INTEGER),
      template: environment.PIPELINE_TEMPLATE ?? defaultTemplate,
      command: preset === 'command' ? text('PIPELINE_COMMAND') : undefined,
      skipBlank: environment.PIPELINE_SKIP_BLANK === '1',
      indexMap: environment.PIPELINE_INDEX_MAP,
      // A plain job, of a pipeline with one child, has no index.
      arrayIndex: environment[indexName] === undefined ? 0 : number(indexName, 0, maxChildren - 1),
    };
  });
}

/** @throws WorkerFailure that names every variable that is missing, or the one that is wrong */
export function mergeSettings(environment: Environment): MergeSettings {
  return read(environment, (text, number) => {
    const settings = jobSettings(text, number);
    return { ...settings, resultKey: settings.outputPrefix + text('PIPELINE_RESULT') };
  });
}

const indexName = 'AWS_BATCH_JOB_ARRAY_INDEX';
type Name = keyof PipelineEnvironment | typeof indexName;
type ReadText = (name: Name) => string;
type ReadNumber = (name: Name, least: number, most: number) => number;

function jobSettings(text: ReadText, number: ReadNumber): JobSettings {
  return {
    bucket: text('PIPELINE_BUCKET'),
    outputPrefix: text('PIPELINE_OUTPUT'),
    childCount: number('PIPELINE_CHILDREN', 1, maxChildren),
  };
}

/** Has `pick` read what it needs, and then complains of all that is missing at once. */
function read<T>(environment: Environment, pick: (text: ReadText, number: ReadNumber) => T): T {
  const missing: Name[] = [];
  const text: ReadText = (name) => {
    const value = environment[name];
    if (!value) missing.push(name);
    return value ?? '';
  };
  const number: ReadNumber = (name, least, most) => {
    const value = text(name);
    if (value && !(/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most))
      throw invalid(name, value, `a whole number from ${least} to ${most}`);
    return Number(value);
  };
  const settings = pick(text, number);
  if (missing.length > 0)
    throw new WorkerFailure(`Not set: ${missing.join(', ')}. A pipeline sets them for its jobs.`, usageExitCode);
  return settings;
}

function invalid(name: string, value: string, expected: string): WorkerFailure {
  return new WorkerFailure(`${name} must be ${expected}, not "${value.slice(0, 80)}".`, usageExitCode);
}
