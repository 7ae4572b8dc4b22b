// Keeps a picture of the workbench in test-results/, for a person to look at.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from './hostFolders';

export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: join(projectRoot, 'test-results', `${name}.png`),
    animations: 'disabled',
    // A hover that was opened on the way would hide what the picture is for.
    style: '.monaco-hover { visibility: hidden; }',
  });
}

/** For `afterEach`: what the window looked like when a test failed. */
export async function screenshotFailure(test: Mocha.Test | undefined, page: Page): Promise<void> {
  if (test?.state === 'failed') await screenshot(page, `failed-${test.fullTitle().replaceAll(/\W+/g, '-')}`);
}
