// The command `split`: one child of the array turns its lines into one part of the result.
import { type ByteRange, childAt, indexRecordBytes, parseIndexRecord, partKey } from '../core/pipelineContract';
import { isBlank } from '../core/lineRules';
import { type Environment, type SplitSettings, splitSettings } from './environment';
import { WorkerFailure, usageExitCode } from './workerFailure';
import type { Interruption } from './interruption';
import type { LineHandler } from './lineHandler';
import { readLines } from './readLines';
import { writeObject } from './objectWriter';
import { rainbowHandler } from './rainbowHandler';
import { type Bucket, openBucket, urlOf } from './s3/bucket';
import { readExisting, streamBytes } from './s3/readObject';
import { commandHandler } from './commandHandler';

/** An index map of 10,000 entries has at most 49 KB; more is not an index map. */
const maxIndexMapBytes = 256 * 1024;

/** Gives the line for the job's log. @throws WorkerFailure, and then there is no part */
export async function split(environment: Environment, interruption: Interruption): Promise<string> {
  const settings = splitSettings(environment);
  const { command, template, inputKey, outputPrefix } = settings;
  const bucket = openBucket(environment, settings.bucket);
  const child = await childNumber(settings, bucket);
  const { start, end } = await readRange(settings, bucket, child);
  const key = partKey(outputPrefix, child);
  let lines = 0;
  const { sizeBytes } = await writeObject(bucket, key, interruption, async (writer) => {
    const handle =
      command === undefined
        ? rainbowHandler(template, writer)
        : commandHandler({ command, child, environment }, writer, interruption);
    lines = await handleLines(settings, child, streamBytes(bucket, inputKey, start, end), handle);
  });
  return `child ${child}: ${lines} ${lines === 1 ? 'line' : 'lines'}, ${sizeBytes} bytes -> ${urlOf(bucket, key)}`;
}

async function childNumber({ indexMap, arrayIndex, childCount }: SplitSettings, bucket: Bucket): Promise<number> {
  let child = arrayIndex;
  if (indexMap) {
    const [, key] = /^key:(.*)/.exec(indexMap) ?? [];
    const ranges = key === undefined ? indexMap : await readText(bucket, key, 0, maxIndexMapBytes);
    child = parse('PIPELINE_INDEX_MAP', () => childAt(ranges.trim(), arrayIndex));
  }
  if (child < childCount) return child;
  throw new WorkerFailure(`There is no child ${child} among ${childCount}: they count from 0.`, usageExitCode);
}

async function readRange({ indexKey }: SplitSettings, bucket: Bucket, child: number): Promise<ByteRange> {
  const start = child * indexRecordBytes;
  const record = await readText(bucket, indexKey, start, start + indexRecordBytes);
  return parse(`${urlOf(bucket, indexKey)}, record ${child}`, () => parseIndexRecord(record));
}

async function readText(bucket: Bucket, key: string, start: number, end: number): Promise<string> {
  return (await readExisting(bucket, key, start, end)).body.toString();
}

function parse<T>(what: string, parser: () => T): T {
  try {
    return parser();
  } catch (cause) {
    throw new WorkerFailure(`${what}: ${(cause as RangeError).message}`, usageExitCode);
  }
}

/** Gives the number of lines that were handled. */
async function handleLines(
  { linesPerChild, childCount, skipBlank, inputKey }: SplitSettings,
  child: number,
  source: AsyncIterable<Buffer>,
  handle: LineHandler,
): Promise<number> {
  let lines = 0;
  for await (const batch of readLines(source)) {
    for (const line of batch) {
      if (skipBlank && isBlank(line)) continue;
      const handled = handle(line, child * linesPerChild + ++lines);
      if (handled !== undefined) await handled;
    }
  }
  // An input that was replaced after the plan was made would give wrong parts without a word.
  if (lines > linesPerChild || (lines < linesPerChild && child < childCount - 1))
    throw new WorkerFailure(`child ${child}: ${inputKey} was replaced: ${lines} lines instead of ${linesPerChild}`);
  return lines;
}
