// A new revision of a job definition, made in an editor: what is wrong is shown in its line, what is right is registered.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import { openBatchView, openContextMenu, treeRow } from '../support/workbenchActions';

describe('a job definition in an editor', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(() => workbench.close());

  const toast = (page: Page, text: string): Locator => page.locator('.notifications-toasts').getByText(text);
  const register = (page: Page): Locator =>
    page.locator('.editor-actions').getByRole('button', { name: 'Register This Definition' });

  it('begins with a revision, names the line of a fault, and becomes the next revision', async () => {
    const { page } = workbench;
    await openBatchView(page);
    await treeRow(page, 'Job Definitions').click();
    await treeRow(page, 'pipeline-split').click();
    await (await openContextMenu(page, treeRow(page, /^Revision 1/), 'New Revision From This')).click();
    const lines = page.locator('.editor-instance .view-lines');
    await lines.filter({ hasText: /jobDefinitionName/ }).waitFor();
    await screenshot(page, 'definition-1-document');

    await page.keyboard.press('Control+End');
    await page.keyboard.type('x');
    await register(page).click();
    await toast(page, 'pipeline-split.batchdefinition.json, line').waitFor();
    await screenshot(page, 'definition-2-fault');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Backspace');

    await register(page).click();
    await toast(page, 'pipeline-split:2 is registered.').waitFor();
    const newest = treeRow(page, /^Revision 2/);
    await newest.waitFor();
    assert.ok(await newest.isVisible());
    await screenshot(page, 'definition-3-registered');
  });
});
