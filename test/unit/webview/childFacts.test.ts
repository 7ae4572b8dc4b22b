// What is told of children: filters, order, jumps, stragglers; and the geometry of grid and timeline.
import assert from 'node:assert/strict';
import type { Children } from '../../../src/app/runPanel/protocol';
import {
  type SortColumn,
  factsOf,
  filterChildren,
  nextFailed,
  slowest,
  sortChildren,
  stragglers,
} from '../../../src/webview/childFacts';
import { cellAt, layoutGrid, moveBy } from '../../../src/webview/gridLayout';
import { axisMarks, markLabel, timeSpan, timelineRowHeight } from '../../../src/webview/timelineLayout';

const now = 100_000;
/*           0 S      1 F      2 R      3 W     4 F      5 .  */
const children: Children = {
  letters: 'SFRWF.',
  createdAt: [0, 0, 0, 0, 0, null],
  startedAt: [1_000, 2_000, 50_000, null, null, null],
  stoppedAt: [5_000, 12_000, null, null, 9_000, null],
  exitCode: [0, 1, null, null, null, null],
  attempts: [1, 3, 1, null, 1, null],
  reason: [null, 0, null, null, 1, null],
  reasons: ['exit code 1', 'Host terminated'],
};

describe('facts of a child', () => {
  it('say how it ended', () => {
    assert.deepEqual(factsOf(children, 1, now), ['FAILED', 'ran 10 s', 'exit code 1', '3 attempts', 'exit code 1']);
  });
  it('count on while it runs or waits', () => {
    assert.deepEqual(factsOf(children, 2, now), ['RUNNING', 'running for 50 s']);
    assert.deepEqual(factsOf(children, 3, now), ['RUNNABLE', 'waiting for 1 min 40 s']);
  });
  it('tell no time that is not known', () => {
    assert.deepEqual(factsOf(children, 4, now), ['FAILED', 'waited 9.0 s', 'Host terminated']);
    assert.deepEqual(factsOf(children, 5, now), ['UNKNOWN']);
  });
});

describe('filter and order', () => {
  it('keeps what is in one of the states', () => {
    assert.deepEqual(filterChildren(children, 'F'), [1, 4]);
    assert.deepEqual(filterChildren(children, 'FR'), [1, 2, 4]);
    assert.deepEqual(filterChildren(children, ''), [0, 1, 2, 3, 4, 5]);
  });

  const all = [0, 1, 2, 3, 4, 5];
  const ascending: readonly [SortColumn, readonly number[]][] = [
    ['index', [0, 1, 2, 3, 4, 5]],
    ['state', [3, 2, 0, 1, 4, 5]],
    ['attempts', [0, 2, 4, 1, 3, 5]],
    ['started', [0, 1, 2, 3, 4, 5]],
    ['duration', [0, 1, 2, 3, 4, 5]],
    ['exitCode', [0, 1, 2, 3, 4, 5]],
    ['reason', [1, 4, 0, 2, 3, 5]],
  ];
  for (const [by, expected] of ascending) {
    it(`sorts by ${by}`, () => {
      assert.deepEqual(sortChildren(children, all, { by, isDescending: false }, now), expected);
    });
  }
  it('keeps the unknown last and equals by index when descending', () => {
    assert.deepEqual(sortChildren(children, all, { by: 'attempts', isDescending: true }, now), [1, 0, 2, 4, 3, 5]);
  });
});

describe('jumps', () => {
  it('go to the next failed child, round the end, and back', () => {
    assert.deepEqual([nextFailed(children, -1), nextFailed(children, 1), nextFailed(children, 4)], [1, 4, 1]);
    assert.deepEqual(
      [nextFailed(children, 4, -1), nextFailed(children, 1, -1), nextFailed(children, 0, -1)],
      [1, 4, 4],
    );
    assert.equal(nextFailed({ ...children, letters: 'SSSSSS' }, 2), undefined);
  });
  it('go to the child that runs longest, or ran longest when none runs', () => {
    assert.equal(slowest(children, now), 2);
    assert.equal(slowest({ ...children, letters: 'SFSWF.' }, now), 1);
  });
});

