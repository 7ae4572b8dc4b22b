// Connections as a user sees them: the status bar, the picker, an expired profile, Restricted Mode and its end.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { lockHolder } from '../../src/aws/engineDataDir';
import { endEngine } from '../support/endEngine';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { type StubServer, startStubServer } from '../support/stubServer';
import { until } from '../support/until';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import { openBatchView, pickByKeyboard, quickInput } from '../support/workbenchActions';

const statusItem = (page: Page): Locator => page.locator('.statusbar-item').filter({ hasText: 'AWS Batch: ' });
const rows = (page: Page): Locator => page.locator('.quick-input-widget .monaco-list-row');

describe('connections in the workbench', () => {
  let folder: string;
  let stub: StubServer;
  let workbench: Workbench;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ui-connection-'));
    stub = await startStubServer();
    stub.answer = (response) => response.end('{}');
    const sso = 'sso_start_url = https://x.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 123456789012\n';
    writeFileSync(
      join(folder, 'config'),
      `[profile stub]\nregion = eu-west-1\nendpoint_url = ${stub.endpoint}\n` +
        `[profile corp]\nregion = us-east-1\n${sso}sso_role_name = reader\n`,
    );
    const keys = 'aws_access_key_id = AKIA\naws_secret_access_key = s\n';
    writeFileSync(join(folder, 'credentials'), `[stub]\n${keys}`);
    workbench = await openWorkbench({
      env: {
        AWS_CONFIG_FILE: join(folder, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
        AWS_BATCH_EXPLORER_DATA: join(folder, 'engine'),
      },
    });
  });
  afterEach(function () {
    return screenshotFailure(this.currentTest, workbench.page);
  });
  after(async () => {
    await workbench.close();
    await endEngine(join(folder, 'engine'));
    await stub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begin with the local engine, which the view starts', async () => {
    const { page } = workbench;
    await openBatchView(page);
    await statusItem(page).filter({ hasText: 'Local' }).waitFor();
    await page.getByText('Job Queues').waitFor();
    assert.ok(await lockHolder(join(folder, 'engine')));
    await screenshot(page, 'connection-local');
  });

  it('are switched from the status bar, and asked for nothing of the old one', async () => {
    const { page } = workbench;
    await statusItem(page).click();
    await rows(page).filter({ hasText: 'stub' }).waitFor();
    await screenshot(page, 'connection-picker');
    await pickByKeyboard(page, 'stub');
    await statusItem(page).filter({ hasText: 'stub · eu-west-1' }).waitFor();
    await until(30_000, 'the endpoint of the profile is asked', () => stub.received.length > 0);
  });

  it('ask for an endpoint in steps, with a way back', async () => {
    const { page } = workbench;
    await statusItem(page).click();
    await pickByKeyboard(page, 'Endpoint…');
    const input = page.locator('.quick-input-widget input[type="text"]');
    await quickInput(page).getByText('The URL of the endpoint').waitFor();
    await input.fill('no url');
    await quickInput(page).getByText('It must begin with http').waitFor();
    await page.locator('.quick-input-titlebar').getByRole('button', { name: 'Back' }).click();
    await rows(page).filter({ hasText: 'corp' }).waitFor();
    await page.keyboard.press('Escape');
    await statusItem(page).filter({ hasText: 'stub · eu-west-1' }).waitFor();
  });

  it('say that a profile is signed out, with one action and no browser', async () => {
    const { page } = workbench;
    await statusItem(page).click();
    await pickByKeyboard(page, 'corp');
    await page.locator('.notification-toast').getByRole('button', { name: 'Sign In' }).waitFor();
    await page.locator('.part.sidebar').getByRole('button', { name: 'Sign In' }).waitFor();
    await statusItem(page).locator('.codicon-warning').waitFor();
    await screenshot(page, 'connection-signed-out');
    assert.equal(page.context().pages().length, 1);
  });

  it('are kept for the workspace', async () => {
    await workbench.reload({ theme: 'light' });
    const { page } = workbench;
    await openBatchView(page);
    await statusItem(page).filter({ hasText: 'corp · us-east-1' }).waitFor();
    await screenshot(page, 'connection-signed-out-light');
  });
});

describe('the local engine in Restricted Mode', () => {
  it('waits until the workspace is trusted, and starts then', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ui-engine-'));
    const env = { AWS_BATCH_EXPLORER_DATA: dataDir };
    const workbench = await openWorkbench({ isTrusted: false, env });
    try {
      const { page } = workbench;
      await openBatchView(page);
      const manage = page.locator('.part.sidebar').getByRole('button', { name: 'Manage Workspace Trust' });
      await manage.waitFor();
      await statusItem(page).locator('.codicon-warning').waitFor();
      await screenshot(page, 'connection-restricted');
      assert.equal(await lockHolder(dataDir), undefined);
      await manage.click();
      await page
        .locator('.workspace-trust-editor')
        .getByRole('button', { name: /^Trust/ })
        .first()
        .click();
      await page.getByText('Job Queues').waitFor();
      assert.ok(await lockHolder(dataDir));
    } finally {
      await workbench.close();
      await endEngine(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
