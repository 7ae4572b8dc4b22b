// The pipeline on AWS is set up and torn down in the editor, by keyboard, against an AWS that nobody here wrote.
import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type MotoServer, serviceRole, startMotoServer } from '../support/motoServer';
import { screenshot, screenshotFailure } from '../support/screenshot';
import { type Workbench, openWorkbench } from '../support/vscodeHost';
import { openBatchView, openPalette, pickByKeyboard, quickInput, treeRow } from '../support/workbenchActions';

describe('setting up on AWS from the editor', () => {
  let folder: string;
  let moto: MotoServer | undefined;
  let proxy: Server;
  let workbench: Workbench;
  before(async () => {
    moto = await startMotoServer();
    if (moto === undefined) throw new Error('moto_server is not installed.');
    proxy = await startProxy(moto.address.endpoint);
    folder = mkdtempSync(join(tmpdir(), 'ui-set-up-'));
    const { port } = proxy.address() as AddressInfo;
    writeFileSync(
      join(folder, 'config'),
      `[profile cloud]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:${port}\n`,
    );
    writeFileSync(join(folder, 'credentials'), '[cloud]\naws_access_key_id = AKIA\naws_secret_access_key = s\n');
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
    proxy.close();
    await moto?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function runByKeyboard(page: Page, name: string): Promise<void> {
    await openPalette(page, name);
    await quickInput(page).locator('.monaco-list-row.focused').filter({ hasText: name }).waitFor();
    await page.keyboard.press('Enter');
  }

  const dialog = (page: Page) => page.locator('.monaco-dialog-box');

  it('asks, shows what will be made and what it costs, and makes it', async () => {
    const { page } = workbench;
    await openBatchView(page);
    await page.locator('.statusbar-item').filter({ hasText: 'AWS Batch: ' }).click();
    await pickByKeyboard(page, 'cloud');
    await treeRow(page, 'Job Queues').waitFor();
    await runByKeyboard(page, 'AWS Batch: Set Up Pipeline on AWS');
    await quickInput(page).getByText('Name of the set-up').waitFor();
    await screenshot(page, 'set-up-1-name');
    await page.keyboard.press('Enter');
    await quickInput(page).getByText('Fargate Spot').first().waitFor();
    await screenshot(page, 'set-up-2-kind');
    await pickByKeyboard(page, 'Fargate');
    await quickInput(page).getByText('vCPUs at most').waitFor();
    await page.keyboard.press('Enter');
    await quickInput(page).getByText('vpc-').first().waitFor();
    await screenshot(page, 'set-up-3-network');
    await pickByKeyboard(page, 'default');
    await quickInput(page)
      .getByText('Subnets that jobs run in')
      .or(quickInput(page).getByText('subnet-').first())
      .first()
      .waitFor();
    await screenshot(page, 'set-up-4-subnets');
    await page.keyboard.press('Enter');
    await pickByKeyboard(page, 'No image to build');
    await dialog(page).getByText('Set up pipeline on AWS?').waitFor();
    await screenshot(page, 'set-up-5-summary');
    await dialog(page).getByRole('button', { name: 'Set Up' }).click();
    await page.locator('.notifications-toasts').getByText('is set up').waitFor();
    await screenshot(page, 'set-up-6-done');
    await treeRow(page, 'pipeline-queue').waitFor();
    await screenshot(page, 'set-up-7-tree');
  });

  it('tears it down only for the one who types its name', async () => {
    const { page } = workbench;
    await runByKeyboard(page, 'AWS Batch: Tear Down Pipeline');
    await quickInput(page).locator('.monaco-list-row').first().waitFor();
    await screenshot(page, 'tear-down-1');
    await pickByKeyboard(page, 'pipeline');
    await quickInput(page).getByText('Keep the bucket').waitFor();
    await screenshot(page, 'tear-down-2-bucket');
    await pickByKeyboard(page, 'Delete the bucket too');
    await quickInput(page).getByText('Type pipeline to delete').waitFor();
    const input = quickInput(page).locator('input[type="text"]');
    await input.fill('pipelin');
    await page.keyboard.press('Enter');
    await quickInput(page).getByText('Type pipeline.').waitFor();
    await screenshot(page, 'tear-down-3-typed');
    await input.fill('pipeline');
    await page.keyboard.press('Enter');
    await page.locator('.notifications-toasts').getByText('is gone').waitFor();
    await screenshot(page, 'tear-down-4-gone');
  });
});

/** Moto wants a service role of a compute environment, where AWS has its own: the template gets one on the way. */
async function startProxy(endpoint: string): Promise<Server> {
  const plain = encodeURIComponent('Type: MANAGED\n').replaceAll('%20', '+');
  const server = createServer((received, response) => {
    const chunks: Buffer[] = [];
    received.on('data', (chunk: Buffer) => chunks.push(chunk));
    received.on('end', () => {
      let body = Buffer.concat(chunks);
      if (received.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
        const role = encodeURIComponent(`Type: MANAGED\n      ServiceRole: ${serviceRole}\n`);
        const text = body.toString();
        body = Buffer.from(text.replace(plain, role).replace(encodeURIComponent('Type: MANAGED\n'), role));
      }
      const headers = { ...received.headers, 'content-length': String(body.length) };
      const { method, url } = received;
      const forwarded = request(`${endpoint}${url ?? ''}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      forwarded.on('error', () => response.destroy());
      forwarded.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
