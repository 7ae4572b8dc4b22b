// The request that a job was made by, told from its description and its definition: what only repeats the definition is no override.
import { nameOfArn } from '../../core/arn';
import type { Translate } from '../l10n';
import { isRunJobName } from '../pipeline/runOfJob';
import type { SubmitJobDocument } from '../submit/jobForm';
import { type RawContainer, containerOverrides, hasMembers, isSame } from './containerOverrides';

export type ClonedRequest = {
  readonly document: SubmitJobDocument;
  /** What the new job will lack or have otherwise, a sentence each. */
  readonly notes: readonly string[];
  /** Those of them that are about the definition. */
  readonly definitionNotes: readonly string[];
};

/** DescribeJobs: the members that are read here; all of them may be missing. */
export type RawJob = {
  readonly jobName?: string;
  readonly jobQueue?: string;
  readonly jobDefinition?: string;
  readonly arrayProperties?: { readonly size?: number; readonly index?: number };
  readonly dependsOn?: readonly { readonly jobId?: string; readonly type?: string }[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly container?: RawContainer;
  readonly ecsProperties?: RawTasks;
  readonly eksProperties?: unknown;
  readonly nodeProperties?: { readonly numNodes?: number };
  readonly retryStrategy?: { readonly attempts?: number; readonly evaluateOnExit?: readonly unknown[] };
  readonly timeout?: { readonly attemptDurationSeconds?: number };
  readonly tags?: Readonly<Record<string, string>>;
  readonly propagateTags?: boolean;
  readonly shareIdentifier?: string;
  readonly schedulingPriority?: number;
  readonly consumableResourceProperties?: unknown;
};

type RawTasks = { readonly taskProperties?: readonly { readonly containers?: readonly RawContainer[] }[] };

/** DescribeJobDefinitions, likewise. */
export type RawJobDefinition = Omit<RawJob, 'container'> & {
  readonly status?: string;
  readonly containerProperties?: RawContainer;
};

/** @param definition undefined: it cannot be had, so what comes from it cannot be told from what was asked for. */
export function clonedRequest(job: RawJob, definition: RawJobDefinition | undefined, t: Translate): ClonedRequest {
  const { arrayProperties: { size, index } = {}, shareIdentifier } = job;
  const sequential = job.dependsOn?.filter(({ jobId }) => jobId === undefined) ?? [];
  const priority = job.schedulingPriority;
  const tags = Object.entries(job.tags ?? {}).filter(([name]) => !name.startsWith('aws:'));
  const members = {
    arrayProperties: size === undefined ? undefined : { size },
    dependsOn: size !== undefined && sequential.length > 0 ? sequential : undefined,
    parameters: changedEntries(job.parameters, definition?.parameters),
    ...overridesOf(job, definition),
    retryStrategy: changed(retryOf(job), definition && retryOf(definition)),
    timeout: changed(job.timeout, definition?.timeout),
    tags: tags.length === 0 ? undefined : Object.fromEntries(tags),
    propagateTags: job.propagateTags === true && definition?.propagateTags !== true ? true : undefined,
    shareIdentifier,
    schedulingPriorityOverride:
      shareIdentifier !== undefined && priority !== (definition?.schedulingPriority ?? 0) ? priority : undefined,
    consumableResourcePropertiesOverride: changed(
      job.consumableResourceProperties,
      definition?.consumableResourceProperties,
    ),
  };
  const head = {
    jobName: job.jobName ?? '',
    jobQueue: nameOfArn(job.jobQueue ?? ''),
    jobDefinition: nameOfArn(job.jobDefinition ?? ''),
  };
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  const definitionNotes = definitionNotesOf(job, definition, t);
  const notes = [...definitionNotes, ...notesOf(job, index, t)];
  return { document: { ...head, ...Object.fromEntries(given) }, notes, definitionNotes };
}

function overridesOf(job: RawJob, definition: RawJobDefinition | undefined): Readonly<Record<string, unknown>> {
  const parameters = job.parameters ?? {};
  if (job.ecsProperties !== undefined) {
    const defined = containersOf(definition?.ecsProperties);
    const containers = containersOf(job.ecsProperties).flatMap((container) => {
      const own = defined.find(({ name }) => name === container.name);
      const overrides = containerOverrides(container, own, parameters);
      return hasMembers(overrides) ? [{ name: container.name, ...overrides }] : [];
    });
    return { ecsPropertiesOverride: containers.length === 0 ? undefined : { taskProperties: [{ containers }] } };
  }
  if (job.nodeProperties !== undefined) {
    const { numNodes } = job.nodeProperties;
    return { nodeOverrides: numNodes === definition?.nodeProperties?.numNodes ? undefined : { numNodes } };
  }
  if (job.container === undefined || job.eksProperties !== undefined) return {};
  const overrides = containerOverrides(job.container, definition?.containerProperties, parameters);
  return { containerOverrides: hasMembers(overrides) ? overrides : undefined };
}

function definitionNotesOf(job: RawJob, definition: RawJobDefinition | undefined, t: Translate): readonly string[] {
  const name = nameOfArn(job.jobDefinition ?? '');
  return [
    ...(definition === undefined
      ? [t('The definition {0} cannot be read: all that it says is repeated in the request.', name)]
      : []),
    ...(definition?.status === 'INACTIVE'
      ? [t('The revision {0} is deregistered, and AWS Batch makes no job of it: choose another.', name)]
      : []),
  ];
}

function notesOf(job: RawJob, index: number | undefined, t: Translate): readonly string[] {
  const waitsFor = job.dependsOn?.filter(({ jobId }) => jobId !== undefined).length ?? 0;
  const isPartial = job.nodeProperties !== undefined || job.eksProperties !== undefined;
  return [
    ...(waitsFor > 0
      ? [t('The original waited for other jobs (how many: {0}); this one waits for none.', waitsFor)]
      : []),
    ...(index === undefined
      ? []
      : [
          t(
            'It is child {0} of an array; alone it has no AWS_BATCH_JOB_ARRAY_INDEX, which only AWS Batch sets.',
            index,
          ),
        ]),
    ...(isRunJobName(job.jobName ?? '')
      ? [
          t(
            'It belongs to a run of the pipeline, and its clone writes into the place of that run. Submit Pipeline makes a new run.',
          ),
        ]
      : []),
    ...(isPartial
      ? [t('AWS Batch does not tell which overrides such a job was submitted with: add them to the JSON document.')]
      : []),
  ];
}

function containersOf(tasks: RawTasks | undefined): readonly RawContainer[] {
  return tasks?.taskProperties?.[0]?.containers ?? [];
}

/** A description has an empty list of rules where none was given. */
function retryOf({ retryStrategy }: RawJob | RawJobDefinition): RawJob['retryStrategy'] {
  if (retryStrategy?.evaluateOnExit?.length !== 0) return retryStrategy;
  return { attempts: retryStrategy.attempts };
}

function changed<T>(value: T | undefined, defined: T | undefined): T | undefined {
  return value === undefined || isSame(value, defined) ? undefined : value;
}

function changedEntries(
  values: Readonly<Record<string, string>> = {},
  defined: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> | undefined {
  const own = Object.entries(values).filter(([name, value]) => defined[name] !== value);
  return own.length === 0 ? undefined : Object.fromEntries(own);
}
