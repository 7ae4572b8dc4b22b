// The log in a browser: following, searching, wrapping, copying, and content that means harm.
import assert from 'node:assert/strict';
import type { LogLine } from '../../src/app/runPanel/protocol';
import { answerLog, panelBrowser } from './panelBrowser';
import type { PanelPage } from './panelPage';
import { array, logLines, rainbow } from './sampleRuns';

const now = Date.now();
const lines = (count: number, from = 0): LogLine[] =>
  Array.from({ length: count }, (_, at) => ({ timeMs: now, text: `line ${from + at}` }));
const shown = (panel: PanelPage): Promise<readonly string[]> => panel.page.locator('.log-text').allTextContents();

async function append(panel: PanelPage, some: readonly LogLine[], selectionId = 1): Promise<void> {
  await panel.send({ type: 'logLines', selectionId, lines: [...some] });
}

describe('the log in the panel', () => {
  const open = panelBrowser();

  it('follows new lines until one scrolls up, and again at the end', async () => {
    const panel = await open(array(200, now));
    await answerLog(panel, lines(500));
    assert.ok((await shown(panel)).includes('line 499'));
    assert.ok((await shown(panel)).length < 120);
    const log = panel.page.getByRole('log');
    await log.hover();
    await panel.page.mouse.wheel(0, -2_000);
    await panel.page.locator('.button[aria-pressed=false]', { hasText: 'Follow' }).waitFor();
    await append(panel, lines(100, 500));
    assert.ok(!(await shown(panel)).includes('line 599'));
    await panel.page.getByRole('button', { name: '100 new' }).click();
    await panel.page.getByText('line 599', { exact: true }).waitFor();
  });

  it('keeps the lines in view in their place when older ones are dropped', async () => {
    const panel = await open(array(200, now));
    await answerLog(panel, lines(5_000));
    await panel.page.evaluate(() => {
      for (let from = 5_000; from < 100_000; from += 5_000) {
        const some = Array.from({ length: 5_000 }, (_, at) => ({ timeMs: 0, text: `line ${from + at}` }));
        postMessage({ type: 'logLines', selectionId: 1, lines: some }, '*');
      }
    });
    await panel.page.getByText('line 99999', { exact: true }).waitFor();
    await panel.page.keyboard.press('f');
    const log = panel.page.getByRole('log');
    await log.evaluate((element) => (element.scrollTop = element.scrollHeight / 2));
    const topLine = (): Promise<string> =>
      log.evaluate((element) => {
        const top = element.getBoundingClientRect().top;
        const all = [...element.querySelectorAll('.log-line')];
        return all.find((line) => line.getBoundingClientRect().bottom > top + 1)?.textContent ?? '';
      });
    await panel.page.waitForFunction(() => document.querySelector('.log-lines')?.textContent.includes('line 5'));
    await panel.send();
    const before = await topLine();
    await append(panel, lines(5_000, 100_000));
    assert.equal(await topLine(), before);
    assert.match((await panel.page.locator('.log-notice').textContent()) ?? '', /^5,000 older lines were dropped/);
  });

  it('finds a text, counts its lines and steps through them', async () => {
    const panel = await open(array(200, now));
    await answerLog(panel, lines(3_000));
    await panel.page.keyboard.press('/');
    await panel.page.locator('#log-search:focus').waitFor();
    await panel.page.keyboard.type('LINE 29');
    await panel.page.getByText('? of 111').waitFor();
    await panel.page.keyboard.press('Home');
    await panel.page.keyboard.press('Shift+Enter');
    await panel.page.locator('.log-line.is-current mark').waitFor();
    await append(panel, [{ timeMs: now, text: 'line 29 once more' }]);
    await panel.page.getByText('of 112').waitFor();
  });

  it('wraps long lines, and shows times', async () => {
    const panel = await open(array(200, now));
    await answerLog(panel, [{ timeMs: 1_700_000_000_123, text: 'word '.repeat(400) }]);
    const height = async (): Promise<number> => (await panel.page.locator('.log-line').boundingBox())?.height ?? 0;
    const before = await height();
    await panel.page.keyboard.press('w');
    await panel.page.waitForFunction(
      (low) => (document.querySelector('.log-line')?.clientHeight ?? 0) > 5 * low,
      before,
    );
    const [all, last] = await panel.page.evaluate(() => [
      document.querySelector('.log-all')?.clientHeight,
      document.querySelector('.log-line')?.clientHeight,
    ]);
    assert.equal(all, last);
    await panel.page.getByRole('combobox', { name: 'Times' }).selectOption('utc');
    assert.equal(await panel.page.locator('.log-time').textContent(), '22:13:20.123Z');
  });

  it('is copied, saved and cleared', async () => {
    const panel = await open(rainbow(now));
    await answerLog(panel, [
      { timeMs: now, text: '\x1b[31mred\x1b[0m' },
      { timeMs: now, text: 'two' },
    ]);
    await panel.page.getByRole('button', { name: 'Copy' }).click();
    assert.equal((await panel.posted('copy')).text, 'red\ntwo\n');
    await panel.page.getByRole('button', { name: 'Save As…' }).click();
    assert.equal((await panel.posted('saveLog')).text, 'red\ntwo\n');
    await panel.page.getByRole('button', { name: 'Clear' }).click();
    await panel.page.getByText('No lines yet.').waitFor();
  });

  it('offers attempts and Live Tail, which is off until one asks for it', async () => {
    const panel = await open(rainbow(now));
    const first = await panel.posted('followLog');
    assert.equal(first.isLive, false);
    const attempts = ['Attempt 1 · exit code 1', 'Attempt 2 · exit code 0'];
    await panel.send({ type: 'logStart', selectionId: 1, title: 'Child 0', attempts, attempt: 1, isCut: false });
    await panel.page.getByRole('combobox', { name: 'Attempt' }).selectOption('0');
    assert.equal((await panel.posted('followLog')).attempt, 0);
    await panel.page.getByRole('button', { name: 'Live Tail' }).click();
    assert.equal((await panel.posted('followLog')).isLive, true);
  });

  it('says what the host says instead of lines', async () => {
    const panel = await open(array(200, now));
    const { selectionId } = await panel.posted('followLog');
    await panel.send({ type: 'logNote', selectionId, note: 'No output yet: the job is RUNNABLE.', isEnd: false });
    assert.equal(await panel.page.locator('.log-nothing').textContent(), 'No output yet: the job is RUNNABLE.');
  });
});

