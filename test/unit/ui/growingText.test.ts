// A log that grows without end, in bounded memory.
import assert from 'node:assert/strict';
import { GrowingText } from '../../../src/ui/growingText';

describe('growingText', () => {
  const text = new GrowingText((bytes) => `${bytes} bytes before`);

  it('is what was put together', () => {
    text.set('one\n');
    text.append('hai: hải\n');
    assert.equal(Buffer.from(text.bytes).toString(), 'one\nhai: hải\n');
    assert.equal(text.sizeBytes, text.bytes.length);
  });

  it('loses its oldest lines when it is too large, and says how much', () => {
    const line = `${'ẩ'.repeat(333)}\n`;
    text.set('the first line\n');
    for (let count = 0; count < 400; count += 1) text.append(line.repeat(100));
    text.append('the last line\n');
    const bytes = Buffer.from(text.bytes);
    assert.ok(bytes.length < 17 * 1024 * 1024, `${bytes.length}`);
    assert.equal(text.sizeBytes, bytes.length);
    const shown = bytes.toString();
    assert.ok(!shown.includes('\uFFFD'), 'no character is torn');
    const [notice = '', second = ''] = shown.split('\n', 2);
    const lost = Number(/^(\d+) bytes before$/.exec(notice)?.[1]);
    assert.equal(lost + bytes.length - notice.length - 1, 15 + 40_000 * Buffer.byteLength(line) + 14);
    assert.equal(`${second}\n`, line);
    assert.ok(shown.endsWith('\nthe last line\n'));
    text.set('anew');
    assert.equal(Buffer.from(text.bytes).toString(), 'anew');
  });
});
