// The children in a browser: counts that filter, the grid, the table, jumps and reasons, with mouse and keyboard.
import assert from 'node:assert/strict';
import { answerLog, panelBrowser } from './panelBrowser';
import type { PanelPage } from './panelPage';
import { array, logLines, rainbow, usageOfRainbow } from './sampleRuns';

const now = Date.now();
const run = array(200, now);
const failed = Array.from(run.children.letters).flatMap((letter, index) => (letter === 'F' ? [index] : []));

/** The child that the keyboard is at, as a screen reader hears it. */
function active(panel: PanelPage): Promise<string | null> {
  return panel.page.locator('.scroller [role=option]').textContent();
}

describe('the children in the panel', () => {
  const open = panelBrowser();

  it('are filtered by their counts', async () => {
    const panel = await open(run);
    await panel.page.keyboard.press('2');
    const rows = panel.page.locator('.table');
    assert.equal(await rows.getAttribute('aria-rowcount'), '201');
    await panel.page.getByRole('button', { name: /^FAILED/ }).click();
    await panel.page.waitForFunction(
      (count) => document.querySelector('.table')?.getAttribute('aria-rowcount') === count,
      String(failed.length + 1),
    );
    const states = await panel.page.locator('.row .cell-state').allTextContents();
    assert.deepEqual(new Set(states), new Set(['FFAILED']));
    await panel.page.getByRole('button', { name: /^RUNNING/ }).click({ modifiers: ['ControlOrMeta'] });
    await panel.send();
    assert.equal(await panel.page.locator('.count[aria-pressed=true]').count(), 2);
    await panel.page.keyboard.press('Escape');
    await panel.page.locator('.count[aria-pressed=true]', { hasText: 'All 200' }).waitFor();
  });

  it('are sorted by a click on a column, and only rows in view are in the page', async () => {
    const panel = await open(array(10_000, now));
    await panel.page.keyboard.press('2');
    await panel.page.locator('.row').first().waitFor();
    assert.ok((await panel.page.locator('.row').count()) < 80);
    await panel.page.getByRole('button', { name: 'Duration' }).click();
    await panel.page.locator('[role=columnheader][aria-sort=descending]', { hasText: 'Duration' }).waitFor();
    const [first = ''] = await panel.page.locator('.row .cell-duration').allTextContents();
    assert.match(first, /^(4|5)\d s$|min/);
    await panel.page.locator('.table').focus();
    await panel.page.keyboard.press('End');
    await panel.page.waitForFunction(
      () => document.querySelector('.row.is-cursor')?.getAttribute('aria-rowindex') === '10001',
    );
  });

  it('are jumped to: the next failed one, and its log is asked for', async () => {
    const panel = await open(run);
    assert.deepEqual(await answerLog(panel, logLines(10, now)), { kind: 'running' });
    await panel.page.getByRole('button', { name: 'Next Failed' }).click();
    await panel.asked(failed[0]);
    await panel.page.keyboard.press('n');
    await panel.asked(failed[1]);
    await panel.page.keyboard.press('Shift+N');
    await panel.asked(failed[0]);
    await panel.page.keyboard.press('s');
    await panel.askedFor(([index = 0]) => run.children.letters[index] === 'R');
  });

  it('are found by the pointer, and tell what is known of them', async () => {
    const panel = await open(run);
    const grid = await panel.page.locator('.scroller').boundingBox();
    assert.ok(grid);
    await panel.page.mouse.move(grid.x + 100, grid.y + 25);
    const card = panel.page.locator('.card');
    const [, index = ''] = /Child (\d+)/.exec((await card.textContent()) ?? '') ?? [];
    await panel.page.mouse.down();
    await panel.page.mouse.up();
    await panel.posted('followLog');
    await panel.asked(Number(index));
    await panel.page.mouse.click(grid.x + 220, grid.y + 25, { button: 'left' });
    await panel.page.keyboard.down('Shift');
    await panel.page.mouse.click(grid.x + 100, grid.y + 25);
    await panel.page.keyboard.up('Shift');
    await panel.askedFor((indexes) => indexes.length > 1 && indexes[0] === Number(index));
  });

  it('are reached by keys alone, one tab stop for all of them', async () => {
    const panel = await open(run);
    await panel.posted('followLog');
    await panel.page.locator('.scroller').focus();
    await panel.page.keyboard.press('End');
    await panel.asked(199);
    assert.match((await active(panel)) ?? '', /^Child 199, RUNNABLE, waiting for/);
    await panel.page.keyboard.press('Home');
    await panel.page.keyboard.press('Shift+ArrowRight');
    await panel.page.keyboard.press('Shift+ArrowRight');
    await panel.asked(0, 1, 2);
    await panel.page.keyboard.press('Control+ArrowRight');
    await panel.page.keyboard.press('Control+ArrowRight');
    await panel.page.keyboard.press('Control+Space');
    await panel.asked(0, 1, 2, 4);
  });

  it('are selected by the reason why they failed', async () => {
    const panel = await open(run);
    await panel.posted('followLog');
    await panel.page.getByRole('tab', { name: 'Reasons 3' }).click();
    await panel.page.locator('.reason').first().waitFor();
    assert.equal(await panel.page.locator('.reason').count(), 3);
    await panel.page.locator('.reason').first().click();
    await panel.asked(...(run.state.failures[0]?.indexes ?? []));
    assert.equal(await panel.page.locator('.reason[aria-pressed=true]').count(), 1);
  });

  it('show their timeline, with stragglers to select', async () => {
    const panel = await open(run);
    await panel.posted('followLog');
    await panel.page.getByRole('tab', { name: 'Timeline' }).click();
    await panel.page.getByRole('button', { name: /stragglers$/ }).click();
    await panel.askedFor((indexes) => indexes.length > 1);
  });

  it('change in place: what is selected and filtered stays', async () => {
    const panel = await open(run);
    await panel.page.keyboard.press('n');
    await panel.page.getByRole('button', { name: /^FAILED/ }).click();
    const later = array(200, now, 20);
    await panel.send({ type: 'state', state: later.state }, { type: 'children', children: later.children });
    assert.match((await active(panel)) ?? '', new RegExp(`^Child ${failed[0]}, FAILED`));
    assert.equal(await panel.page.locator('.count[aria-pressed=true]').count(), 1);
  });

  it('come back after the window was reloaded', async () => {
    const first = await open(run);
    await first.page.keyboard.press('2');
    await first.page.keyboard.press('n');
    await first.page.getByRole('button', { name: /^FAILED/ }).click();
    await first.page.waitForTimeout(50);
    const saved = await first.state();
    assert.ok(
      typeof saved === 'object' && saved !== null && 'connectionKey' in saved && saved.connectionKey === 'local',
    );
    const second = await open(run, { saved });
    await second.asked(failed[0]);
    assert.equal(await second.page.locator('.row').count(), failed.length);
    const other = await open(run, { saved, jobId: 'job-2' });
    assert.deepEqual((await other.posted('followLog')).selection, { kind: 'running' });
  });
});

