// Documents for AWS Batch in an editor: what is wrong is shown in its line, what is right is sent, and shown in the view.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import {
  openBatchView,
  openContextMenu,
  openPalette,
  pickByKeyboard,
  quickInput,
  treeRow,
} from '../support/workbenchActions';

describe('documents in an editor', () => {
  let workbench: Workbench;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'documents-'));
    writeFileSync(join(folder, 'hello.batchjob.json'), '{ "jobName": "hello", "jobQueu": "local" }');
    workbench = await openWorkbench({ workspace: folder });
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(async () => {
    await workbench.close();
    rmSync(folder, { recursive: true });
  });

  const toast = (page: Page, text: string): Locator => page.locator('.notifications-toasts').getByText(text);
  const lens = (page: Page, title: string): Locator =>
    page.locator('.codelens-decoration').getByRole('button', { name: title });
  const register = (page: Page): Locator =>
    page.locator('.editor-actions').getByRole('button', { name: 'Register This Definition' });

  it('have their buttons and their schema in a workspace, before anything of the extension was used', async () => {
    const { page } = workbench;
    await page.keyboard.press('F1');
    await pickByKeyboard(page, 'hello.batchjob.json');
    await lens(page, 'Submit').waitFor();
    await page.locator('.editor-instance .squiggly-warning').first().waitFor();
    await screenshot(page, 'documents-1-workspace');
  });

  it('begin with a revision, name the line of a fault, and become the next revision', async () => {
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

  /** Without the mouse. */
  async function run(page: Page, command: string): Promise<void> {
    await openPalette(page, command);
    await quickInput(page).locator('.monaco-list-row.focused').filter({ hasText: command }).waitFor();
    await page.keyboard.press('Enter');
  }

  it('make an environment and a queue in front of it, from the palette and by the buttons above the text', async () => {
    const { page } = workbench;
    const selected = (name: RegExp): Locator =>
      page.locator('.part.sidebar .monaco-list-row.selected', { hasText: name });
    await run(page, 'AWS Batch: Create Compute Environment…');
    await page.getByRole('tab', { name: 'my-environment.batchenvironment.json' }).waitFor();
    await lens(page, 'Create').waitFor();
    await screenshot(page, 'pieces-1-environment');
    await run(page, 'AWS Batch: Create This Compute Environment');
    await toast(page, 'my-environment is there, and VALID.').waitFor();
    await selected(/^my-environment/).waitFor();

    await page.locator('.notifications-toasts').getByRole('button', { name: 'Create Job Queue…' }).click();
    await page.getByRole('tab', { name: 'my-queue.batchqueue.json' }).waitFor();
    await lens(page, 'Create').click();
    await toast(page, 'my-queue is there, and VALID.').waitFor();
    await selected(/^my-queue/).waitFor();
    await screenshot(page, 'pieces-2-queue');
  });
});
