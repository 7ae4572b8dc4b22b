// The built VSIX in a real workbench, as a user meets it: installed, opened from the activity bar, in each kind of theme.
import type { Locator, Page } from 'playwright-core';
import type { Theme } from '../support/hostFolders';
import { screenshot } from '../support/screenshot';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import { builtVsix } from '../support/vsix';

/** Opens the view from the activity bar, which activates the extension; answers with the view. */
async function openExplorer(page: Page): Promise<Locator> {
  await page.locator('.activitybar').getByRole('tab', { name: 'AWS Batch' }).click();
  return page.locator('.part.sidebar');
}

describe('the installed extension', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ vsix: await builtVsix() });
  });
  after(() => workbench.close());

  const themes: readonly Theme[] = ['dark', 'light', 'highContrast'];
  for (const theme of themes) {
    it(`shows its view in a ${theme} theme`, async () => {
      await workbench.reload({ theme });
      const explorer = await openExplorer(workbench.page);
      await explorer.getByRole('treeitem', { name: 'Job Queues' }).waitFor();
      await screenshot(workbench.page, `explorer-${theme}`);
    });
  }

  it('offers its commands under one category, and opens its log', async () => {
    await workbench.reload({});
    const { page } = workbench;
    await openExplorer(page);
    await page.keyboard.press('F1');
    await page.keyboard.type('AWS Batch:');
    const showLog = page.locator('.quick-input-list .monaco-list-row').getByText('AWS Batch: Show Log');
    await showLog.waitFor();
    await screenshot(page, 'palette');
    await showLog.click();
    await page.locator('.part.panel').getByRole('combobox').filter({ hasText: 'AWS Batch' }).waitFor();
    await screenshot(page, 'log');
  });
});

describe('the installed extension in Restricted Mode', () => {
  it('is there and can be used', async () => {
    const workbench = await openWorkbench({ vsix: await builtVsix(), isTrusted: false });
    try {
      const explorer = await openExplorer(workbench.page);
      await explorer.locator('.welcome-view-content').getByText('The local engine runs commands').waitFor();
      await workbench.page.locator('.part.statusbar').getByText('Restricted Mode').waitFor();
      await screenshot(workbench.page, 'restricted');
    } finally {
      await workbench.close();
    }
  });
});
