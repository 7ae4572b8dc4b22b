// What a user does in a workbench, with the patience that a browser test needs.
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { until } from './until';

/**
 * A click that follows the opening of a menu faster than this is taken by VS Code for the end of the click before, and
 * rows of a picker still move.
 */
const settlesMs = 300;

/** The first row of the side bar's tree that shows this. */
export function treeRow(page: Page, text: string | RegExp): Locator {
  return page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text }).first();
}

/** Expands the section of the jobs until the row of one is shown: a click while the tree is being filled is lost. */
export async function expandJobs(page: Page, job: Locator): Promise<void> {
  const jobs = treeRow(page, /^Jobs/);
  await until(60_000, 'the job is in the view', async () => {
    if ((await jobs.getAttribute('aria-expanded')) !== 'true') await jobs.click();
    return job.isVisible();
  });
}

/** Opens the view from the activity bar, which activates the extension. */
export async function openBatchView(page: Page): Promise<void> {
  await page.locator('.activitybar').getByRole('tab', { name: 'AWS Batch' }).click();
}

export async function openContextMenu(page: Page, target: Locator, entry: string): Promise<Locator> {
  await target.click({ button: 'right' });
  const item = page.locator('.monaco-menu .action-item').filter({ hasText: entry }).first();
  await item.waitFor();
  await page.waitForTimeout(settlesMs);
  return item;
}

/** The run panel of the tab in front. */
export function runPanel(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}

/** The picker or input box at the top of the window. */
export function quickInput(page: Page): Locator {
  return page.locator('.quick-input-widget');
}

/** Chooses an entry of the open picker by the keyboard: rows move while they are filtered, and a click would miss. */
export async function pickByKeyboard(page: Page, text: string): Promise<void> {
  const input = quickInput(page).locator('input[type="text"]');
  await quickInput(page).locator('.monaco-list-row').first().waitFor();
  await input.fill(text);
  await quickInput(page).locator('.monaco-list-row.focused').filter({ hasText: text }).waitFor();
  await input.press('Enter');
}

/** Opens the command palette and types; the commands stay open for a look. */
export async function openPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = quickInput(page).locator('input[type="text"]');
  await input.waitFor();
  await input.fill(`>${text}`);
}

export async function runCommandByName(page: Page, name: string): Promise<void> {
  await openPalette(page, name);
  const row = quickInput(page)
    .locator('.monaco-list-row')
    // Not the text of the whole row: what a heading said in it before is still there, and not shown.
    .filter({ has: page.getByText(name, { exact: true }) });
  await row.waitFor();
  await page.waitForTimeout(settlesMs);
  await row.click();
}
