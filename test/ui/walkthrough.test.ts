// The walkthrough as a beginner follows it: each step has its picture, its button does what it says, and is checked off.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { until } from '../support/until';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import { openPalette, pickByKeyboard, quickInput, treeRow } from '../support/workbenchActions';

describe('the walkthrough', () => {
  let folder: string;
  let workbench: Workbench;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ui-walkthrough-'));
    // Empty: the sample is not there yet.
    workbench = await openWorkbench({ workspace: folder });
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const step = (page: Page, name: string): Locator =>
    page.locator('.getting-started-step').filter({ hasText: new RegExp(`^${name}`) });
  const checked = (page: Page, name: string): Locator =>
    step(page, name).locator('.codicon-getting-started-step-checked.complete');
  const button = (page: Page, name: string): Locator =>
    page.locator('.getting-started-step.expanded').getByRole('button', { name });

  const editorLine = (page: Page, text: string): Locator =>
    page.locator('.editor-instance .view-lines').filter({ hasText: text });

  /** Each step with a word that only its picture has. */
  const pictures = [
    ['Open AWS Batch', 'AWS BATCH'],
    ['Open a Sample', 'indigo'],
    ['Submit the Pipeline', 'split:6'],
    ['Look at the Result', 'My favorite color of the rainbow is violet.'],
  ] as const;

  async function showsPictures(theme: string): Promise<void> {
    const { page } = workbench;
    for (const [index, [name, word]] of pictures.entries()) {
      await step(page, name).click();
      await until(20_000, `the picture of ${name}`, () => isInPicture(page, word));
      await screenshot(page, `walkthrough-${theme}-${index + 1}`);
    }
  }

  /** Pictures stand in frames of their own, which are made anew for each. */
  async function isInPicture(page: Page, word: string): Promise<boolean> {
    for (const frame of page.frames()) {
      const count = await frame
        .locator('svg text', { hasText: word })
        .count()
        .catch(() => 0);
      if (count > 0) return true;
    }
    return false;
  }

  /** By the keyboard: a command that was used before, or that has keys, shows more than its name. */
  async function runCommand(page: Page, name: string): Promise<void> {
    await openPalette(page, name);
    await quickInput(page).locator('.monaco-list-row.focused').filter({ hasText: name }).waitFor();
    await page.keyboard.press('Enter');
  }

  async function openWalkthrough(page: Page): Promise<void> {
    await runCommand(page, 'Welcome: Open Walkthrough...');
    await pickByKeyboard(page, 'Get Started with AWS Batch');
    await page.locator('.getting-started-step').first().waitFor();
  }

  /** Without another start of the window: it would come back with what was open, at some moment. */
  async function toggleTheme(page: Page, expected: string): Promise<void> {
    await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
    await page.locator(`.monaco-workbench.${expected}`).waitFor();
  }

  it('has a picture for each step, in a light theme too', async () => {
    const { page } = workbench;
    await openWalkthrough(page);
    await showsPictures('dark');
    await toggleTheme(page, 'vs');
    await showsPictures('light');
    await toggleTheme(page, 'vs-dark');
  });

  it('leads from the view to the result of the rainbow', async () => {
    const { page } = workbench;
    await step(page, 'Open AWS Batch').click();
    await button(page, 'Open the View').click();
    await treeRow(page, 'Job Queues').waitFor();
    await checked(page, 'Open AWS Batch').waitFor();

    await step(page, 'Open a Sample').click();
    await button(page, 'Open color.txt').click();
    await editorLine(page, 'violet').waitFor();
    await checked(page, 'Open a Sample').waitFor();
    await screenshot(page, 'walkthrough-2-sample');

    await step(page, 'Submit the Pipeline').click();
    await button(page, 'Submit Pipeline').click();
    await quickInput(page).getByText('Submit Pipeline: color.txt').waitFor();
    await quickInput(page).getByText('7 lines').first().waitFor();
    await screenshot(page, 'walkthrough-3-plan');
    await page.keyboard.press('Escape');
    await quickInput(page).waitFor({ state: 'hidden' });
    assert.equal(await checked(page, 'Submit the Pipeline').count(), 0, 'what was cancelled is not done');
    await button(page, 'Submit Pipeline').click();
    await quickInput(page).getByText('7 lines').first().waitFor();
    await page.keyboard.press('Enter');
    await treeRow(page, /color-merge-.*Succeeded/).waitFor();
    await checked(page, 'Submit the Pipeline').waitFor();

    await step(page, 'Look at the Result').click();
    await button(page, 'Download Result').click();
    const target = join(workbench.workspace, 'mycolor');
    await quickInput(page).getByText('Download Result').first().waitFor();
    await quickInput(page).locator('input[type="text"]').fill(target);
    await page.keyboard.press('Enter');
    await until(20_000, 'the result is on the disk', () => existsSync(target));
    assert.match(readFileSync(target, 'utf8'), /^My favorite color of the rainbow is red\.\n(.*\n){6}$/);
    await checked(page, 'Look at the Result').waitFor();
    await screenshot(page, 'walkthrough-4-downloaded');
  });
});
