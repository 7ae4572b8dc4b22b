// How a line of the tests is told from the many that VS Code prints of itself.

export const testLineMark = '[test] ';

/** Prints a line among the results of the tests inside VS Code. */
export function printTestLine(text: string): void {
  console.log(`${testLineMark}${text}`); // eslint-disable-line no-console -- an extension host has no other way out
}
