// A file that another program puts into the inbox of the local engine: its run is in the view, and opens as any other.
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { type EngineWorkbench, openEngineWorkbench } from '../support/engineWorkbench';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { expandJobs, openBatchView, openContextMenu, runPanel, treeRow } from '../support/workbenchActions';

describe('the inbox of the local engine', () => {
  let workbench: EngineWorkbench;
  before(async () => {
    workbench = await openEngineWorkbench();
    await openBatchView(workbench.page);
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(() => workbench.close());

  it('starts a run for a file, which the panel shows to its result', async () => {
    const { page } = workbench;
    await treeRow(page, 'Job Queues').waitFor();
    const key = 'inbox/my colors+ü.txt';
    await workbench.withClients(({ s3 }) =>
      s3.send(new PutObjectCommand({ Bucket: 'pipeline', Key: key, Body: 'red\ngreen\nblue\n' })),
    );
    const merge = treeRow(page, /my.*-merge-.*Succeeded/);
    await expandJobs(page, merge);
    await screenshot(page, 'inbox-1-tree');
    await (await openContextMenu(page, merge, 'Open Run Panel')).click();
    const panel = runPanel(page);
    await panel.getByText('Split (3)').first().waitFor();
    await panel.getByRole('tab', { name: 'Result' }).click();
    await panel.getByText('My favorite color of the rainbow is green.').first().waitFor();
    await screenshot(page, 'inbox-2-panel');
  });
});
