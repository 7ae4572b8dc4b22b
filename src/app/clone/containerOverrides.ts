// What a job asks of a container beyond its definition; a description tells both merged.

export type RawContainer = {
  readonly name?: string;
  readonly command?: readonly string[];
  readonly environment?: readonly { readonly name?: string; readonly value?: string }[];
  readonly resourceRequirements?: readonly { readonly type?: string; readonly value?: string }[];
  /** Of older definitions, in the place of requirements. */
  readonly vcpus?: number;
  readonly memory?: number;
};

export type Overrides = Pick<RawContainer, 'command' | 'environment' | 'resourceRequirements'>;

/** @param parameters of the job: a command may be told before or after they were put into it */
export function containerOverrides(
  job: RawContainer,
  definition: RawContainer | undefined,
  parameters: Readonly<Record<string, string>>,
): Overrides {
  const { command = [] } = job;
  const defined = definition?.command ?? [];
  const isAsDefined = isSame(command, defined) || isSame(command, substituted(defined, parameters));
  const environment = ownEnvironment(job).filter(
    ({ name, value }) => !(definition?.environment ?? []).some((own) => own.name === name && own.value === value),
  );
  const known = requirementsOf(definition);
  const requirements = [...requirementsOf(job)].filter(([type, value]) => known.get(type) !== value);
  return {
    ...(!isAsDefined && command.length > 0 && { command }),
    ...(environment.length > 0 && { environment }),
    ...(requirements.length > 0 && { resourceRequirements: requirements.map(([type, value]) => ({ type, value })) }),
  };
}

export function hasMembers(overrides: Overrides): boolean {
  return Object.keys(overrides).length > 0;
}

/** Of JSON, whatever the order of members. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** AWS Batch's own variables may be told too, and nobody may set them. */
function ownEnvironment({ environment = [] }: RawContainer): NonNullable<RawContainer['environment']> {
  return environment.filter(({ name = '' }) => !name.startsWith('AWS_BATCH'));
}

function requirementsOf(container: RawContainer | undefined): ReadonlyMap<string, string> {
  const { vcpus, memory, resourceRequirements = [] } = container ?? {};
  return new Map([
    ...(vcpus === undefined || vcpus === 0 ? [] : [['VCPU', String(vcpus)] as const]),
    ...(memory === undefined || memory === 0 ? [] : [['MEMORY', String(memory)] as const]),
    ...resourceRequirements.map(({ type = '', value = '' }) => [type, value] as const),
  ]);
}

/** `Ref::name` words with their values. */
function substituted(command: readonly string[], parameters: Readonly<Record<string, string>>): readonly string[] {
  return command.map((word) =>
    word.replaceAll(/Ref::([A-Za-z0-9_-]+)/g, (reference, name: string) => parameters[name] ?? reference),
  );
}
