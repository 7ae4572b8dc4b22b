// Checks what comes from outside (another extension, a key binding, a language model) and names the member that is wrong.
import * as v from 'valibot';
import { AppError } from '../core/errors';
import type { Translate } from './l10n';

/** @param what whose input it is. @throws AppError `invalid` */
export function checkInput<Schema extends v.GenericSchema>(
  what: string,
  schema: Schema,
  input: unknown,
  t: Translate,
): v.InferOutput<Schema> {
  const { success, output, issues } = v.safeParse(schema, input ?? {});
  if (success) return output;
  const [{ message, ...issue }] = issues;
  const member = v.getDotPath({ message, ...issue }) ?? t('the argument');
  throw new AppError('invalid', t('{0}: {1} is wrong. {2}', what, member, message));
}