describe('content that means harm', () => {
  const open = panelBrowser();
  const markup = '<img src=x onerror="panelStub.violations.push(1)"><script>panelStub.violations.push(2)</script>';
  const nasty = `${markup}\u202egnp.exe\u0007`;
  const seen = `${markup}\\u{202E}gnp.exe\\x07`;

  it('is shown as text, and nothing of it runs', async () => {
    const run = array(20, now);
    const state = {
      ...run.state,
      name: nasty,
      queue: nasty,
      statusText: nasty,
      explanation: nasty,
      stages: [
        {
          ...run.state.stages[1],
          kind: 'job' as const,
          label: nasty,
          statusText: nasty,
          detail: nasty,
          isCurrent: false,
          startedAt: undefined,
          stoppedAt: undefined,
        },
      ],
      failures: [{ id: nasty, text: nasty, indexes: [1] }],
      result: { name: nasty, head: nasty, isCut: true, note: nasty },
      trouble: { kind: 'failed' as const, text: nasty },
    };
    const children = { ...run.children, reasons: run.children.reasons.map(() => nasty) };
    const panel = await open({ state, children }, { texts: { stop: markup } });
    const { selectionId } = await panel.posted('followLog');
    await panel.send(
      { type: 'logStart', selectionId, title: nasty, attempts: [nasty, nasty], attempt: 0, isCut: true },
      {
        type: 'logLines',
        selectionId,
        lines: [
          { timeMs: now, text: nasty },
          { timeMs: now, text: `\x1b[31m${nasty}\x1b]0;${markup}\x07` },
        ],
      },
      { type: 'logNote', selectionId, note: nasty, isEnd: true },
    );
    assert.deepEqual(await shown(panel), [seen, seen]);
    for (const key of ['2', '3', '4', '1', 'n']) await panel.page.keyboard.press(key);
    await panel.page.getByRole('tab', { name: 'Result' }).click();
    assert.equal(await panel.page.locator('.result-head').textContent(), seen);
    assert.equal(await panel.page.locator('h1').textContent(), seen);
    assert.equal(await panel.page.locator('img, #root script').count(), 0);
    assert.deepEqual(await panel.violations(), []);
  });

  it('as long as a line may be does not stop the page', async () => {
    const panel = await open(array(200, now));
    const long: LogLine[] = Array.from({ length: 50 }, () => ({ timeMs: now, text: '\x1b[31mx'.repeat(3_300) }));
    await answerLog(panel, long);
    assert.ok((await shown(panel))[0]?.endsWith('more characters: turn Wrap on') === false);
    for (const key of ['w', 'w', 'f']) await panel.page.keyboard.press(key);
    await panel.send();
    assert.deepEqual(await panel.violations(), []);
  });

  it('has no use for a policy that is looser: nothing of the page itself breaks it', async () => {
    const panel = await open(array(200, now));
    await answerLog(panel, logLines(100, now));
    for (const key of ['2', '3', '4', '1', '?', 'Escape', 'n', 's', 'w']) await panel.page.keyboard.press(key);
    await panel.page.mouse.move(200, 400);
    await panel.send();
    assert.deepEqual(await panel.violations(), []);
  });
});
