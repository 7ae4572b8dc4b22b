// How fast the panel is at 10,000 children and 100,000 lines, measured in the page; the numbers are printed.
import assert from 'node:assert/strict';
import type { HostMessage } from '../../src/app/runPanel/protocol';
import { answerLog, panelBrowser } from './panelBrowser';
import type { PanelPage } from './panelPage';
import { array, logLines, messagesOf } from './sampleRuns';

/** From the messages to the frame that shows them, and the longest task on the way, in milliseconds. */
async function timed(
  panel: PanelPage,
  messages: readonly HostMessage[],
): Promise<{ readonly totalMs: number; readonly taskMs: number }> {
  return panel.page.evaluate(async (all) => {
    let taskMs = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) taskMs = Math.max(taskMs, entry.duration);
    });
    observer.observe({ entryTypes: ['longtask'] });
    await new Promise((resolve) => setTimeout(resolve, 100));
    taskMs = 0;
    const from = performance.now();
    for (const message of all) postMessage(message, '*');
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const totalMs = performance.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer.disconnect();
    return { totalMs, taskMs };
  }, messages);
}

function report(what: string, values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  process.stdout.write(`      ${what}: median ${median.toFixed(0)} ms, worst ${(sorted.at(-1) ?? 0).toFixed(0)} ms\n`);
  return median;
}

describe('the speed of the panel', () => {
  const open = panelBrowser();
  const now = Date.now();

  it('shows the first grid of 10,000 children within 100 ms', async () => {
    const panel = await open(undefined);
    const { totalMs } = await timed(panel, messagesOf(array(10_000, now)));
    report('first grid of 10,000', [totalMs]);
    assert.ok(totalMs < 100, `${totalMs} ms`);
  });

  for (const [key, name] of [
    ['1', 'grid'],
    ['2', 'table'],
    ['3', 'timeline'],
  ] as const) {
    it(`shows 1,000 changed children of 10,000 within 50 ms in the ${name}`, async () => {
      const panel = await open(array(10_000, now));
      await panel.page.keyboard.press(key);
      const tasks: number[] = [];
      const totals: number[] = [];
      for (let step = 1; step <= 8; step++) {
        const { totalMs, taskMs } = await timed(panel, messagesOf(array(10_000, now, step * 1_000 - 3_000)));
        tasks.push(taskMs);
        totals.push(totalMs);
      }
      const median = report(`update in the ${name}, until drawn`, totals);
      report(`update in the ${name}, longest task above 50`, tasks);
      assert.ok(median < 50, `${median} ms`);
    });
  }

  it('takes 5,000 lines without a task of more than 50 ms, up to the bound and beyond', async () => {
    const panel = await open(array(10_000, now));
    await answerLog(panel, []);
    const lines = logLines(5_000, now, [1, 2, 3]);
    const tasks: number[] = [];
    for (let at = 0; at < 24; at++) {
      tasks.push((await timed(panel, [{ type: 'logLines', selectionId: 1, lines }])).taskMs);
    }
    assert.ok(report('5,000 lines, longest task above 50', tasks) < 50);
  });

  it('holds its memory over many updates', async () => {
    const panel = await open(array(10_000, now));
    await answerLog(panel, []);
    const session = await panel.page.context().newCDPSession(panel.page);
    const heap = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return usedSize / 1e6;
    };
    const lines = logLines(5_000, now, [1, 2, 3]);
    const rounds = async (count: number): Promise<void> => {
      for (let at = 0; at < count; at++) {
        await panel.send(...messagesOf(array(10_000, now, at * 300 - 3_000)), {
          type: 'logLines',
          selectionId: 1,
          lines,
        });
      }
    };
    await rounds(25);
    const before = await heap();
    await rounds(25);
    const after = await heap();
    process.stdout.write(`      heap: ${before.toFixed(1)} MB, after 25 more rounds ${after.toFixed(1)} MB\n`);
    assert.ok(after < before * 1.1 + 2, `${before} MB, then ${after} MB`);
  });
});
