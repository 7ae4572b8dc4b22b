// Checks the environment variables of a definition or of an override.
import type { KeyValuePair } from '@aws-sdk/client-batch';
import { clientError } from './checks';

/**
 * Names must not begin with AWS_BATCH, which Batch keeps for its own, and both must be what a process can be given.
 * @param member where they stand in the request, e.g. `containerOverrides.environment`.
 * @throws ApiError `ClientException`.
 */
export function checkEnvironment(
  environment: readonly KeyValuePair[] | undefined,
  member = 'containerProperties.environment',
): void {
  for (const [index, { name, value }] of (environment ?? []).entries()) {
    if (name === undefined || name === '') throw clientError(`${member}[${index}] must have a name.`);
    if (name.startsWith('AWS_BATCH')) {
      throw clientError(
        `${member}: environment variables cannot start with "AWS_BATCH", which is reserved; "${name}" does.`,
      );
    }
    if (/[=\0]/.test(name)) {
      throw clientError(`${member}: the name "${name}" must not contain an equals sign or a NUL character.`);
    }
    if (value?.includes('\0')) throw clientError(`${member}: the value of "${name}" must not contain NUL characters.`);
  }
}
