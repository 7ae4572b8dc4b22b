import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { PlanError } from '../../../src/core/planError';
import { type PipelinePlan, type PlanOptions, PipelinePlanner, planPipeline } from '../../../src/core/pipelinePlan';
import { type Random, randomChunks, seededRandom } from './planFixture';

const plan = (content: string | Uint8Array, options: PlanOptions = {}): Promise<PipelinePlan> =>
  planPipeline([typeof content === 'string' ? Buffer.from(content) : content], options);

async function planError(chunks: Uint8Array[], options: PlanOptions = {}): Promise<PlanError> {
  try {
    await planPipeline(chunks, options);
  } catch (cause) {
    assert.ok(cause instanceof PlanError, String(cause));
    return cause;
  }
  return assert.fail('the file was accepted');
}

/** The lines that count, as they stand in the file with their ends: the slow and obvious way. */
function linesOf(content: string, skipBlank = false): string[] {
  const lines = content.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines.filter((line) => !skipBlank || !/^[ \t\r\n\v\f]*$/.test(line));
}

/** Whatever the file, this must hold. */
function checkPlan(found: PipelinePlan, content: string, options: PlanOptions): void {
  const { skipBlank = false, maxChildren = 10_000, minLinesPerChild = 1 } = options;
  const bytes = Buffer.from(content);
  const body = content.replace(/^\uFEFF/, '');
  const lines = linesOf(body, skipBlank);
  assert.equal(found.sizeBytes, bytes.length);
  assert.equal(found.crc32, crc32(bytes));
  assert.equal(found.lineCount, lines.length);
  assert.equal(found.blankLines, linesOf(body).length - linesOf(body, true).length);
  assert.equal(found.hasBom, content.startsWith('\uFEFF'));
  const expected = Math.min(lines.length, Math.max(minLinesPerChild, Math.ceil(lines.length / maxChildren)));
  if (lines.length <= 20_000) assert.equal(found.linesPerChild, expected);
  assert.equal(found.childCount, Math.ceil(lines.length / found.linesPerChild));
  assert.equal(found.ranges.length, found.childCount);
  assert.ok(found.childCount <= maxChildren);
  let at = found.hasBom ? 3 : 0;
  for (const [child, { start, end }] of found.ranges.entries()) {
    assert.equal(start, at, 'the ranges are contiguous');
    const own = linesOf(bytes.subarray(start, end).toString(), skipBlank);
    const first = child * found.linesPerChild;
    assert.deepEqual(own, lines.slice(first, first + found.linesPerChild));
    at = end;
  }
  assert.equal(at, bytes.length);
}

function randomFile(random: Random): string {
  const pieces = ['a', 'item', 'é', '虹', '😀', '\uFEFF', ' ', '\t', '\v', '\x01', '\r', '\r\n', '\n', '\n', '\n\n'];
  const body = Array.from({ length: random(60) }, () => pieces[random(pieces.length)]).join('');
  return (random(4) === 0 ? '\uFEFF' : '') + body;
}

describe('the plan of a pipeline', () => {
  it('agrees with a naive one, whatever the file, the options and the chunks', async () => {
    const random = seededRandom(1);
    let planned = 0;
    for (let round = 0; round < 2000; round++) {
      const content = randomFile(random);
      const options: PlanOptions = {
        skipBlank: random(2) === 0,
        maxChildren: 1 + random(8),
        minLinesPerChild: 1 + random(3),
      };
      const chunks = [...randomChunks(Buffer.from(content), 1 + random(7), random)];
      if (linesOf(content.replace(/^\uFEFF/, ''), options.skipBlank).length === 0) {
        assert.equal((await planError(chunks, options)).kind, 'empty');
      } else {
        checkPlan(await planPipeline(chunks, options), content, options);
        planned++;
      }
    }
    assert.ok(planned > 1500);
  });

  it('plans the seven colours', async () => {
    const { ranges, ...rest } = await plan('red\norange\nyellow\ngreen\nblue\nindigo\nviolet\n');
    assert.deepEqual(rest, {
      sizeBytes: 43,
      crc32: crc32('red\norange\nyellow\ngreen\nblue\nindigo\nviolet\n'),
      hasBom: false,
      lineCount: 7,
      blankLines: 0,
      childCount: 7,
      linesPerChild: 1,
    });
    assert.deepEqual(ranges.slice(0, 2), [
      { start: 0, end: 4 },
      { start: 4, end: 11 },
    ]);
  });

  for (const [lineCount, childCount, linesPerChild] of [
    [1, 1, 1],
    [10_000, 10_000, 1],
    [10_001, 5001, 2],
    [20_000, 10_000, 2],
    [20_001, 5001, 4],
    [100_000, 6250, 16],
  ] as const) {
    it(`shares ${lineCount} lines out among ${childCount} children`, async () => {
      const content = Array.from({ length: lineCount }, (_, i) => `line ${i}`).join('\r\n');
      const found = await plan(content);
      assert.deepEqual([found.childCount, found.linesPerChild], [childCount, linesPerChild]);
      checkPlan(found, content, {});
    });
  }

  it('heeds the bounds of the caller for a large file', async () => {
    const content = 'x\n'.repeat(50_000);
    const options = { maxChildren: 100, minLinesPerChild: 3000 };
    const found = await plan(content, options);
    assert.ok(found.linesPerChild >= 3000);
    checkPlan(found, content, options);
    for (const wrong of [{ maxChildren: 0 }, { maxChildren: 10_001 }, { minLinesPerChild: 1.5 }])
      assert.throws(() => new PipelinePlanner(wrong), RangeError);
  });
});

