// A file that another program puts into the inbox of the local engine: its run is in the view, and opens as any other.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { lockHolder, readAnnouncement } from '../../src/aws/engineDataDir';
import { endEngine } from '../support/endEngine';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { clientsOf } from '../support/testEngine';
import { until } from '../support/until';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import { openBatchView, openContextMenu, treeRow } from '../support/workbenchActions';

describe('the inbox of the local engine', () => {
  let dataDir: string;
  let workbench: Workbench;
  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'ui-inbox-'));
    workbench = await openWorkbench({ env: { AWS_BATCH_EXPLORER_DATA: dataDir } });
    await openBatchView(workbench.page);
    await until(30_000, 'the engine runs', async () => (await lockHolder(dataDir)) !== undefined);
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(async () => {
    await workbench.close();
    await endEngine(dataDir);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  it('starts a run for a file, which the panel shows to its result', async () => {
    const { page } = workbench;
    await treeRow(page, 'Job Queues').waitFor();
    const announced = await readAnnouncement(dataDir);
    assert.ok(announced);
    const { s3, ...others } = clientsOf({ ready: { ...announced.address, pid: announced.pid, dataDir } });
    const key = 'inbox/my colors+ü.txt';
    await s3.send(new PutObjectCommand({ Bucket: 'pipeline', Key: key, Body: 'red\ngreen\nblue\n' }));
    for (const client of [s3, ...Object.values(others)]) client.destroy();
    const jobs = treeRow(page, /^Jobs/);
    const merge = treeRow(page, /my.*-merge-.*Succeeded/);
    await until(60_000, 'the run is in the view', async () => {
      if ((await jobs.getAttribute('aria-expanded')) !== 'true') await jobs.click();
      return merge.isVisible();
    });
    await screenshot(page, 'inbox-1-tree');
    await (await openContextMenu(page, merge, 'Open Run Panel')).click();
    const panel = page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
    await panel.getByText('Split (3)').first().waitFor();
    await panel.getByRole('tab', { name: 'Result' }).click();
    await panel.getByText('My favorite color of the rainbow is green.').first().waitFor();
    await screenshot(page, 'inbox-2-panel');
  });
});
