// The built VSIX in a real workbench, as a user meets it: installed, opened from the activity bar, in each kind of theme.
import type { Theme } from '../support/hostFolders';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { openBatchView, openPalette, quickInput, runCommandByName } from '../support/workbenchActions';
import { type Workbench, openWorkbench } from '../support/vscodeHost';

describe('the installed extension', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(() => workbench.close());

  const themes: readonly Theme[] = ['dark', 'light', 'highContrast'];
  for (const theme of themes) {
    it(`shows its view in a ${theme} theme`, async () => {
      await workbench.reload({ theme });
      await openBatchView(workbench.page);
      await workbench.page.locator('.part.sidebar').getByRole('treeitem', { name: 'Job Queues' }).waitFor();
      await screenshot(workbench.page, `explorer-${theme}`);
    });
  }

  it('offers its commands under one category, and opens its log', async () => {
    await workbench.reload({});
    const { page } = workbench;
    await openBatchView(page);
    await page.locator('.part.sidebar').getByRole('treeitem', { name: 'Job Queues' }).waitFor();
    // Of a longer list only what fits is drawn.
    await openPalette(page, 'AWS Batch: Down');
    await page.locator('.quick-input-list .monaco-list-row').getByText('AWS Batch: Download Result').waitFor();
    await screenshot(page, 'palette');
    await page.keyboard.press('Escape');
    await quickInput(page).waitFor({ state: 'hidden' });
    await runCommandByName(page, 'AWS Batch: Show Log');
    await page.locator('.part.panel').getByRole('combobox').filter({ hasText: 'AWS Batch' }).waitFor();
    await screenshot(page, 'log');
  });
});
