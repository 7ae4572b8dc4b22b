// What a form needs to know of a job definition, from what its describe call tells.
import { nameOfArn } from '../../core/arn';
import { AppError } from '../../core/errors';
import type { Translate } from '../l10n';
import type { BatchBrowserPort } from '../ports';

export type EnvironmentPair = { readonly name: string; readonly value: string };

/** Under the names of AWS, as they stand in a definition and in its overrides. */
export type ContainerFacts = {
  /** Of the containers of a task. */
  readonly name?: string;
  readonly command?: readonly string[];
  readonly environment?: readonly EnvironmentPair[];
  readonly resourceRequirements?: readonly { readonly type: string; readonly value: string }[];
};

export type DefinitionFacts = {
  /** `name:revision`, or what the user typed where the service would not tell more. */
  readonly definition: string;
  /** Which kind of override it takes; `unknown`: the service would not tell. */
  readonly shape: 'container' | 'ecs' | 'eks' | 'multinode' | 'unknown';
  readonly isFargate: boolean;
  /** One of `container`; those of the task of `ecs`; none of the others. */
  readonly containers: readonly ContainerFacts[];
  readonly parameters?: Readonly<Record<string, string>>;
  /** With its rules: an override replaces it whole. */
  readonly retryStrategy?: { readonly attempts?: number };
  readonly timeout?: { readonly attemptDurationSeconds?: number };
};

/**
 * @param text name (its latest active revision), `name:revision` or ARN
 * @throws AppError `notFound`
 */
export async function fetchDefinitionFacts(
  text: string,
  batch: BatchBrowserPort,
  t: Translate,
  signal: AbortSignal,
): Promise<DefinitionFacts> {
  try {
    const name = /:\d+$/.test(text) ? text : await latestRevision(nameOfArn(text), batch, t, signal);
    return definitionFacts(name, await batch.fetchRaw({ kind: 'jobDefinition', name }, signal));
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.kind !== 'denied') throw cause;
    return { definition: text, shape: 'unknown', isFargate: false, containers: [] };
  }
}

async function latestRevision(
  name: string,
  batch: BatchBrowserPort,
  t: Translate,
  signal: AbortSignal,
): Promise<string> {
  let latest: number | undefined;
  let token: string | undefined;
  do {
    const page = await batch.fetchJobDefinitionPage({ name, status: 'ACTIVE' }, { token }, signal);
    for (const { revision } of page.items) if (revision > (latest ?? 0)) latest = revision;
    token = page.nextToken;
  } while (token !== undefined);
  if (latest === undefined) throw new AppError('notFound', t('There is no active job definition called {0}.', name));
  return `${name}:${latest}`;
}

/** The members that are asked for here; all of them may be missing. */
type RawDefinition = {
  readonly jobDefinitionName?: string;
  readonly revision?: number;
  readonly platformCapabilities?: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly retryStrategy?: { readonly attempts?: number };
  readonly timeout?: { readonly attemptDurationSeconds?: number };
  readonly containerProperties?: ContainerFacts;
  readonly ecsProperties?: { readonly taskProperties?: readonly { readonly containers?: readonly ContainerFacts[] }[] };
  readonly eksProperties?: unknown;
  readonly nodeProperties?: unknown;
};

/** @param raw comes from the SDK, which has read it by the schema of the service. */
export function definitionFacts(name: string, raw: unknown): DefinitionFacts {
  const definition = raw as RawDefinition;
  const { jobDefinitionName, revision, platformCapabilities = [], containerProperties, ecsProperties } = definition;
  const hasName = jobDefinitionName !== undefined && revision !== undefined;
  const containers = ecsProperties?.taskProperties?.[0]?.containers ?? [containerProperties ?? {}];
  const shape = shapeOf(definition);
  return {
    definition: hasName ? `${jobDefinitionName}:${revision}` : nameOfArn(name),
    shape,
    isFargate: platformCapabilities.includes('FARGATE'),
    containers: shape === 'container' || shape === 'ecs' ? containers.map(containerFacts) : [],
    parameters: definition.parameters,
    retryStrategy: definition.retryStrategy,
    timeout: definition.timeout,
  };
}

function shapeOf({ nodeProperties, eksProperties, ecsProperties }: RawDefinition): DefinitionFacts['shape'] {
  if (nodeProperties !== undefined) return 'multinode';
  if (eksProperties !== undefined) return 'eks';
  return ecsProperties !== undefined ? 'ecs' : 'container';
}

function containerFacts({ name, command, environment, resourceRequirements }: ContainerFacts): ContainerFacts {
  return { name, command, environment, resourceRequirements };
}

/** `VCPU` or `MEMORY` (MiB) of a definition with one container. */
export function requirementOf({ containers }: DefinitionFacts, type: 'VCPU' | 'MEMORY'): number | undefined {
  const value = containers[0]?.resourceRequirements?.find((one) => one.type === type)?.value;
  return value === undefined ? undefined : Number(value);
}
