import assert from 'node:assert/strict';
import type { PlanOptions } from '../../../src/core/pipelinePlan';
import { Interruption } from '../../../src/worker/interruption';
import { split } from '../../../src/worker/split';
import { S3Fake } from './s3Fake';
import { upload } from './workerProcess';

describe('worker split, preset rainbow', function () {
  // Tens of megabytes, or tens of processes, on a machine that may be busy.
  this.timeout(60_000);

  let fake: S3Fake;
  beforeEach(async () => {
    fake = await S3Fake.start();
  });
  afterEach(() => fake.close());

  const run = (environment: Record<string, string>, index: number): Promise<string> =>
    split({ ...environment, AWS_BATCH_JOB_ARRAY_INDEX: String(index) }, new Interruption());

  /** Runs all children and gives their parts. */
  async function runAll(
    content: string,
    options: PlanOptions = {},
    more: Record<string, string> = {},
  ): Promise<(string | undefined)[]> {
    const environment: Record<string, string> = { ...(await upload(fake, content, options)), ...more };
    const parts: (string | undefined)[] = [];
    for (let child = 0; child < Number(environment.PIPELINE_CHILDREN); child++) {
      await run(environment, child);
      parts.push(fake.text(`runs/1/parts/${String(child).padStart(5, '0')}`));
    }
    return parts;
  }

  it('writes the sentence of its line, says what it did, and reads nothing but its own bytes', async () => {
    const environment = await upload(fake, 'red\norange\nyellow\n');
    assert.equal(await run(environment, 1), 'child 1: 1 line, 44 bytes -> s3://pipeline/runs/1/parts/00001');
    assert.equal(fake.text('runs/1/parts/00001'), 'My favorite color of the rainbow is orange.\n');
    assert.deepEqual(
      fake.requests.map(({ method, key, headers }) => [method, key, headers.range]),
      [
        ['GET', 'runs/1/index', 'bytes=32-63'],
        ['GET', 'runs/1/input', 'bytes=4-10'],
        ['PUT', 'runs/1/parts/00001', undefined],
      ],
    );
  });

  it('knows lines with and without BOM, with LF, CR LF, a lone CR, and a last one without an end', async () => {
    const more = { PIPELINE_TEMPLATE: '<{line}>' };
    assert.deepEqual(await runAll('\uFEFFred\r\nor\range\n\r\ngreen\r', {}, more), [
      '<red>\n',
      '<or\range>\n',
      '<>\n',
      '<green\r>\n',
    ]);
  });

  it('skips blank lines when it is told to, wherever they are', async () => {
    const content = '\n\nred\n \t\r\norange\n\n\nyellow\ngreen\n\n';
    const parts = await runAll(content, { skipBlank: true, maxChildren: 2 }, { PIPELINE_TEMPLATE: '{line}' });
    assert.deepEqual(parts, ['red\norange\n', 'yellow\ngreen\n']);
  });

  it('handles several lines, and every {line} of the template', async () => {
    const parts = await runAll('a\nb\nc\n', { maxChildren: 2 }, { PIPELINE_TEMPLATE: '{line}-{line}!$&' });
    assert.deepEqual(parts, ['a-a!$&\nb-b!$&\n', 'c-c!$&\n']);
  });

  it('takes its child number from an index map, inline or in an object', async () => {
    const environment = await upload(fake, 'a\nb\nc\nd\ne\n');
    await run({ ...environment, PIPELINE_INDEX_MAP: '1,3-4' }, 2);
    assert.match(fake.text('runs/1/parts/00004') ?? '', / e\.\n$/);
    fake.objects.set('runs/1/again 1', Buffer.from('1,3-4\n'));
    await run({ ...environment, PIPELINE_INDEX_MAP: 'key:runs/1/again 1' }, 1);
    assert.match(fake.text('runs/1/parts/00003') ?? '', / d\.\n$/);
    await assert.rejects(run({ ...environment, PIPELINE_INDEX_MAP: '1,3-4' }, 3), /3 entries; index 3 is not in it/);
  });

  it('works on many lines and more bytes than it holds at once', async () => {
    const lines = Array.from({ length: 400_000 }, (_, i) => `this is line number ${i} of a large file`);
    const environment = await upload(fake, lines.join('\n'), { maxChildren: 1 });
    await run({ ...environment, PIPELINE_TEMPLATE: '{line}' }, 0);
    assert.ok(fake.text('runs/1/parts/00000') === `${lines.join('\n')}\n`);
    assert.ok(fake.requests.filter(({ query }) => query.has('partNumber')).length >= 2, 'a multipart upload');
  });

  it('notices an input that is not the one that was planned, and writes no part', async () => {
    const environment = await upload(fake, 'aa\nbb\ncc\n', { maxChildren: 2 });
    fake.objects.set('runs/1/input', Buffer.from('a\nb\nc\nd\ne\n'));
    await assert.rejects(run(environment, 0), /child 0: runs\/1\/input was replaced: 3 lines instead of 2/);
    fake.objects.set('runs/1/input', Buffer.from('a\nb\n'));
    await assert.rejects(run(environment, 1), /ends at byte 4, not 9/);
    fake.objects.delete('runs/1/input');
    await assert.rejects(run(environment, 1), /s3:\/\/pipeline\/runs\/1\/input does not exist/);
    assert.equal(fake.count('PUT'), 0);
  });
});