describe('stragglers', () => {
  const ran = (durations: readonly number[], letters: string): Children => ({
    ...children,
    letters,
    startedAt: durations.map(() => 0),
    stoppedAt: durations.map((ms, at) => (letters[at] === 'R' ? null : ms)),
  });
  it('are those beyond twice the median, running ones too', () => {
    const found = stragglers(ran([4_000, 5_000, 6_000, 5_000, 11_000, 0, 4_000], 'SSSSSRF'), 10_500);
    assert.deepEqual(found, { medianMs: 5_000, indexes: [4, 5] });
  });
  it('are not told of from too few, nor for fractions of a second', () => {
    assert.equal(stragglers(ran([1_000, 1_000, 9_000], 'SSS'), now), undefined);
    assert.deepEqual(stragglers(ran([10, 10, 10, 10, 10, 500], 'SSSSSS'), now)?.indexes, []);
  });
});

describe('the geometry of the grid', () => {
  for (const count of [1, 7, 21, 200, 2_000, 10_000]) {
    for (const [width, height] of [
      [340, 200],
      [650, 500],
      [1_380, 300],
    ] as const) {
      it(`places ${count} cells within ${width} px`, () => {
        const layout = layoutGrid(count, width, height);
        assert.ok(layout.gutter + layout.columns * layout.pitch <= width);
        assert.ok(layout.columns * layout.rows >= count);
        const last = count - 1;
        const x = layout.gutter + (last % layout.columns) * layout.pitch + 2;
        const y = Math.floor(last / layout.columns) * layout.pitch + 2;
        assert.equal(cellAt(layout, count, x, y), last);
        assert.equal(cellAt(layout, count, x, y + layout.pitch), undefined);
      });
    }
  }
  it('shows 10,000 cells without scrolling in half a window', () => {
    assert.ok(layoutGrid(10_000, 650, 640).height <= 640);
  });
});

describe('keys of movement', () => {
  const grid = { columns: 10, rowsInView: 3 };
  const moves: readonly [key: string, from: number, to: number | undefined][] = [
    ['ArrowRight', 4, 5],
    ['ArrowRight', 94, 94],
    ['ArrowDown', 4, 14],
    ['ArrowDown', 88, 88],
    ['ArrowUp', 4, 4],
    ['ArrowUp', 14, 4],
    ['PageDown', 4, 34],
    ['PageDown', 90, 94],
    ['PageUp', 34, 4],
    ['PageUp', 14, 4],
    ['Home', 50, 0],
    ['End', 50, 94],
    ['x', 50, undefined],
  ];
  for (const [key, from, to] of moves) {
    it(`${key} leads from ${from} to ${String(to)}`, () => assert.equal(moveBy(key, from, 95, grid), to));
  }
});

describe('the geometry of the timeline', () => {
  it('spans from the first creation to now while one runs, else to the last end', () => {
    assert.deepEqual(timeSpan(children, now), { from: 0, until: now });
    assert.deepEqual(timeSpan({ ...children, letters: 'SFSSF.' }, now), { from: 0, until: 12_000 });
    assert.equal(timeSpan({ ...children, createdAt: [], startedAt: [] }, now), undefined);
  });
  it('marks round times, far enough apart', () => {
    assert.deepEqual(axisMarks({ from: 7, until: 60_007 }, 300), [0, 15_000, 30_000, 45_000, 60_000]);
    assert.deepEqual([0, 30_000, 90_000, 300_000, 5_400_000, 7_200_000].map(markLabel), [
      '0',
      '30 s',
      '1 min 30 s',
      '5 min',
      '1 h 30 min',
      '2 h',
    ]);
  });
  it('keeps rows legible', () => {
    assert.deepEqual(
      [timelineRowHeight(7, 500), timelineRowHeight(50, 500), timelineRowHeight(10_000, 500)],
      [18, 10, 4],
    );
  });
});
