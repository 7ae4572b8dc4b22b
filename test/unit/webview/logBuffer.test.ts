// The log's lines: their bounds, their numbers, their rows, and the search through them.
import assert from 'node:assert/strict';
import type { LogLine } from '../../../src/app/runPanel/protocol';
import { type LogBuffer, appendLines, clearedLog, emptyLog, lineAt } from '../../../src/webview/logBuffer';
import { logAsText } from '../../../src/webview/logCopy';
import { logRows } from '../../../src/webview/logRows';
import { spansOf } from '../../../src/webview/logText';
import { LogSearch, occurrences, stepMatch } from '../../../src/webview/logSearch';
import { rowsInView, scrollToShow } from '../../../src/webview/virtualRows';

const lines = (count: number, from = 0): LogLine[] =>
  Array.from({ length: count }, (_, at) => ({ timeMs: from + at, text: `line ${from + at}` }));

function textsOf(buffer: LogBuffer): readonly string[] {
  const texts: string[] = [];
  for (let line = buffer.start; line < buffer.end; line++) texts.push(lineAt(buffer, line)?.text ?? 'missing');
  return texts;
}

describe('the buffer of the log', () => {
  it('numbers lines on, whatever the batches', () => {
    let buffer = emptyLog;
    let count = 0;
    for (const size of [1, 999, 1, 2_500, 700, 5_000]) {
      buffer = appendLines(buffer, lines(size, count));
      count += size;
    }
    assert.equal(buffer.end, count);
    assert.deepEqual(
      textsOf(buffer),
      lines(count).map(({ text }) => text),
    );
    assert.ok(buffer.chunks.length <= 11, `${buffer.chunks.length} chunks`);
  });

  it('leaves colours on for the next line of the same child, whatever the batches, until they are reset', () => {
    const line = (index: number | undefined, text: string): LogLine => ({ timeMs: 0, text, index });
    let buffer = appendLines(emptyLog, [line(1, 'a\x1b[1;31mred'), line(2, 'plain'), line(1, 'still')]);
    buffer = appendLines(buffer, [line(1, '\x1b[38:2::1:2:3m'), line(1, 'rgb \x1b[22mthin'), line(2, 'plain')]);
    buffer = clearedLog(buffer);
    buffer = appendLines(buffer, [line(1, 'thin rgb\x1b[0m'), line(1, 'off'), line(1, '\x1b[94;105m\x1b[9m')]);
    buffer = appendLines(buffer, [line(1, 'bright'), line(1, '\x1b[m'), line(1, 'off')]);
    const drawn = Array.from({ length: buffer.end - buffer.start }, (_, at) => {
      const kept = lineAt(buffer, buffer.start + at);
      const [span] = spansOf(kept?.text ?? '', kept?.carry);
      return `${kept?.text.replace(/\x1b.*/, '')}: ${span?.classes ?? ''}${span?.foreground ?? ''}`;
    });
    const bright = 'bright: fg-brightBlue bg-brightMagenta log-strikethrough';
    assert.deepEqual(drawn, ['thin rgb: #010203', 'off: ', ': ', bright, ': ', 'off: ']);
    assert.equal(buffer.carries.size, 0);
  });

  it('drops the oldest lines beyond the number of lines', () => {
    let buffer = emptyLog;
    for (let at = 0; at < 12; at++) {
      buffer = appendLines(buffer, lines(700, at * 700), { lines: 3_000, characters: 1e9 });
    }
    assert.deepEqual([buffer.start, buffer.end], [5_400, 8_400]);
    assert.deepEqual(
      textsOf(buffer),
      lines(3_000, 5_400).map(({ text }) => text),
    );
  });

  it('drops the oldest lines beyond the number of characters, but never the newest', () => {
    const long = (size: number): LogLine => ({ timeMs: 0, text: 'x'.repeat(size) });
    const limits = { lines: 100, characters: 1_000 };
    const buffer = appendLines(emptyLog, [long(600), long(500), long(300)], limits);
    assert.deepEqual([buffer.start, buffer.characters], [1, 800]);
    const one = appendLines(buffer, [long(5_000)], limits);
    assert.deepEqual([one.start, one.end, one.characters], [3, 4, 5_000]);
  });

  it('goes on with the numbers after it was cleared', () => {
    const cleared = clearedLog(appendLines(emptyLog, lines(5)));
    assert.deepEqual(textsOf(cleared), []);
    const buffer = appendLines(cleared, lines(2, 5));
    assert.deepEqual([buffer.start, textsOf(buffer)], [5, ['line 5', 'line 6']]);
  });

  it('is copied as shown, the newest lines if all are too many', () => {
    const buffer = appendLines(emptyLog, [
      { timeMs: 0, text: 'one', index: 3 },
      { timeMs: 1_000, text: '\x1b[31mtwo\x1b[0m\u202e', index: 4 },
    ]);
    assert.equal(logAsText(buffer, 'off'), '[3] one\n[4] two\\u{202E}\n');
    assert.equal(logAsText(buffer, 'utc').split('\n')[1], '[4] 1970-01-01T00:00:01.000Z two\\u{202E}');
    assert.equal(logAsText(buffer, 'off', 20), '[4] two\\u{202E}\n');
  });
});

