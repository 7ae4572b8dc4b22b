// An array of 200 children in the run panel: three reasons of failure, a killed engine, and a stop from the panel.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegisterJobDefinitionCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import type { FrameLocator, Page } from 'playwright-core';
import { lockHolder, readAnnouncement } from '../../src/aws/engineDataDir';
import { endEngine } from '../support/endEngine';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { clientsOf } from '../support/testEngine';
import { until } from '../support/until';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import { openBatchView, openContextMenu, treeRow } from '../support/workbenchActions';

const script = [
  'i=$AWS_BATCH_JOB_ARRAY_INDEX',
  'echo "this is child $i"',
  'case $((i % 60)) in 7) exit 1;; 13) exit 2;; 21) kill -9 $$;; esac',
  'if [ $i -ge 196 ]; then sleep 300; fi',
].join('\n');

function panelOf(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}

describe('the run panel of an array', () => {
  let dataDir: string;
  let workbench: Workbench;
  before(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'ui-panel-'));
    workbench = await openWorkbench({ env: { AWS_BATCH_EXPLORER_DATA: dataDir } });
    await openBatchView(workbench.page);
    await until(30_000, 'the engine runs', async () => (await readAnnouncement(dataDir)) !== undefined);
    await submitArray();
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(async () => {
    await workbench.close();
    await endEngine(dataDir);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  async function expandJobs(page: Page): Promise<void> {
    const jobs = treeRow(page, /^Jobs/);
    // A click while the tree is still being filled is lost.
    await until(20_000, 'the jobs are shown', async () => {
      if ((await jobs.getAttribute('aria-expanded')) !== 'true') await jobs.click();
      return treeRow(page, /^reasons/).isVisible();
    });
  }

  async function submitArray(): Promise<void> {
    await until(30_000, 'the engine runs', async () => (await lockHolder(dataDir)) !== undefined);
    const announced = await readAnnouncement(dataDir);
    assert.ok(announced);
    const { batch, ...others } = clientsOf({ ready: { ...announced.address, pid: announced.pid, dataDir } });
    await batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: 'three-reasons',
        type: 'container',
        platformCapabilities: ['FARGATE'],
        containerProperties: {
          image: 'host',
          command: ['sh', '-c', script],
          executionRoleArn: 'arn:aws:iam::123456789012:role/r',
          resourceRequirements: [
            { type: 'VCPU', value: '0.25' },
            { type: 'MEMORY', value: '512' },
          ],
        },
      }),
    );
    await batch.send(
      new SubmitJobCommand({
        jobName: 'reasons',
        jobQueue: 'local',
        jobDefinition: 'three-reasons',
        arrayProperties: { size: 200 },
      }),
    );
    for (const client of [batch, ...Object.values(others)]) client.destroy();
  }

  it('opens from the tree, and tells why children have failed', async () => {
    const { page } = workbench;
    await expandJobs(page);
    await (await openContextMenu(page, treeRow(page, /^reasons/), 'Open Run Panel')).click();
    const panel = panelOf(page);
    await panel.getByText('196 of 200 ended').waitFor({ timeout: 90_000 });
    await screenshot(page, 'array-1-grid');
    await panel.getByRole('tab', { name: 'Reasons' }).click();
    const reasons = panel.getByRole('list', { name: 'Why children failed' });
    await reasons.getByText('exit code 1', { exact: true }).waitFor();
    assert.equal(await reasons.getByRole('button').count(), 3);
    await screenshot(page, 'array-2-reasons');
    await reasons.getByRole('button').filter({ hasText: 'exit code 2' }).click();
    await panel.getByRole('log').getByText('this is child 73').waitFor();
    await screenshot(page, 'array-3-logs');
  });

  it('jumps to the next failed child, whose log it shows', async () => {
    const { page } = workbench;
    const panel = panelOf(page);
    await panel.getByRole('tab', { name: 'Grid' }).click();
    await panel.getByRole('button', { name: 'Next Failed' }).click();
    await panel
      .getByRole('log')
      .getByText(/this is child/)
      .first()
      .waitFor();
    await panel.getByRole('button', { name: /^FAILED/ }).click();
    await screenshot(page, 'array-4-failed');
    await panel.getByRole('button', { name: /^All \d/ }).click();
  });

  it('says that the engine has died, and goes on when it runs again', async () => {
    const { page } = workbench;
    const panel = panelOf(page);
    const pid = await lockHolder(dataDir);
    assert.ok(pid !== undefined && pid > 1);
    process.kill(pid, 'SIGKILL');
    const start = panel.getByRole('button', { name: 'Start Local Engine' });
    await start.waitFor({ timeout: 30_000 });
    await panel.getByText('196 of 200 ended').waitFor();
    await screenshot(page, 'array-5-engine-gone');
    await start.click();
    await panel.locator('.trouble').waitFor({ state: 'detached', timeout: 30_000 });
    await panel.getByText('200 of 200 ended').waitFor({ timeout: 30_000 });
    await screenshot(page, 'array-6-engine-back');
  });

  it('stops what still runs', async () => {
    const { page } = workbench;
    await submitArray();
    // The tree is a new one since the engine is.
    await expandJobs(page);
    const active = treeRow(page, /^reasons.*(Submitted|Pending|Runnable|Running)/);
    await active.waitFor({ timeout: 30_000 });
    await (await openContextMenu(page, active, 'Open Run Panel')).click();
    const panel = panelOf(page);
    await panel.getByText('196 of 200 ended').waitFor({ timeout: 90_000 });
    await panel.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
    await panel.getByText('200 of 200 ended').waitFor({ timeout: 30_000 });
    await panel.getByRole('tab', { name: 'Reasons' }).click();
    await panel.getByRole('list', { name: 'Why children failed' }).getByText('Stopped by the user').waitFor();
    await screenshot(page, 'array-7-stopped');
  });
});
