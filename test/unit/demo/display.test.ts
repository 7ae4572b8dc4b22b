import assert from 'node:assert/strict';
import type { RunSnapshot } from '../../../src/app/pipeline/watchRun';
import { statusCounts } from '../../../src/core/arrayJob';
import { LiveDisplay } from '../../../src/demo/liveDisplay';
import { PlainDisplay } from '../../../src/demo/plainDisplay';
import { mergeState, mergeText, splitText } from '../../../src/demo/runText';
import { type Style, fitLine, plainStyle, terminalStyle } from '../../../src/demo/style';

const terminal = terminalStyle({ LANG: 'en_US.UTF-8' });
const uncolored: Style = { ...terminal, color: (_, text) => text };

function progress(status: string, counts: Record<string, number> = {}): RunSnapshot['split'] {
  return { jobId: 'j', jobName: 'n', status, counts: statusCounts(counts) };
}

describe('the display of the demo', () => {
  it('draws a bar of 24 cells in which a single failure shows', () => {
    const cases: readonly Record<string, number>[] = [
      { SUCCEEDED: 9_999, FAILED: 1 },
      { FAILED: 1, RUNNING: 8, RUNNABLE: 9_991 },
      { SUCCEEDED: 5_000, FAILED: 4_999, RUNNING: 1 },
      { RUNNABLE: 10_000 },
    ];
    for (const counts of cases) {
      const [bar = ''] = splitText(progress('PENDING', counts), 10_000, uncolored).split('  ');
      assert.equal(bar.length, 24, bar);
      assert.equal(bar.includes(uncolored.signs.bar?.[1] ?? ''), 'FAILED' in counts, bar);
    }
  });

  it('counts in the words of AWS', () => {
    const counts = { SUCCEEDED: 3, FAILED: 1, RUNNING: 2, RUNNABLE: 1 };
    assert.equal(
      splitText(progress('PENDING', counts), 7, plainStyle),
      '4/7  3 SUCCEEDED, 1 FAILED, 2 RUNNING, 1 RUNNABLE',
    );
    assert.equal(splitText(progress('SUCCEEDED', { SUCCEEDED: 7 }), 7, plainStyle), '7/7  SUCCEEDED');
    const failed = { ...progress('FAILED'), statusReason: 'Task failed to start' };
    assert.equal(splitText(failed, 1, plainStyle), 'FAILED: Task failed to start');
  });

  it('says what the merge waits for', () => {
    const snapshot = (split: string, merge: string): RunSnapshot => ({
      seenAt: 0,
      split: progress(split),
      merge: progress(merge),
      failedChildren: [],
      outcome: 'running',
    });
    assert.equal(mergeText(snapshot('PENDING', 'PENDING')), 'PENDING: waits for the split');
    assert.equal(mergeState(snapshot('PENDING', 'PENDING')), 'waiting');
    assert.equal(mergeText(snapshot('SUCCEEDED', 'RUNNABLE')), 'RUNNABLE');
    assert.equal(mergeState(snapshot('FAILED', 'FAILED')), 'failed');
  });

  it('cuts lines to the terminal, but no escape sequence', () => {
    assert.equal(fitLine('\x1b[31mabcdef\x1b[39m', 3), '\x1b[31mabc\x1b[39m');
    assert.equal(fitLine('abc', 10), 'abc');
  });

  it('as lines: one for each change, fewer and fewer while a step goes on', () => {
    const lines: string[] = [];
    let now = 0;
    const display = new PlainDisplay({ write: (text) => lines.push(text) }, plainStyle, () => now);
    display.step('split', 'active', '0/100');
    display.step('split', 'active', '0/100');
    assert.deepEqual(lines, ['split   0/100\n']);
    for (; now <= 100_000; now += 100) display.step('split', 'active', `${now}`);
    assert.ok(lines.length > 30 && lines.length < 150, `${lines.length} lines in 100 seconds`);
    display.step('split', 'done', '100/100');
    assert.equal(lines.at(-1), 'split   100/100\n', 'an end is never left out');
  });

  it('in place: what is drawn again takes the place of what was drawn', () => {
    const written: string[] = [];
    const display = new LiveDisplay({ columns: 30, write: (text) => written.push(text) }, uncolored);
    display.step('plan', 'done', 'a text that is longer than the terminal is wide');
    display.step('split', 'active', '1/7');
    display.note('Something odd.');
    display.note('Another thing.');
    display.close();
    display.note('After the end.');
    assert.equal(written[0], 'Something odd.\n', 'nothing was drawn before it');
    assert.match(written[1] ?? '', /^✔ plan {4}a text that is long\n. split {3}1\/7\n$/);
    assert.match(written[2] ?? '', /^\x1b\[2A\r\x1b\[JAnother thing\.\n$/, 'a note stands above the picture');
    assert.match(written.at(-2) ?? '', /✖ split/, 'what was cut short is marked');
    assert.equal(written.at(-1), 'After the end.\n');
  });
});
