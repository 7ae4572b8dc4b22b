// What of a SubmitJob request goes into the ledger: all of it, but for the values of variables that are not our own.
import type { SubmitJobRequest } from '../ports';

/** In the place of a value that is not kept. */
export const hidden = '(not kept)';

/** Names of variables stay. Their values may be secrets, and the ledger outlives the job: those of the pipeline alone stay. */
export function keptRequest(request: SubmitJobRequest): Readonly<Record<string, unknown>> {
  const { environment, otherMembers, ...rest } = request;
  const kept = Object.entries(environment ?? {}).map(([name, value]) => [name, keptValue(name, value)] as const);
  return {
    ...rest,
    ...(environment !== undefined && { environment: Object.fromEntries(kept) }),
    ...(otherMembers !== undefined && { otherMembers: withoutValues(otherMembers) }),
  };
}

function keptValue(name: string, value: unknown): unknown {
  return name.startsWith('PIPELINE_') ? value : hidden;
}

/** AWS writes variables as pairs in lists called `environment`, at several depths. */
function withoutValues(value: unknown, isEnvironment = false): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withoutValues(item, isEnvironment));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  if (isEnvironment) {
    const { name } = value as { readonly name?: unknown };
    return Object.fromEntries(
      members.map(([key, member]) => [key, key === 'value' ? keptValue(String(name), member) : member]),
    );
  }
  return Object.fromEntries(members.map(([key, member]) => [key, withoutValues(member, key === 'environment')]));
}
