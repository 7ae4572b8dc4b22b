// A regular expression of a filter pattern, `%…%`: the few symbols and operators that CloudWatch Logs takes.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#regex-expressions
import { InvalidPattern, invalidCharacters } from './invalidPattern';

/** Without groups no expression can take exponential time. */
const otherCharacter = /[^A-Za-z0-9 :_#=@/;,\-^$?[\]{}|\\*+.]/;
/** What may follow a backslash: a class, a code in hexadecimal digits, or a symbol that then stands for itself. */
const otherEscape = /\\(?![dDsSwW]|x[0-9A-Fa-f]{2}|[^A-Za-z0-9])/;

/** @param source what stands between the percent signs. */
export function compileRegex(source: string): RegExp {
  if (source === '') throw new InvalidPattern('The regular expression between % and % is empty.');
  // An escaped symbol is taken whatever it is.
  const other = otherCharacter.exec(source.replace(/\\[^A-Za-z0-9]/g, ''));
  if (other !== null) throw invalidCharacters(other[0]);
  if (otherEscape.test(source)) {
    throw new InvalidPattern(`The regular expression %${source}% has an escape that is not supported.`);
  }
  try {
    return new RegExp(source);
  } catch (cause) {
    throw new InvalidPattern(`%${source}% is not a regular expression: ${cause instanceof Error ? cause.message : ''}`);
  }
}
