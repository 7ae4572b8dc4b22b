// The error for a filter pattern that cannot be read.

export class InvalidPattern extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidPattern';
  }
}

/** AWS's text for a term that needs quotes, and what to do. */
export function invalidCharacters(characters: string): InvalidPattern {
  return new InvalidPattern(
    `Invalid character(s) in term '${characters}'. Enclose what has other characters than letters, digits and _ in double quotes.`,
  );
}
