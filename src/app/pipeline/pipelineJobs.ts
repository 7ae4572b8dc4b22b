// The two SubmitJob requests of a run, checked against the limits of Batch before anything is uploaded.
import { AppError } from '../../core/errors';
import { type PipelineEnvironment, defaultResultName, defaultTemplate } from '../../core/pipelineContract';
import type { PipelinePlan } from '../../core/pipelinePlan';
import type { SubmitJobRequest } from '../ports';
import { pipelineJobName } from './runId';
import { type RunRequest, checkResultName, runKeys } from './runRequest';

/** A job with longer overrides is accepted and fails later: `Container Overrides length must be at most 8192`. */
const maxOverridesLength = 8192;
/** Batch hands its own variables (ids, the queue's and the environment's name) to the container in the same way. */
const reservedLength = 1000;
/** https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html */
const maxRequestBytes = 30 * 1024;

export type PipelineJobs = {
  readonly split: SubmitJobRequest;
  readonly merge: (splitJobId: string) => SubmitJobRequest;
};

/**
 * Jobs get no tags: with tags SubmitJob also needs batch:TagResource, which users with few rights lack. A run is told by
 * the names of its jobs and by its note in S3.
 * @throws AppError `invalid` when Batch would not take them, or would fail them later
 */
export function pipelineJobs(request: RunRequest, plan: PipelinePlan, inputName: string, runId: string): PipelineJobs {
  checkResultName(request.resultName ?? defaultResultName);
  checkText(request);
  const environment = environmentOf(request, plan, runId);
  const common = { jobQueue: request.jobQueue, environment };
  const split = {
    ...common,
    ...othersOf('split', request),
    jobName: pipelineJobName(inputName, runId, 'split'),
    jobDefinition: request.splitDefinition,
    // An array has at least two children.
    arraySize: plan.childCount > 1 ? plan.childCount : undefined,
  };
  checkLength(environment, split);
  return {
    split,
    merge: (splitJobId) => ({
      ...common,
      ...othersOf('merge', request),
      jobName: pipelineJobName(inputName, runId, 'merge'),
      jobDefinition: request.mergeDefinition,
      dependsOnJobIds: [splitJobId],
    }),
  };
}

function othersOf(
  role: 'split' | 'merge',
  { shareIdentifier, members }: RunRequest,
): Pick<SubmitJobRequest, 'otherMembers'> {
  const { schedulingPriorityOverride, ...rest } = members?.[role] ?? {};
  // The one goes with the other.
  const ofShare = shareIdentifier === undefined ? {} : { shareIdentifier, schedulingPriorityOverride };
  const others = Object.fromEntries(Object.entries({ ...rest, ...ofShare }).filter(([, value]) => value !== undefined));
  return Object.keys(others).length === 0 ? {} : { otherMembers: others };
}

function environmentOf(request: RunRequest, plan: PipelinePlan, runId: string): Record<string, string> {
  const { bucket, choice, resultName = defaultResultName, skipBlank = false } = request;
  const keys = runKeys(runId, resultName);
  const environment: PipelineEnvironment = {
    PIPELINE_BUCKET: bucket,
    PIPELINE_INPUT: keys.input,
    PIPELINE_INDEX: keys.index,
    PIPELINE_OUTPUT: keys.output,
    PIPELINE_RESULT: resultName,
    PIPELINE_CHILDREN: String(plan.childCount),
    PIPELINE_LINES_PER_CHILD: String(plan.linesPerChild),
    PIPELINE_PRESET: choice.preset,
    ...(choice.preset === 'rainbow' && { PIPELINE_TEMPLATE: choice.template ?? defaultTemplate }),
    ...(choice.preset === 'command' && { PIPELINE_COMMAND: choice.command }),
    ...(skipBlank && { PIPELINE_SKIP_BLANK: '1' as const }),
  };
  return environment;
}

function checkText({ choice }: RunRequest): void {
  const [what, text] =
    choice.preset === 'command' ? ['command', choice.command] : ['template', choice.template ?? defaultTemplate];
  if (text.trim() === '') throw new AppError('invalid', `The ${what} is empty: say what to do with each line.`);
  if (text.includes('\0')) throw new AppError('invalid', `The ${what} has a NUL character in it: remove it.`);
}

function checkLength(environment: Readonly<Record<string, string>>, split: SubmitJobRequest): void {
  const pairs = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const { containerOverrides = {} } = split.otherMembers ?? {};
  // Variables beside the pipeline's stand in the same list: those of the same name are few, and counted twice.
  const length = JSON.stringify([containerOverrides, { environment: pairs }]).length - '[{},]'.length;
  const room = maxOverridesLength - reservedLength;
  if (length > room) throw tooLong(`${length} characters of settings, and a job takes ${room}`, length - room);
  const bytes = new TextEncoder().encode(JSON.stringify({ ...split, environment: pairs })).length;
  if (bytes > maxRequestBytes) {
    throw tooLong(`a request of ${bytes} bytes, and AWS Batch takes ${maxRequestBytes}`, bytes - maxRequestBytes);
  }
}

function tooLong(why: string, excess: number): AppError {
  return new AppError(
    'invalid',
    `The command or template is too long by ${excess}: it makes ${why}. Put the work into a script that the ` +
      'job can reach (in the image, or in S3), and let the command run that.',
  );
}
