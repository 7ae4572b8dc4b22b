import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../../src/engine/clock';
import type { Log } from '../../../../src/engine/log';
import type { ObjectRecord, Segment } from '../../../../src/engine/s3/records';
import { S3 } from '../../../../src/engine/s3/s3';
import { until } from '../../../support/until';

describe('S3 after a crash', () => {
  let folder: string;
  const errors: string[] = [];
  const log: Log = { info: () => undefined, error: (message) => errors.push(message) };
  const opened: S3[] = [];
  const open = (): S3 => {
    const s3 = new S3(folder, systemClock, log);
    opened.push(s3);
    return s3;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 's3-crash-'));
    errors.length = 0;
  });
  afterEach(async () => {
    for (const s3 of opened.splice(0)) {
      await s3.swept;
      s3.close();
    }
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual(errors, []);
  });

  async function writeData(
    s3: S3,
    text: string,
  ): Promise<{ segments: readonly Segment[]; release: () => Promise<void> }> {
    const file = s3.files.create();
    await file.write(Buffer.from(text));
    return { segments: await file.finish(), release: () => file.release() };
  }

  const record = (segments: readonly Segment[]): ObjectRecord => ({
    segments,
    sizeBytes: segments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    etag: 'etag',
    modifiedMs: 0,
    headers: {},
    checksum: { algorithm: 'CRC32', type: 'FULL_OBJECT', value: '' },
  });

  async function put(s3: S3, key: string, text: string): Promise<void> {
    const { segments, release } = await writeData(s3, text);
    s3.createObject('buck', key, record(segments), 'Put');
    await release();
  }

  async function read(s3: S3, key: string): Promise<string> {
    const reader = await s3.files.read(s3.object('buck', key).segments);
    const chunks: Buffer[] = [];
    for await (const chunk of reader.chunks()) chunks.push(chunk);
    reader.close();
    return Buffer.concat(chunks).toString();
  }

  const dataFiles = (): string[] =>
    readdirSync(join(folder, 'objects')).flatMap((shard) => readdirSync(join(folder, 'objects', shard)));
  const untilFiles = (count: number) => until(5000, `${count} data files`, () => dataFiles().length === count);

  it('keeps what was acknowledged and removes what no record names', async () => {
    const before = open();
    before.ensureBucket('buck', 'us-east-1');
    await put(before, 'kept', 'kept');
    // Received and given its place, but killed before the record was written; and killed while receiving.
    await writeData(before, 'never acknowledged');
    writeFileSync(join(folder, 'incoming', 'half'), 'hal');
    mkdirSync(join(folder, 'objects', 'ff'), { recursive: true });
    writeFileSync(join(folder, 'objects', 'ff', 'ff00'), 'left behind');
    assert.equal(dataFiles().length, 3);

    const after = open();
    await after.swept;
    await untilFiles(1);
    assert.deepEqual(readdirSync(join(folder, 'incoming')), []);
    assert.equal(await read(after, 'kept'), 'kept');
    assert.equal(after.bucket('buck').region, 'us-east-1');
  });

  it('loses only the torn record of a journal', async () => {
    const before = open();
    before.ensureBucket('buck', 'us-east-1');
    await put(before, 'whole', 'whole');
    await put(before, 'torn', 'torn');
    before.close();
    opened.pop();
    const journal = join(folder, 'state.0.jsonl');
    truncateSync(journal, readFileSync(journal).length - 20);

    const after = open();
    await untilFiles(1);
    assert.equal(await read(after, 'whole'), 'whole');
    assert.equal(after.findObject('buck', 'torn'), undefined);
    await put(after, 'torn', 'again');
    after.close();
    opened.pop();
    appendFileSync(journal, '[["objects","buck/half"');
    assert.equal(await read(open(), 'torn'), 'again');
  });

  it('does not remove what is being received while it looks for leftovers', async () => {
    const s3 = open();
    s3.ensureBucket('buck', 'us-east-1');
    const { segments, release } = await writeData(s3, 'on its way');
    await s3.swept;
    s3.createObject('buck', 'k', record(segments), 'Put');
    await release();
    assert.equal(await read(s3, 'k'), 'on its way');
  });

  it('keeps uploads in progress, and gives their data to the object', async () => {
    const before = open();
    before.ensureBucket('buck', 'us-east-1');
    const id = before.startUpload({ bucket: 'buck', key: 'k', headers: {} });
    for (const [number, text] of ['one ', 'two ', 'unused'].entries()) {
      const { segments, release } = await writeData(before, text);
      const sizeBytes = text.length;
      before.putPart(id, number + 1, { segments, sizeBytes, etag: 'e', modifiedMs: 0, checksum: '' });
      await release();
    }
    const after = open();
    await after.swept;
    assert.equal(after.upload('buck', 'k', id).key, 'k');
    const parts = after.partsOf(id);
    assert.deepEqual([...parts.keys()], [1, 2, 3]);
    const segments = [1, 2].flatMap((number) => parts.get(number)?.segments ?? []);
    after.createObject('buck', 'k', { ...record(segments), uploadId: id }, 'CompleteMultipartUpload');
    // The data of the part that was not used goes, that of the others must not.
    await untilFiles(2);
    assert.equal(await read(after, 'k'), 'one two ');
    assert.equal(after.findUpload(id), undefined);
    assert.equal(await read(open(), 'k'), 'one two ');
  });

  it('removes shared data when the last object that has it is gone', async () => {
    const s3 = open();
    s3.ensureBucket('buck', 'us-east-1');
    await put(s3, 'original', 'shared');
    s3.createObject('buck', 'copy', record(s3.object('buck', 'original').segments), 'Copy');
    s3.deleteObjects('buck', ['original']);
    await put(s3, 'other', 'x');
    await untilFiles(2);
    assert.equal(await read(s3, 'copy'), 'shared');
    const again = open();
    await again.swept;
    assert.equal(await read(again, 'copy'), 'shared');
    const reader = await again.files.read(again.object('buck', 'copy').segments);
    again.deleteObjects('buck', ['copy', 'other']);
    await untilFiles(1);
    reader.close();
    await untilFiles(0);
  });
});
