// Whether what was typed is a whole number within limits.
import type { Translate } from '../l10n';

const largest = 2 ** 31 - 1;

/** @returns the text of what is wrong, undefined when it is right. */
export function wholeNumberFault(
  value: string,
  { from, to = largest }: { readonly from: number; readonly to?: number },
  t: Translate,
): string | undefined {
  const number = Number(value);
  const isRight = /^\s*\d+\s*$/.test(value) && number >= from && number <= to;
  return isRight ? undefined : t('A whole number from {0} to {1}.', from, to);
}
