// The request that makes a new revision of a job definition out of an old one, with another image.
import { AppError } from '../../core/errors';

/** DescribeJobDefinitions, as it comes: the members that are read here. */
export type RawDefinition = Readonly<Record<string, unknown>> & {
  readonly jobDefinitionName?: string;
  readonly containerProperties?: Readonly<Record<string, unknown>> & { readonly command?: readonly string[] };
  readonly tags?: Readonly<Record<string, string>>;
};

/** What the service adds: RegisterJobDefinition does not take it. */
const added = ['jobDefinitionArn', 'revision', 'status', 'containerOrchestrationType'];

/** What the worker is told to be, when the definition runs it in whatever form; undefined: it runs something else. */
export function workerRole({ containerProperties }: RawDefinition): 'split' | 'merge' | undefined {
  const last = containerProperties?.command?.at(-1);
  return last === 'split' || last === 'merge' ? last : undefined;
}

/** @throws AppError `invalid` for a definition that is not one container */
export function revisionRequest(definition: RawDefinition, image: string): Readonly<Record<string, unknown>> {
  const { containerProperties } = definition;
  if (containerProperties === undefined) {
    const name = definition.jobDefinitionName ?? '';
    throw new AppError('invalid', `${name} is not a definition of one container: edit its images by hand.`);
  }
  const role = workerRole(definition);
  return {
    ...sameRevision(definition),
    containerProperties: {
      ...containerProperties,
      image,
      // Its entry point is the worker; a definition without an image of its own carries the program in its command.
      ...(role !== undefined && { command: [role] }),
    },
  };
}

/** The request that would make the same once more. */
export function sameRevision({ tags, ...rest }: RawDefinition): Readonly<Record<string, unknown>> {
  const ownTags = Object.entries(tags ?? {}).filter(([name]) => !name.startsWith('aws:'));
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([member]) => !added.includes(member))),
    ...(ownTags.length > 0 && { tags: Object.fromEntries(ownTags) }),
  };
}
