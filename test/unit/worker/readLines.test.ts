import assert from 'node:assert/strict';
import { readLines } from '../../../src/worker/readLines';
import { randomChunks, seededRandom } from '../core/planFixture';

async function linesOf(chunks: Iterable<Uint8Array>): Promise<string[]> {
  const lines: string[] = [];
  async function* source(): AsyncGenerator<Buffer> {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  }
  for await (const batch of readLines(source())) for (const line of batch) lines.push(line.toString());
  return lines;
}

describe('the lines of a stream', () => {
  it('are the same however the bytes arrive', async () => {
    const random = seededRandom(5);
    const pieces = ['a', 'item', 'é', '\r', '\r\n', '\n'];
    for (let round = 0; round < 1000; round++) {
      const content = Array.from({ length: random(30) }, () => pieces[random(pieces.length)]).join('');
      const expected = (content.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => line.replace(/\r?\n$/, ''));
      assert.deepEqual(await linesOf(randomChunks(Buffer.from(content), 1 + random(5), random)), expected, content);
    }
  });
});
