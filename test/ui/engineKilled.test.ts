// The local engine dies under the open view: the view says so, and its one button brings everything back.
import assert from 'node:assert/strict';
import { type EngineWorkbench, openEngineWorkbench } from '../support/engineWorkbench';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { openBatchView, treeRow } from '../support/workbenchActions';

describe('the view over an engine that is killed', () => {
  let workbench: EngineWorkbench;
  before(async () => {
    workbench = await openEngineWorkbench();
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(() => workbench.close());

  it('says so and offers to start it, which works', async () => {
    const { page } = workbench;
    await openBatchView(page);
    await treeRow(page, 'Job Queues').waitFor();
    const pid = await workbench.enginePid();
    process.kill(pid, 'SIGKILL');
    const sideBar = page.locator('.part.sidebar');
    const start = sideBar.getByRole('button', { name: 'Start Local Engine' });
    // Nothing may have changed for a while: the next look is up to 15 s away.
    await start.waitFor({ timeout: 40_000 });
    await sideBar.getByText('The local engine is not running.').waitFor();
    await page.locator('.statusbar-item').filter({ hasText: 'AWS Batch: ' }).locator('.codicon-warning').waitFor();
    assert.equal(await treeRow(page, 'Job Queues').count(), 0, 'nothing of it is shown any longer');
    await screenshot(page, 'engine-killed');
    await start.click();
    await treeRow(page, 'Job Queues').waitFor();
    assert.notEqual(await workbench.enginePid(), pid);
  });
});
