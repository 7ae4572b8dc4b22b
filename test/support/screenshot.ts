// Keeps a picture of the workbench in test-results/, for a person to look at.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from './hostFolders';

export async function screenshot(page: Page, name: string): Promise<void> {
  // A hover that was opened on the way would hide what the picture is for.
  await page.mouse.move(700, 200);
  await page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  await page.screenshot({ path: join(projectRoot, 'test-results', `${name}.png`), animations: 'disabled' });
}
