// A job that does not run, as a user meets it: asks why, reads the cause, and lets one Enter remove it.
import { screenshot, screenshotFailure } from '../support/screenshot';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import { openContextMenu, pickByKeyboard, quickInput, runCommandByName, treeRow } from '../support/workbenchActions';

describe('why is it not running', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(() => workbench.close());

  const toast = (text: string) => workbench.page.locator('.notifications-toasts').getByText(text);
  const rowOfList = (text: string) => quickInput(workbench.page).locator('.monaco-list-row').filter({ hasText: text });
  const why = 'Why Is It Not Running?';

  it('names the environment that was disabled, and shows everything as text', async () => {
    const { page } = workbench;
    await runCommandByName(page, 'AWS Batch: Disable Compute Environment');
    await pickByKeyboard(page, 'local');
    await toast('local is disabled; what runs in it goes on.').waitFor();
    await (await openContextMenu(page, treeRow(page, 'color.txt'), 'Submit Pipeline')).click();
    await quickInput(page).getByText('7 lines').first().waitFor();
    await page.keyboard.press('Enter');
    const entry = await openContextMenu(page, treeRow(page, /color-split-/), why);
    await screenshot(page, 'diagnosis-1-menu');
    await entry.click();
    await rowOfList('Blocked: the compute environment local is disabled.').waitFor();
    await screenshot(page, 'diagnosis-2-list');
    await pickByKeyboard(page, 'Open as Text');
    await page
      .locator('.editor-instance .view-lines')
      .filter({ hasText: /✗.Compute.environments/ })
      .waitFor();
    await screenshot(page, 'diagnosis-3-text');
  });

  it('follows the merge down to the same cause, and enables it with one Enter', async () => {
    const { page } = workbench;
    await (await openContextMenu(page, treeRow(page, /color-merge-/), why)).click();
    await rowOfList('Waiting for another job: color-split-').waitFor();
    await screenshot(page, 'diagnosis-4-dependency');
    await page.keyboard.press('Enter');
    await rowOfList('Blocked: the compute environment local is disabled.').waitFor();
    await page.keyboard.press('Enter');
    await toast('local is enabled.').waitFor();
    await treeRow(page, /color-merge-.*Succeeded/).waitFor();
    await screenshot(page, 'diagnosis-5-runs');
  });

  it('changes the vCPUs of the environment from its menu, step by step', async () => {
    const { page } = workbench;
    await treeRow(page, 'Compute Environments').click();
    const entry = await openContextMenu(page, treeRow(page, /^local.*EC2/), 'Change vCPUs');
    await screenshot(page, 'diagnosis-6-environment-menu');
    await entry.click();
    const input = quickInput(page).locator('input[type="text"]');
    for (const [step, vcpus] of [
      ['at most', '12'],
      ['at least', '0'],
      ['wanted now', '0'],
    ] as const) {
      await quickInput(page).getByText(`vCPUs ${step}`).waitFor();
      await input.fill(vcpus);
      await screenshot(page, `diagnosis-7-${step.replace(' ', '-')}`);
      await page.keyboard.press('Enter');
    }
    await toast('local has now: maxvCpus 12.').waitFor();
    await treeRow(page, /of 0–12 vCPUs/).waitFor();
    await screenshot(page, 'diagnosis-8-scaled');
  });
});