describe('what cannot be planned', () => {
  it('a file without a line', async () => {
    for (const [content, text, options] of [
      ['', /is empty/, {}],
      ['\uFEFF', /byte order mark/, {}],
      ['\n \t\r\n\n', /nothing but blank lines \(3\)/, { skipBlank: true }],
    ] as const) {
      const error = await planError([Buffer.from(content)], options);
      assert.equal(error.kind, 'empty');
      assert.match(error.message, text);
    }
  });

  it('a NUL byte, with its place', async () => {
    const error = await planError([Buffer.from('\uFEFFä\n\n'), Buffer.from('bc\0d')]);
    assert.equal(error.kind, 'nul');
    assert.deepEqual(error.position, { line: 3, byteOffset: 9 });
    assert.match(error.message, /^Line 3 has a NUL byte \(byte offset 9\)/);
  });

  it('bytes that are not UTF-8, with the place of the character they began', async () => {
    for (const [bytes, byteOffset] of [
      [[0x80], 3],
      [[0xc0, 0xaf], 3], // overlong
      [[0xc1, 0xbf], 3],
      [[0xe0, 0x9f, 0xbf], 3],
      [[0xf0, 0x8f, 0xbf, 0xbf], 3],
      [[0xed, 0xa0, 0x80], 3], // a surrogate
      [[0xf4, 0x90, 0x80, 0x80], 3], // beyond U+10FFFF
      [[0xf5, 0x80, 0x80, 0x80], 3],
      [[0xff], 3],
      [[0xe2, 0x82, 0x0a], 3], // cut short by the end of the line
      [[0x61, 0xe2, 0x82], 4], // cut short by the end of the file
    ] as const) {
      const file = Buffer.from([0x61, 0x62, 0x0a, ...bytes]);
      for (let cut = 0; cut <= file.length; cut++) {
        const error = await planError([file.subarray(0, cut), file.subarray(cut)]);
        assert.equal(error.kind, 'invalidUtf8');
        assert.deepEqual(error.position, { line: 2, byteOffset });
      }
    }
  });

  it('exactly what Node takes for invalid too', async () => {
    const random = seededRandom(2);
    const leads = [0x61, 0x7f, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4];
    const others = [0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0x61];
    let valid = 0;
    for (let round = 0; round < 2000; round++) {
      const bytes = Buffer.from(
        Array.from({ length: 1 + random(5) }, (_, i) => {
          const from = i === 0 || random(4) === 0 ? leads : others;
          return from[random(from.length)] as number;
        }),
      );
      const accepted = await plan(bytes).then(
        () => true,
        () => false,
      );
      assert.equal(accepted, isUtf8(bytes), bytes.toString('hex'));
      if (accepted) valid++;
    }
    assert.ok(valid > 100);
  });

  it('text in UTF-16, and says so', async () => {
    assert.match((await planError([Buffer.from('\uFEFFred\n', 'utf16le')])).message, /looks like UTF-16/);
    assert.match((await planError([Buffer.from('red\n', 'utf16le')])).message, /UTF-16\? Save it as UTF-8/);
  });

  it('a file that is larger than allowed', async () => {
    assert.equal((await planError([Buffer.from('abc'), Buffer.from('d')], { maxSizeBytes: 3 })).kind, 'tooLarge');
  });
});
