// The run panel as a user meets it: opened from the notification, watched to the end, reloaded with the window.
import type { Theme } from '../support/hostFolders';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import { openBatchView, openContextMenu, quickInput, runPanel, treeRow } from '../support/workbenchActions';

describe('the run panel', () => {
  let workbench: Workbench;
  const cspFaults: string[] = [];
  before(async () => {
    workbench = await openWorkbench();
    workbench.page.on('console', (message) => {
      // VS Code puts a style of its own into every webview, and its own policies refuse that.
      const isFault = /Content Security Policy/i.test(message.text()) && !/^Applying inline style/.test(message.text());
      if (isFault) cspFaults.push(message.text());
    });
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(() => workbench.close());

  it('opens from the notification, and follows the rainbow to its result', async () => {
    const { page } = workbench;
    await (await openContextMenu(page, treeRow(page, 'color.txt'), 'Submit Pipeline')).click();
    await quickInput(page).getByText('7 lines').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.notifications-toasts').getByRole('button', { name: 'Watch' }).click();
    const panel = runPanel(page);
    await panel.getByRole('heading', { name: /^color-split-/ }).waitFor();
    await screenshot(page, 'panel-1-opened');
    const strip = panel.getByRole('navigation', { name: 'Stages' });
    await strip.getByText('Split (7)').waitFor();
    await strip.getByText('302 B').waitFor({ timeout: 60_000 });
    await screenshot(page, 'panel-2-ended');
    await panel.getByRole('tab', { name: 'Result' }).click();
    await panel.getByText('My favorite color of the rainbow is violet.').waitFor();
    await screenshot(page, 'panel-3-result');
  });

  it('shows the log of a child', async () => {
    const { page } = workbench;
    const panel = runPanel(page);
    await panel.getByRole('tab', { name: 'Table' }).click();
    await panel.getByRole('row').nth(4).click();
    await panel.getByRole('tab', { name: 'Log', exact: true }).click();
    await panel
      .getByRole('log')
      .getByText(/child 3/)
      .first()
      .waitFor();
    await screenshot(page, 'panel-4-log');
  });

  it('tells where the run was and what it costs, which here is no figure', async () => {
    const { page } = workbench;
    const panel = runPanel(page);
    const button = panel.getByRole('toolbar', { name: 'Actions' }).getByRole('button', { name: 'Where and How Much' });
    await button.click();
    const card = panel.getByRole('region', { name: 'Where and How Much' });
    await card.getByText('no figure').first().waitFor();
    await card.getByText(/No prices are asked for on this connection/).waitFor();
    await screenshot(page, 'panel-5-usage');
    await button.click();
    await card.waitFor({ state: 'hidden' });
  });

  it('goes to another job of the run and back, in the same tab', async () => {
    const { page } = workbench;
    await runPanel(page)
      .getByRole('button', { name: /^Merge/ })
      .click();
    await runPanel(page)
      .getByRole('heading', { name: /^color-merge-/ })
      .waitFor();
    await screenshot(page, 'panel-5-merge');
    await runPanel(page)
      .getByRole('button', { name: /^Split/ })
      .click();
    await runPanel(page)
      .getByRole('heading', { name: /^color-split-/ })
      .waitFor();
  });

  const themes: readonly Theme[] = ['light', 'highContrast'];
  for (const theme of themes) {
    it(`is there again after the window was loaded anew, in a ${theme} theme`, async () => {
      const { page } = workbench;
      // VS Code writes down what is open every few seconds.
      await page.waitForTimeout(6_000);
      await workbench.reload({ theme });
      await runPanel(page)
        .getByRole('heading', { name: /^color-split-/ })
        .waitFor();
      await runPanel(page).getByRole('navigation', { name: 'Stages' }).getByText('302 B').waitFor();
      await openBatchView(page);
      await screenshot(page, `panel-6-${theme}`);
    });
  }

  it('breaks no rule of its content security policy', () => {
    if (cspFaults.length > 0) throw new Error(cspFaults.join('\n'));
  });
});
