// What the extension costs a user in a real VS Code: its activation, and the way to the first rows.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { endEngine } from '../support/endEngine';
import { openBatchView, runCommandByName } from '../support/workbenchActions';
import { openWorkbench } from '../support/vscodeHost';
import { builtVsix } from '../support/vsix';
import { type Report, median } from './measurement';

const deadlineMs = 60_000;

export async function measureWorkbench(rounds: number, report: Report): Promise<void> {
  report({ measure: 'size of the VSIX', value: statSync(await builtVsix()).size / 1024, unit: 'KiB' });
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-engine-'));
  try {
    const first = await measureWindow(dataDir);
    report({ measure: 'opening the view to the first rows, the engine starts', value: first.openingMs, unit: 'ms' });
    const windows: Window[] = [];
    for (let round = 0; round < rounds; round += 1) windows.push(await measureWindow(dataDir));
    const opening = median(windows.map(({ openingMs }) => openingMs));
    const detail = { rounds };
    report({ measure: 'opening the view to the first rows, the engine runs', value: opening, unit: 'ms', detail });
    const activating = windows.map(({ activationMs }) => activationMs);
    // Other extensions load in the same moments and the same thread: no aim can be set for it. What is ours alone is printed
    // by test/vscode/activation.test.ts, and bounded by the sizes in test/package.test.ts.
    report({
      measure: 'activation, as VS Code shows it: with what it waits for',
      value: median(activating),
      unit: 'ms',
      detail: { ...detail, shortestMs: Math.min(...activating), longestMs: Math.max(...activating) },
    });
  } finally {
    await endEngine(dataDir);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Window = { readonly openingMs: number; readonly activationMs: number };

/** A new installation each time: a window that was there before would come back with what was open in it. */
async function measureWindow(dataDir: string): Promise<Window> {
  const workbench = await openWorkbench({ env: { AWS_BATCH_EXPLORER_DATA: dataDir } });
  try {
    return { openingMs: await openingMs(workbench.page), activationMs: await activationMs(workbench.page) };
  } finally {
    await workbench.close();
  }
}

/** From the press of the button to the first row that AWS Batch has told of, by the clock of the window. */
async function openingMs(page: Page): Promise<number> {
  await page.evaluate(watchOpening);
  await openBatchView(page);
  const handle = await page.waitForFunction('globalThis.openingMs', undefined, { timeout: deadlineMs });
  return Number(await handle.jsonValue());
}

/** A text, since the window knows no modules; rows of the tree come into the document as they are made. */
const watchOpening = `(() => {
  globalThis.openingMs = undefined;
  let startMs;
  const onPress = ({ timeStamp }) => { startMs ??= timeStamp; };
  document.addEventListener('mousedown', onPress, { capture: true });
  const observer = new MutationObserver(() => {
    const rows = [...document.querySelectorAll('.part.sidebar .monaco-list-row[aria-level="2"]')];
    if (startMs === undefined || !rows.some((row) => row.textContent.startsWith('local'))) return;
    globalThis.openingMs = performance.now() - startMs;
    document.removeEventListener('mousedown', onPress, { capture: true });
    observer.disconnect();
  });
  observer.observe(document.body, { subtree: true, childList: true });
})()`;

/** What VS Code itself shows of it. */
async function activationMs(page: Page): Promise<number> {
  await runCommandByName(page, 'Developer: Show Running Extensions');
  const row = page.locator('.runtime-extensions-editor .monaco-list-row').filter({ hasText: 'AWS Batch Explorer' });
  const text = await row.locator('.activation-time').textContent();
  const found = /(\d+)\s*ms/.exec(text ?? '')?.[1];
  if (found === undefined) throw new Error(`VS Code shows no time of the activation: ${text ?? 'nothing'}.`);
  return Number(found);
}
