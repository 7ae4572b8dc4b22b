// An array of 200 children in the run panel: three reasons of failure, a killed engine, and a stop from the panel.
import assert from 'node:assert/strict';
import { RegisterJobDefinitionCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import type { Locator } from 'playwright-core';
import { type EngineWorkbench, openEngineWorkbench } from '../support/engineWorkbench';
import { screenshot, screenshotFailure } from '../support/screenshot';
import type { Clients } from '../support/testEngine';
import { until } from '../support/until';
import { expandJobs, openBatchView, openContextMenu, runPanel, treeRow } from '../support/workbenchActions';

const script = [
  'i=$AWS_BATCH_JOB_ARRAY_INDEX',
  'echo "this is child $i"',
  'case $((i % 60)) in 7) exit 1;; 13) exit 2;; 21) kill -9 $$;; esac',
  'if [ $i -ge 196 ]; then sleep 300; fi',
].join('\n');

/** Of an editor, which draws blanks as others. */
async function shownText(lines: Locator): Promise<string> {
  return ((await lines.textContent()) ?? '').replaceAll('\u00a0', ' ');
}

describe('the run panel of an array', () => {
  let workbench: EngineWorkbench;
  before(async () => {
    workbench = await openEngineWorkbench({ settings: { 'awsBatch.runs.tell': 'failed' } });
    await openBatchView(workbench.page);
    await workbench.withClients(submitArray);
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(() => workbench.close());

  async function submitArray({ batch }: Clients): Promise<void> {
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
  }

  it('opens from the tree, and tells why children have failed', async () => {
    const { page } = workbench;
    await expandJobs(page, treeRow(page, /^reasons/));
    await (await openContextMenu(page, treeRow(page, /^reasons/), 'Open Run Panel')).click();
    const panel = runPanel(page);
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
    const panel = runPanel(page);
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
    const panel = runPanel(page);
    process.kill(await workbench.enginePid(), 'SIGKILL');
    const start = panel.getByRole('button', { name: 'Start Local Engine' });
    await start.waitFor({ timeout: 30_000 });
    await panel.getByText('196 of 200 ended').waitFor();
    await screenshot(page, 'array-5-engine-gone');
    await start.click();
    await panel.locator('.trouble').waitFor({ state: 'detached', timeout: 30_000 });
    await panel.getByText('200 of 200 ended').waitFor({ timeout: 30_000 });
    await screenshot(page, 'array-6-engine-back');
  });

  it('says that the watched run has failed, and counts it on the view until it is looked at', async () => {
    const { page } = workbench;
    const notice = page
      .locator('.notifications-toasts .notification-list-item')
      .filter({ hasText: 'reasons has failed' });
    await notice.waitFor({ timeout: 30_000 });
    const badge = page.locator('.activitybar .badge-content').filter({ hasText: /^1$/ });
    await badge.waitFor();
    await screenshot(page, 'runs-3-notice');
    await notice.getByRole('button', { name: 'Open', exact: true }).click();
    await badge.waitFor({ state: 'hidden' });
    await runPanel(page).getByText('200 of 200 ended').waitFor();
  });

  it('stops what still runs', async () => {
    const { page } = workbench;
    await workbench.withClients(submitArray);
    // The tree is a new one since the engine is.
    await expandJobs(page, treeRow(page, /^reasons/));
    const active = treeRow(page, /^reasons.*(Submitted|Pending|Runnable|Running)/);
    await active.waitFor({ timeout: 30_000 });
    await (await openContextMenu(page, active, 'Open Run Panel')).click();
    const panel = runPanel(page);
    await panel.getByText('196 of 200 ended').waitFor({ timeout: 90_000 });
    await panel.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
    await panel.getByText('200 of 200 ended').waitFor({ timeout: 30_000 });
    await panel.getByRole('tab', { name: 'Reasons' }).click();
    await panel.getByRole('list', { name: 'Why children failed' }).getByText('Stopped by the user').waitFor();
    await screenshot(page, 'array-7-stopped');
  });

  it('compares the two runs, which were watched only', async () => {
    const { page } = workbench;
    await page.locator('.pane-header').filter({ hasText: 'Runs' }).click();
    const pane = page.locator('.pane').filter({ has: page.locator('.pane-header', { hasText: 'Runs' }) });
    const rows = pane.locator('.monaco-list-row').filter({ hasText: /^reasons.*failed.*Local/ });
    await until(30_000, 'both have ended', async () => (await rows.count()) === 2);
    await rows.nth(0).click();
    await rows.nth(1).click({ modifiers: ['ControlOrMeta'] });
    const lines = page.locator('.editor-instance .view-lines');
    await until(30_000, 'all is gathered', async () => {
      await (await openContextMenu(page, rows.nth(0), 'Compare Runs')).click();
      await lines.filter({ hasText: /Runs.compared/ }).waitFor();
      return /Child, median *\| \d[^|]*\| \d/.test(await shownText(lines));
    });
    await screenshot(page, 'runs-4-compared');
    const text = await shownText(lines);
    for (const part of ['Settings that differ', 'Child, slowest', 'Children whose durations differ most']) {
      assert.ok(text.includes(part), text);
    }
  });
});
