// `Ref::name` tokens of a command, which a job's parameters replace.
// https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html#parameters
import { clientError } from './checks';

type Parameters = Readonly<Record<string, string>>;

const token = /Ref::([A-Za-z0-9_-]+)/g;

/** @throws ApiError when a token of the command has no parameter. */
export function checkReferences(command: readonly string[], parameters: Parameters): void {
  for (const word of command) {
    for (const [, name] of word.matchAll(token)) {
      if (name !== undefined && !Object.hasOwn(parameters, name)) {
        throw clientError(`Unable to substitute value. No parameter found for reference ${name}`);
      }
    }
  }
}

/** Replaces tokens that are a whole word of the command, and those inside one. */
export function substituteReferences(command: readonly string[], parameters: Parameters): readonly string[] {
  return command.map((word) => word.replace(token, (whole, name: string) => parameters[name] ?? whole));
}
