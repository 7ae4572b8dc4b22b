// Lines of a log as they are drawn: colours, and nothing that hides or reorders text.
import assert from 'node:assert/strict';
import { columnsOf, plainText, spansOf, visible, visibleLines } from '../../../src/webview/logText';

const shown = (text: string): string =>
  spansOf(text)
    .map((span) => span.text)
    .join('');

describe('the text of a log line', () => {
  it('keeps the colours of SGR sequences', () => {
    assert.deepEqual(
      spansOf('a\x1b[1;31mred\x1b[0m\x1b[38;5;208morange\x1b[0m\x1b[48;2;1;2;3mrgb').map(
        ({ text, classes, foreground, background }) => [text, classes, foreground, background],
      ),
      [
        ['a', '', undefined, undefined],
        ['red', 'fg-red log-bold', undefined, undefined],
        ['orange', '', '#ff8700', undefined],
        ['rgb', '', undefined, '#010203'],
      ],
    );
  });

  it('shows text that its colours would hide', () => {
    assert.deepEqual(spansOf('\x1b[31;41msame')[0]?.classes, 'fg-red');
    assert.deepEqual(spansOf('\x1b[8mhidden')[0]?.classes, '');
  });

  const removed: readonly string[] = [
    'a\x1b[2Kb',
    'a\x1b[1;1Hb',
    'a\x1b]0;title\x07b',
    'a\x1b]8;;https://example.com\x1b\\b',
    'a\x1b(Bb',
    'a\x1b7b',
    'a\x1b[?25lb',
  ];
  for (const text of removed) {
    it(`leaves out the sequence of ${JSON.stringify(text)}`, () => {
      assert.equal(shown(text), 'ab');
      assert.equal(plainText(text), 'ab');
    });
  }

  const escaped: readonly [text: string, expected: string][] = [
    ['pay \u202e001 EUR', 'pay \\u{202E}001 EUR'],
    ['\u2066isolated\u2069', '\\u{2066}isolated\\u{2069}'],
    ['over\rwritten', 'over\\rwritten'],
    ['two\nlines', 'two\\nlines'],
    ['back\bspace', 'back\\x08space'],
    ['nul\0', 'nul\\0'],
    ['zero\u200bwidth\ufeff', 'zero\\u{200B}width\\u{FEFF}'],
    ['tag\u{e0041}', 'tag\\u{E0041}'],
    ['half \ud800', 'half \\u{D800}'],
    // An escape that begins no sequence must not swallow what follows up to the next `m`.
    ['\x1b[\x01 some more', '\\x1B[\\x01 some more'],
    ['\x1b]0;never ends', '\\x1B]0;never ends'],
    ['ends with \x1b', 'ends with \\x1B'],
    ['\x9b31m', '\\x9B31m'],
  ];
  for (const [text, expected] of escaped) {
    it(`shows ${expected}`, () => {
      assert.equal(shown(text), expected);
      assert.equal(plainText(text), expected);
    });
  }

  it('leaves other scripts, emoji and tabs as they are', () => {
    const text = 'שלום\tمرحبا 你好 👩\u200d👩\u200d👧 é';
    assert.equal(shown(text), text);
    assert.equal(visible(text), text);
  });

  it('keeps line ends in texts of several lines only', () => {
    assert.equal(visibleLines('a\r\nb\u202e\nc'), 'a\nb\\u{202E}\nc');
    assert.equal(visible('a\nb'), 'a\\nb');
  });

  it('counts columns: wide letters twice, tabs as four, sequences not at all', () => {
    assert.equal(columnsOf('plain'), 5);
    assert.equal(columnsOf('你好'), 4);
    assert.equal(columnsOf('\ta'), 5);
    assert.equal(columnsOf('\x1b[31mred\x1b[0m'), 3);
  });
});
