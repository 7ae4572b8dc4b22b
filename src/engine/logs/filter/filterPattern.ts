// Filter patterns of CloudWatch Logs: which of their three forms a pattern has.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
import { InvalidPattern } from './invalidPattern';
import { compileJsonPattern } from './jsonPattern';
import { compileSpacePattern } from './spacePattern';
import { type MessageFilter, compileTermPattern } from './termPattern';

/**
 * Undefined when every message matches.
 * @throws InvalidPattern
 */
export function compileFilter(pattern: string): MessageFilter | undefined {
  const text = pattern.trim();
  if (text === '') return undefined;
  if (text.startsWith('{')) {
    if (!text.endsWith('}')) throw new InvalidPattern("If a filter pattern starts with '{' it must end with '}'");
    return compileJsonPattern(text.slice(1, -1));
  }
  if (text.startsWith('[')) {
    if (!text.endsWith(']')) throw new InvalidPattern("If a filter pattern starts with '[' it must end with ']'");
    return compileSpacePattern(text.slice(1, -1));
  }
  return compileTermPattern(text);
}
