// What a preset is to the split command: it turns a line into bytes of the part.

/**
 * Handles one line, given without its end. A promise means: wait before the next line.
 * @param lineNumber of the line in the run, counted from 1; blank lines are not counted when they are skipped
 */
export type LineHandler = (line: Buffer, lineNumber: number) => Promise<void> | undefined;
