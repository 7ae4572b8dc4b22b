// The main job as a user does it: right-click color.txt, watch the tree, download the result. In the installed VSIX.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EngineWorkbench, openEngineWorkbench } from '../support/engineWorkbench';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { until } from '../support/until';
import {
  expandJobs,
  openBatchView,
  openContextMenu,
  pickByKeyboard,
  quickInput,
  runCommandByName,
  treeRow,
} from '../support/workbenchActions';

const colors = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet'];

describe('the pipeline from the editor', () => {
  let workbench: EngineWorkbench;
  before(async () => {
    workbench = await openEngineWorkbench();
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(() => workbench.close());

  const mergeRow = /color-merge-.*Succeeded/;

  it('submits a file of the Explorer, shows the plan first, and the jobs in the tree', async () => {
    const { page } = workbench;
    const entry = await openContextMenu(page, treeRow(page, 'color.txt'), 'Submit Pipeline');
    await screenshot(page, 'pipeline-1-menu');
    await entry.click();
    await quickInput(page).getByText('Submit Pipeline: color.txt').waitFor();
    await quickInput(page).getByText('7 lines').first().waitFor();
    await screenshot(page, 'pipeline-2-plan');
    await page.keyboard.press('Enter');
    await treeRow(page, /color-split-/).waitFor();
    await page.locator('.notifications-toasts').getByText('color.txt was submitted').waitFor();
    await screenshot(page, 'pipeline-3-submitted');
    await treeRow(page, mergeRow).waitFor();
    await screenshot(page, 'pipeline-4-succeeded');
  });

  it('is kept in the Runs view, where it can be pinned and filtered', async () => {
    const { page } = workbench;
    await page.locator('.pane-header').filter({ hasText: 'Runs' }).click();
    const pane = page.locator('.pane').filter({ has: page.locator('.pane-header', { hasText: 'Runs' }) });
    const run = pane.locator('.monaco-list-row').filter({ hasText: /^color.*Local/ });
    await run.waitFor();
    await until(60_000, 'its end is told', async () => /\d s · Local/.test((await run.textContent()) ?? ''));
    await screenshot(page, 'runs-1-list');
    await (await openContextMenu(page, run, 'Pin')).click();
    await pane.locator('.monaco-list-row').filter({ hasText: 'pinned' }).waitFor();
    await run.hover();
    await screenshot(page, 'runs-2-pinned');
    await page.locator('.pane-header').filter({ hasText: 'Runs' }).click();
  });

  it('brings the seven sentences back', async () => {
    const { page } = workbench;
    await (await openContextMenu(page, treeRow(page, mergeRow), 'Download Result')).click();
    await quickInput(page).getByText('Download Result').first().waitFor();
    const target = join(workbench.workspace, 'mycolor');
    const path = quickInput(page).locator('input[type="text"]');
    // VS Code puts its own proposal in when it has looked at the folder: what is typed before is lost in it.
    await until(20_000, 'a place is proposed', async () => (await path.inputValue()).endsWith('mycolor'));
    await until(20_000, 'the place is typed', async () => {
      await path.fill(target);
      await page.waitForTimeout(300);
      return (await path.inputValue()) === target;
    });
    await page.keyboard.press('Enter');
    await until(20_000, 'the result is on the disk', () => existsSync(target));
    await page.locator('.notifications-toasts').getByText('was saved').waitFor();
    await screenshot(page, 'pipeline-5-downloaded');
    const sentences = colors.map((color) => `My favorite color of the rainbow is ${color}.\n`);
    assert.equal(readFileSync(target, 'utf8'), sentences.join(''));
  });

  it('shows the log of a child in a document', async () => {
    const { page } = workbench;
    await (await openContextMenu(page, treeRow(page, /color-split-/), 'Open Log')).click();
    await quickInput(page).locator('.monaco-list-row').first().waitFor();
    await screenshot(page, 'pipeline-6-which-log');
    await pickByKeyboard(page, '3');
    await page
      .locator('.editor-instance .view-lines')
      .filter({ hasText: /child.3:.1.line/ })
      .waitFor();
    await screenshot(page, 'pipeline-7-log');
  });

  it('runs once more as a clone, changed in the plan view', async () => {
    const { page } = workbench;
    await (await openContextMenu(page, treeRow(page, mergeRow), 'Clone and Edit')).click();
    await pickByKeyboard(page, 'The Whole Run');
    await quickInput(page).getByText('Clone and Edit: color.txt').waitFor();
    await pickByKeyboard(page, 'Template');
    await quickInput(page).getByText('{line} stands for the line').waitFor();
    await quickInput(page).locator('input[type="text"]').fill('I like {line}.');
    await page.keyboard.press('Enter');
    await quickInput(page).locator('.monaco-list-row').filter({ hasText: 'I like {line}.' }).waitFor();
    await screenshot(page, 'clone-1-plan');
    await page.keyboard.press('Enter');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('Template: My favorite color of the rainbow is {line}. → I like {line}.').waitFor();
    await screenshot(page, 'clone-2-difference');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    const merges = page.locator('.part.sidebar .monaco-list-row').filter({ hasText: mergeRow });
    await until(60_000, 'a second run has succeeded', async () => (await merges.count()) === 2);
  });

  it('is not offered the port of the engine to forward', async () => {
    // VS Code looks for new ports every few seconds: it has done so since the first test.
    const told = await workbench.page.locator('.part.statusbar').innerHTML();
    assert.match(told, /radio-tower/);
    assert.doesNotMatch(told, new RegExp(`\\b${await workbench.enginePort()}\\b`), 'other programs may be named there');
  });

  it('is still there after a restart of the window, in a light theme too', async () => {
    const { page } = workbench;
    // VS Code writes down what is open every few seconds.
    await page.waitForTimeout(6_000);
    await workbench.reload({ theme: 'light' });
    await page
      .locator('.editor-instance .view-lines')
      .filter({ hasText: /Open.it.once.more/ })
      .waitFor();
    await openBatchView(page);
    await expandJobs(page, treeRow(page, mergeRow));
    await screenshot(page, 'pipeline-8-light');
  });

  it('can share a queue out: a scheduling policy is made, and shown in a section of its own', async () => {
    const { page } = workbench;
    await runCommandByName(page, 'AWS Batch: Create Scheduling Policy…');
    const type = async (prompt: string, text: string): Promise<void> => {
      await quickInput(page).getByText(prompt).first().waitFor();
      await quickInput(page).locator('input[type="text"]').fill(text);
      await page.keyboard.press('Enter');
    };
    await type('Name of the Scheduling Policy', 'fair');
    await pickByKeyboard(page, 'Add Share');
    await type('New Share', 'night*');
    await type('Weight of night*', '0.5');
    await quickInput(page).locator('.monaco-list-row').filter({ hasText: 'weight 0.5' }).waitFor();
    await screenshot(page, 'policy-1-shares');
    await page.keyboard.press('Enter');
    await treeRow(page, 'Scheduling Policies').click();
    await treeRow(page, /^fair.*1 share/).click();
    await treeRow(page, /night\*.*weight 0\.5/).waitFor();
    await screenshot(page, 'policy-2-tree');
    await openContextMenu(page, treeRow(page, /^fair.*1 share/), 'Edit Shares of Scheduling Policy');
    await screenshot(page, 'policy-3-menu');
    await page.keyboard.press('Escape');
  });
});