describe('the rows of the log', () => {
  const text = (length: number): LogLine => ({ timeMs: 0, text: 'x'.repeat(length) });

  it('are the lines when nothing is wrapped', () => {
    const buffer = appendLines(emptyLog, lines(10), { lines: 6, characters: 1e9 });
    const rows = logRows(buffer, undefined);
    assert.deepEqual([rows.total, rows.lineAt(0), rows.lineAt(5), rows.lineAt(99), rows.rowOf(7)], [6, 4, 9, 9, 3]);
  });

  it('follow the length of lines when they are wrapped', () => {
    const buffer = appendLines(emptyLog, [text(0), text(25), text(10), text(11)]);
    const rows = logRows(buffer, 10);
    assert.equal(rows.total, 1 + 3 + 1 + 2);
    assert.deepEqual([0, 1, 2, 3, 4, 5, 6].map(rows.lineAt), [0, 1, 1, 1, 2, 3, 3]);
    assert.deepEqual([0, 1, 2, 3].map(rows.rowOf), [0, 1, 4, 5]);
  });

  it('agree in both directions over many chunks', () => {
    const many = Array.from({ length: 4_321 }, (_, at) => text((at * 7) % 60));
    const rows = logRows(appendLines(emptyLog, many), 20);
    for (const line of [0, 999, 1_000, 1_001, 3_999, 4_320]) assert.equal(rows.lineAt(rows.rowOf(line)), line);
  });
});

describe('the search', () => {
  const buffer = appendLines(emptyLog, [
    { timeMs: 0, text: 'An \x1b[31merr\x1b[0mor' },
    { timeMs: 0, text: 'fine' },
    { timeMs: 0, text: 'ERROR again' },
  ]);

  it('finds lines, whatever the case and through colours', () => {
    const search = new LogSearch('error', buffer);
    assert.equal(
      search.scan(buffer, () => false),
      true,
    );
    assert.deepEqual(search.matches, [0, 2]);
  });

  it('goes on with what comes and forgets what goes', () => {
    const limits = { lines: 3, characters: 1e9 };
    const search = new LogSearch('error', buffer);
    search.scan(buffer, () => false);
    const later = appendLines(
      buffer,
      [
        { timeMs: 0, text: 'no' },
        { timeMs: 0, text: 'error' },
      ],
      limits,
    );
    search.scan(later, () => false);
    assert.deepEqual(search.matches, [2, 4]);
  });

  it('stops when its time is up and ends where it would have ended', () => {
    const long = appendLines(emptyLog, lines(5_000));
    const search = new LogSearch('line 4', long);
    let slices = 1;
    while (!search.scan(long, () => true)) slices += 1;
    assert.ok(slices > 10, `${slices} slices`);
    assert.equal(search.matches.length, lines(5_000).filter((line) => line.text.includes('line 4')).length);
  });

  it('steps round both ends', () => {
    assert.deepEqual([stepMatch([2, 5], 2, 1), stepMatch([2, 5], 5, 1)], [5, 2]);
    assert.deepEqual([stepMatch([2, 5], 5, -1), stepMatch([2, 5], 2, -1)], [2, 5]);
    assert.equal(stepMatch([], 2, 1), undefined);
  });

  it('says where a text stands in a line', () => {
    assert.deepEqual(occurrences('aXbxa', 'x'), [
      [1, 2],
      [3, 4],
    ]);
    assert.deepEqual(occurrences('text', ''), []);
  });
});

describe('a list of which only a part is drawn', () => {
  it('draws what is in view and a little more, within its bounds', () => {
    assert.deepEqual(rowsInView(0, 100, 20, 1_000, 2), { first: 0, end: 7 });
    assert.deepEqual(rowsInView(990, 100, 20, 1_000, 2), { first: 47, end: 57 });
    assert.deepEqual(rowsInView(20_000, 100, 20, 1_000, 2), { first: 998, end: 1_000 });
    assert.deepEqual(rowsInView(0, 100, 20, 0), { first: 0, end: 0 });
  });

  it('scrolls no further than it must', () => {
    assert.equal(scrollToShow(3, 0, 100, 20), 0);
    assert.equal(scrollToShow(9, 0, 100, 20), 100);
    assert.equal(scrollToShow(1, 100, 100, 20), 20);
  });
});