describe('the head of the panel', () => {
  const open = panelBrowser();

  it('offers what the host says, in its order, and asks for it', async () => {
    const panel = await open(rainbow(now));
    const names = await panel.page
      .locator('.actions .button')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent));
    assert.deepEqual(names.slice(0, 3), ['Open Log', 'Download Result', 'Open Result']);
    await panel.page.locator('.actions').getByRole('button', { name: 'Download Result' }).click();
    assert.equal((await panel.posted('act')).action, 'downloadResult');
  });

  it('tells where it ran and what it costs when that is asked for, and stops when the card is closed', async () => {
    const panel = await open(rainbow(now));
    const { page } = panel;
    const button = page.locator('.actions').getByRole('button', { name: 'Where and How Much' });
    const card = page.getByRole('region', { name: 'Where and How Much' });
    assert.equal(await card.count(), 0);
    await button.click();
    assert.equal((await panel.posted('lookAtUsage')).isWanted, true);
    await page.getByRole('button', { name: 'Where and How Much', pressed: true }).waitFor();
    await panel.send({ type: 'usage', usage: { kind: 'loading', text: '100 of 1000 children' } });
    await card.getByText('100 of 1000 children').waitFor();
    await panel.send({ type: 'usage', usage: usageOfRainbow(now) });
    assert.equal(
      await card
        .locator('dt', { hasText: /^Estimate$/ })
        .locator('+ dd')
        .textContent(),
      'USD 0.0021',
    );
    await card.getByRole('button', { name: 'Look Again' }).click();
    await panel.posted('lookAtUsage');
    await panel.send({ type: 'usage', usage: { kind: 'failed', text: 'not authorized: batch:DescribeJobs' } });
    await card.getByText('not authorized').waitFor();
    await card.getByRole('button', { name: 'Open Details' }).click();
    assert.equal((await panel.posted('act')).action, 'showUsage');
    await card.getByRole('button', { name: 'Close' }).click();
    assert.equal((await panel.posted('lookAtUsage')).isWanted, false);
    await card.waitFor({ state: 'detached' });
  });

  it('leads to the other stages', async () => {
    const panel = await open(rainbow(now));
    await panel.page.getByRole('button', { name: /^Merge/ }).click();
    assert.equal((await panel.posted('showJob')).jobId, 'job-2');
    await panel.page.locator('button.stage', { hasText: 'Result' }).click();
    assert.match((await panel.page.locator('.result-head').textContent()) ?? '', /^red\norange\n/);
  });

  it('keeps what is known when there is trouble, with the way out of it', async () => {
    const panel = await open(run);
    await panel.send({
      type: 'state',
      state: {
        ...run.state,
        trouble: {
          kind: 'disconnected',
          text: 'The engine does not answer.',
          action: { label: 'Reconnect', action: 'reconnect' },
        },
      },
    });
    assert.equal(await panel.page.locator('.trouble').textContent(), 'The engine does not answer.Reconnect');
    assert.equal(await panel.page.locator('.scroller').count(), 1);
    await panel.page.getByRole('button', { name: 'Reconnect' }).click();
    assert.equal((await panel.posted('act')).action, 'reconnect');
  });

  it('counts on by itself', async () => {
    const panel = await open(array(200, Date.now()));
    const elapsed = panel.page.locator('.facts strong');
    const first = await elapsed.textContent();
    await panel.page.waitForFunction((text) => document.querySelector('.facts strong')?.textContent !== text, first);
  });

  it('says what is loading before anything is known', async () => {
    const panel = await open(undefined);
    assert.match((await panel.page.locator('main').textContent()) ?? '', /Asking AWS Batch/);
  });

  it('lists the keys, and closes the list with Escape', async () => {
    const panel = await open(run);
    await panel.page.keyboard.press('?');
    await panel.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await panel.page.keyboard.press('Escape');
    await panel.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('moves the bar between children and log by keys', async () => {
    const panel = await open(run);
    const width = async (): Promise<number> => (await panel.page.locator('.children-pane').boundingBox())?.width ?? 0;
    const before = await width();
    await panel.page.getByRole('separator').focus();
    await panel.page.keyboard.press('ArrowLeft');
    await panel.page.waitForFunction(
      (from) => (document.querySelector('.children-pane')?.clientWidth ?? from) < from,
      before,
    );
  });
});
