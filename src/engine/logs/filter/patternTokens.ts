// Cuts a JSON or space-delimited filter pattern into tokens.
import { invalidCharacters } from './invalidPattern';

const token =
  /\s*(?:(\(|\)|,|&&|\|\||<=|>=|!=|=|<|>|"(?:[^"\\]|\\.)*"|%[^%]+%|\.\.\.|\$[\p{L}\p{N}_\-.[\]*]*|[\p{L}\p{N}_.*+-]+))/suy;

/** @throws InvalidPattern */
export function patternTokens(pattern: string): readonly string[] {
  const text = pattern.trimEnd();
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const start = token.lastIndex;
    const found = token.exec(text);
    if (found?.[1] === undefined) throw invalidCharacters(text.slice(start).trim().charAt(0));
    tokens.push(found[1]);
  }
  return tokens;
}
