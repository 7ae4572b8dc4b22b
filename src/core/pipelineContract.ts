// The contract of the split/merge pipeline: what a job is told through its environment, and where it reads and writes.
// Any image that honours it can take the place of the worker.

/** Environment variables of both jobs. Batch reserves names that begin with AWS_BATCH. */
export type PipelineEnvironment = {
  /** Bucket of everything below. */
  readonly PIPELINE_BUCKET: string;
  /** Key of the input file. */
  readonly PIPELINE_INPUT: string;
  /** Key of the index: one record of 32 bytes for each child, see `formatIndexRecord`. */
  readonly PIPELINE_INDEX: string;
  /** Key prefix of what the run writes, ending in `/`: its parts and its result. */
  readonly PIPELINE_OUTPUT: string;
  /** Name of the result below the output prefix. */
  readonly PIPELINE_RESULT: string;
  /** How many children the whole run has; also how many parts the merge expects. */
  readonly PIPELINE_CHILDREN: string;
  /** How many lines a child handles (the last one may have fewer). */
  readonly PIPELINE_LINES_PER_CHILD: string;
  readonly PIPELINE_PRESET: PipelinePreset;
  /** Preset `rainbow`: the sentence, in which `{line}` stands for the line. */
  readonly PIPELINE_TEMPLATE?: string;
  /**
   * Preset `command`: the shell command that is run for each line, with the line and a LF on its standard input and the
   * variables of `LineEnvironment`. Its standard output becomes part of the result; an exit code other than 0 fails the
   * child at once, with that code.
   */
  readonly PIPELINE_COMMAND?: string;
  /** `1`: blank lines (nothing but white space) are neither counted nor handled. */
  readonly PIPELINE_SKIP_BLANK?: '1';
  /**
   * Which children of the run this array stands for, when it runs only some of them again: array index i is child
   * number map[i]. Either ranges (`3,17,20-25`, in ascending order) or `key:<S3 key>` of an object that holds them.
   * Absent: array index i is child i.
   */
  readonly PIPELINE_INDEX_MAP?: string;
};

/** What the command of preset `command` finds in its environment, beside all that the job has. */
export type LineEnvironment = {
  /** The line without its end; absent when it is too long for a variable (131,066 bytes on Linux). */
  readonly LINE?: string;
  /** Number of the line in the file, from 1; blank lines are not counted when they are skipped. */
  readonly LINE_NUMBER: string;
};

export type PipelinePreset = 'rainbow' | 'command';

export const defaultTemplate = 'My favorite color of the rainbow is {line}.';
export const defaultResultName = 'mycolor';

/** The image by which the local engine knows the shipped worker. */
export const workerImage = 'aws-batch-explorer/worker';
export const splitDefinitionName = 'pipeline-split';
export const mergeDefinitionName = 'pipeline-merge';

/** Batch takes 2 to 10,000 children; one child is a plain job. */
export const maxChildren = 10_000;

/** Bytes of one index record: `<start> <end>\n`, each number of 15 digits with leading zeros; the end is exclusive. */
export const indexRecordBytes = 32;

export type ByteRange = { readonly start: number; readonly end: number };

export function formatIndexRecord({ start, end }: ByteRange): string {
  return `${String(start).padStart(15, '0')} ${String(end).padStart(15, '0')}\n`;
}

/** @throws RangeError when the text is not one record. */
export function parseIndexRecord(record: string): ByteRange {
  const match = /^(\d{15}) (\d{15})\n$/.exec(record);
  const [start, end] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || end < start)
    throw new RangeError(`Not a record of a pipeline index: ${JSON.stringify(record)}`);
  return { start, end };
}

/** Key of the part that child number `child` of the run writes. Keys sort in the order of the children. */
export function partKey(outputPrefix: string, child: number): string {
  return `${outputPrefix}parts/${String(child).padStart(5, '0')}`;
}

/** Writes child numbers, in ascending order, as ranges: `[3, 5, 6, 7]` → `3,5-7`. */
export function formatIndexMap(children: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const child of children) {
    const open = ranges.at(-1);
    if (open?.[1] === child - 1) open[1] = child;
    else ranges.push([child, child]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/**
 * The child number that stands at `index` of a map in ranges.
 * @throws RangeError when the map is malformed or shorter than that.
 */
export function childAt(ranges: string, index: number): number {
  let before = 0;
  for (const range of ranges.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(range);
    if (match === null) throw new RangeError(`Not an index map: ${JSON.stringify(ranges.slice(0, 80))}`);
    const first = Number(match[1]);
    const length = Number(match[2] ?? match[1]) - first + 1;
    if (index < before + length) return first + index - before;
    before += length;
  }
  throw new RangeError(`The index map has ${before} entries; index ${index} is not in it.`);
}
