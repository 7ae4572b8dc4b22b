// Words as a shell takes them: POSIX shells and PowerShell agree on single quotes for what stands here.

export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
