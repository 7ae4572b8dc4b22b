// The connection in a real VS Code: local without any set-up, seen by a shell, shown in documents, through the proxy.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { BatchGateway } from '../../src/aws/batchGateway';
import { awsClients, closeClients } from '../../src/aws/clients';
import { engineDataDir, lockHolder, readAnnouncement } from '../../src/aws/engineDataDir';
import { printTestLine } from '../support/testLine';
import { until } from '../support/until';

const dataDir = engineDataDir();

describe('connection', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

  after(async () => {
    for (const terminal of vscode.window.terminals) terminal.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // As the command does, without its question.
    writeFileSync(join(dataDir, 'engine.stop'), '');
    await until(20_000, 'the engine has ended', async () => (await lockHolder(dataDir)) === undefined);
  });

  it('is local at first, and the first use starts the engine', async () => {
    assert.equal(await readAnnouncement(dataDir), undefined, 'nothing runs before it is used');
    await vscode.commands.executeCommand('awsBatch.openTerminal');
    assert.ok(await readAnnouncement(dataDir), 'the engine runs');
  });

  it('is the one of the terminal that was opened', async () => {
    const announced = await readAnnouncement(dataDir);
    const terminal = vscode.window.terminals.find(({ name }) => name.startsWith('AWS Batch: '));
    assert.ok(terminal);
    const { env } = terminal.creationOptions as vscode.TerminalOptions;
    assert.equal(env?.AWS_ENDPOINT_URL, announced?.address.endpoint);
    assert.equal(env?.AWS_ACCESS_KEY_ID, announced?.address.accessKeyId);
    assert.equal(env?.AWS_SECRET_ACCESS_KEY, announced?.address.secretAccessKey);
    assert.equal(env?.AWS_REGION, 'us-east-1');
    assert.equal(env.AWS_PROFILE, null);
    if (vscode.version.startsWith('1.106.')) {
      // The packages that its server is made of bring a terminal in source only.
      printTestLine('      this VS Code has no shell here: only what it would be given was looked at');
      return;
    }
    const [script, result] = [join(folder, 'environment.cjs'), join(folder, 'environment.json')];
    writeFileSync(script, `require('fs').writeFileSync(${JSON.stringify(result)}, JSON.stringify(process.env))`);
    // What is typed while the shell still starts can be lost.
    let typedMs = 0;
    await until(30_000, 'the shell has run the script', () => {
      if (Date.now() - typedMs > 5_000) {
        typedMs = Date.now();
        terminal.sendText(`"${process.execPath}" "${script}"`);
      }
      return existsSync(result) && readFileSync(result).length > 0;
    });
    const environment = JSON.parse(readFileSync(result, 'utf8')) as Record<string, string>;
    assert.equal(environment.AWS_ENDPOINT_URL, announced?.address.endpoint);
    assert.equal(environment.AWS_ACCESS_KEY_ID, announced?.address.accessKeyId);
    assert.equal(environment.AWS_SECRET_ACCESS_KEY, announced?.address.secretAccessKey);
    assert.equal(environment.AWS_REGION, 'us-east-1');
    assert.equal(environment.AWS_PROFILE, undefined);
  }).timeout(60_000);

  it("shows the engine's log in a document that grows and cannot be changed", async () => {
    await vscode.commands.executeCommand('awsBatch.showEngineLog');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const { document } = editor;
    assert.equal(document.uri.scheme, 'awsbatch');
    assert.equal(document.languageId, 'log');
    assert.match(document.getText(), /listening on http:\/\/127\.0\.0\.1:\d+/);
    assert.equal(vscode.workspace.fs.isWritableFileSystem('awsbatch'), false);
    const logPath = join(dataDir, 'engine.log');
    const more = Array.from({ length: 200 }, (_, index) => `a line more ${index}\n`).join('');
    writeFileSync(logPath, more, { flag: 'a' });
    await until(20_000, 'the document has grown', () => document.getText().includes('a line more 199'));
    const showsEnd = ({ visibleRanges, document: { lineCount } }: vscode.TextEditor): boolean =>
      visibleRanges.some(({ end }) => end.line >= lineCount - 3);
    await until(5_000, 'its end is in sight still', () => showsEnd(editor));
    // Who reads further up is left there.
    editor.revealRange(new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.AtTop);
    await until(5_000, 'the beginning is in sight', () => !showsEnd(editor));
    writeFileSync(logPath, 'the last line\n', { flag: 'a' });
    await until(20_000, 'the document has grown again', () => document.getText().includes('the last line'));
    assert.equal(editor.visibleRanges[0]?.start.line, 0);
    await vscode.commands.executeCommand('awsBatch.showEngineLog');
    const tabs = (): readonly vscode.Tab[] =>
      vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter(({ label }) => label === 'engine.log');
    assert.equal(tabs().length, 1, 'it is brought to the front');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await until(5_000, 'it is closed', () => tabs().length === 0);
    await vscode.commands.executeCommand('awsBatch.showEngineLog');
    await until(5_000, 'a long log opens at its end', () => {
      const reopened = vscode.window.activeTextEditor;
      return reopened !== undefined && reopened.document.uri.scheme === 'awsbatch' && showsEnd(reopened);
    });
  }).timeout(60_000);

  describe('through a proxy', () => {
    const asked: string[] = [];
    let proxy: Server;
    const configure = (url: string | undefined): Thenable<void> =>
      vscode.workspace.getConfiguration('http').update('proxy', url, vscode.ConfigurationTarget.Global);

    before(async () => {
      proxy = createServer((request, response) => {
        asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
        response.writeHead(502).end();
      });
      proxy.on('connect', (request, socket) => {
        asked.push(`CONNECT ${request.url ?? ''}`);
        socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      });
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      await configure(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    });
    after(async () => {
      await configure(undefined);
      proxy.close();
    });

    async function callBatch(endpoint: string): Promise<unknown> {
      const credentials = { accessKeyId: 'A', secretAccessKey: 'B' };
      const clients = awsClients({ region: 'us-east-1', endpoint, credentials });
      try {
        return await new BatchGateway(clients).describeJobs(['x'], AbortSignal.timeout(20_000));
      } catch (cause) {
        return cause;
      } finally {
        closeClients(await clients());
      }
    }

    it('of the settings, calls go to AWS', async () => {
      await until(30_000, 'a call has come to the proxy', async () => {
        await callBatch('https://batch.us-east-1.example.com');
        return asked.includes('CONNECT batch.us-east-1.example.com:443');
      });
    }).timeout(60_000);

    it('calls to the local engine do not go', async () => {
      asked.length = 0;
      const announced = await readAnnouncement(dataDir);
      await callBatch(announced?.address.endpoint ?? '');
      assert.deepEqual(asked, []);
    });
  });
});
