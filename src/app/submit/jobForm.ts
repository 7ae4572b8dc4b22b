// What the user has said of a job to submit, and the request that comes of it.
import type { SubmitJobRequest } from '../ports';
import type { QueueShares } from './queueShares';
import { type DefinitionFacts, type EnvironmentPair, requirementOf } from './definitionFacts';

export type JobForm = {
  readonly facts?: DefinitionFacts;
  /** Name or ARN. */
  readonly jobQueue?: string;
  /** Undefined: nobody has asked. */
  readonly queueShares?: QueueShares;
  /** Of a fair-share queue. */
  readonly shareIdentifier?: string;
  readonly jobName?: string;
  /** Undefined: no array. */
  readonly arraySize?: number;
  readonly dependsOn: readonly { readonly jobId: string; readonly jobName: string }[];
  /** Here and below, undefined: as the definition says. */
  readonly command?: readonly string[];
  /** Over the variables of the definition. */
  readonly environment: readonly EnvironmentPair[];
  readonly vcpus?: number;
  readonly memoryMib?: number;
  readonly attempts?: number;
  readonly timeoutSeconds?: number;
  /** Of a job that is cloned: members of SubmitJob and requirements that no step asks for. */
  readonly others?: {
    readonly members: Readonly<Record<string, unknown>>;
    readonly requirements: readonly Requirement[];
    /** In the place of the definition's, with its rules. */
    readonly retryStrategy?: object;
  };
};

type Requirement = { readonly type: string; readonly value: string };

export const emptyForm: JobForm = { dependsOn: [], environment: [] };

/** SubmitJob under the names of AWS: what the JSON document holds. */
export type SubmitJobDocument = {
  readonly jobName: string;
  readonly jobQueue: string;
  readonly jobDefinition: string;
} & Readonly<Record<string, unknown>>;

/** Only what differs from the definition. */
export function documentOf(form: JobForm): SubmitJobDocument {
  const { facts, command, environment, vcpus, memoryMib, attempts, timeoutSeconds, others } = form;
  const head = headOf(form);
  const strategy = others?.retryStrategy ?? facts?.retryStrategy;
  const overrides = without({
    command,
    environment: environment.length === 0 ? undefined : environment,
    resourceRequirements: requirements(vcpus, memoryMib, others?.requirements),
  });
  return {
    ...head,
    ...without({
      ...others?.members,
      ...(form.shareIdentifier === undefined && { schedulingPriorityOverride: undefined }),
    }),
    // What was chosen now goes before the order that the children of the original had.
    ...without({ dependsOn: head.dependsOn }),
    ...without({
      containerOverrides: Object.keys(overrides).length === 0 ? undefined : overrides,
      retryStrategy: attempts === undefined ? others?.retryStrategy : { ...strategy, attempts },
      timeout: timeoutSeconds === undefined ? undefined : { attemptDurationSeconds: timeoutSeconds },
    }),
  };
}

/** All that can be said of a job of this definition, with what holds now: to be changed in an editor. */
export function templateOf(form: JobForm): SubmitJobDocument {
  const { facts, attempts, timeoutSeconds } = form;
  return {
    ...headOf(form),
    ...without({
      parameters: hasAny(facts?.parameters) ? facts?.parameters : undefined,
      ...overridesOf(form),
      retryStrategy: { ...(facts?.retryStrategy ?? { attempts: 1 }), ...without({ attempts }) },
      timeout: timeoutSeconds === undefined ? facts?.timeout : { attemptDurationSeconds: timeoutSeconds },
    }),
  };
}

/** The form that says what the document says. */
export function formOf(document: SubmitJobDocument, facts: DefinitionFacts): JobForm {
  const { jobName, jobQueue, shareIdentifier, arrayProperties, containerOverrides, retryStrategy, timeout, ...rest } =
    document as Cloned;
  const members = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'jobDefinition'));
  const { command, environment = [], resourceRequirements = [] } = containerOverrides ?? {};
  const required = (type: string): number | undefined => {
    const value = resourceRequirements.find((one) => one.type === type)?.value;
    return value === undefined ? undefined : Number(value);
  };
  return {
    ...{
      facts,
      jobName,
      jobQueue,
      shareIdentifier,
      arraySize: arrayProperties?.size,
      dependsOn: [],
      command,
      environment,
    },
    ...{ vcpus: required('VCPU'), memoryMib: required('MEMORY') },
    ...{ attempts: retryStrategy?.attempts, timeoutSeconds: timeout?.attemptDurationSeconds },
    others: {
      members,
      requirements: resourceRequirements.filter(({ type }) => type !== 'VCPU' && type !== 'MEMORY'),
      retryStrategy,
    },
  };
}

/** The members that steps of the form ask for. */
type Cloned = SubmitJobDocument & {
  readonly shareIdentifier?: string;
  readonly arrayProperties?: { readonly size?: number };
  readonly containerOverrides?: {
    readonly command?: readonly string[];
    readonly environment?: readonly EnvironmentPair[];
    readonly resourceRequirements?: readonly Requirement[];
  };
  readonly retryStrategy?: { readonly attempts?: number };
  readonly timeout?: { readonly attemptDurationSeconds?: number };
};

export function requestOf({ jobName, jobQueue, jobDefinition, ...others }: SubmitJobDocument): SubmitJobRequest {
  // The schema is for the editor alone.
  return { jobName, jobQueue, jobDefinition, otherMembers: without({ ...others, $schema: undefined }) };
}

function headOf(form: JobForm): SubmitJobDocument {
  const { facts, jobName = '', jobQueue = '', shareIdentifier, arraySize, dependsOn } = form;
  return {
    jobName,
    jobQueue,
    jobDefinition: facts?.definition ?? '',
    ...without({
      shareIdentifier,
      arrayProperties: arraySize === undefined ? undefined : { size: arraySize },
      dependsOn: dependsOn.length === 0 ? undefined : dependsOn.map(({ jobId }) => ({ jobId })),
    }),
  };
}

function overridesOf(form: JobForm): Readonly<Record<string, unknown>> {
  const { facts, command, environment, vcpus, memoryMib } = form;
  if (facts === undefined) return {};
  if (facts.shape === 'ecs') {
    const containers = facts.containers.map((container) => without(container));
    return { ecsPropertiesOverride: { taskProperties: [{ containers }] } };
  }
  if (facts.shape !== 'container') return {};
  const [container] = facts.containers;
  const pairs = new Map([...(container?.environment ?? []), ...environment].map((pair) => [pair.name, pair]));
  return {
    containerOverrides: without({
      command: command ?? container?.command,
      environment: [...pairs.values()],
      resourceRequirements: requirements(
        vcpus ?? requirementOf(facts, 'VCPU'),
        memoryMib ?? requirementOf(facts, 'MEMORY'),
      ),
    }),
  };
}

function requirements(
  vcpus: number | undefined,
  memoryMib: number | undefined,
  others: readonly Requirement[] = [],
): readonly Requirement[] | undefined {
  const all = [
    ...(vcpus === undefined ? [] : [{ type: 'VCPU', value: String(vcpus) }]),
    ...(memoryMib === undefined ? [] : [{ type: 'MEMORY', value: String(memoryMib) }]),
    ...others,
  ];
  return all.length === 0 ? undefined : all;
}

/** The members that have a value. */
function without(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function hasAny(record: Readonly<Record<string, string>> | undefined): boolean {
  return record !== undefined && Object.keys(record).length > 0;
}
