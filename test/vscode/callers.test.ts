// What other extensions, key bindings and language models can call, in a real VS Code.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { tools } from '../../src/app/tools';

describe('callers of the extension', () => {
  it('are refused by the name of the member that is wrong', async () => {
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand('awsBatch.stopJob', { jobId: 5 })),
      /awsBatch\.stopJob: jobId is wrong/,
    );
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand('awsBatch.submitPipeline', { file: '/x', quue: 'local' })),
      /quue is wrong/,
    );
  });

  it('find the tools, with their schemas', () => {
    const found = vscode.lm.tools.filter(({ name }) => name.startsWith('awsBatch_'));
    assert.deepEqual(found.map(({ name }) => name).sort(), Object.keys(tools).sort());
    for (const { description, inputSchema } of found) assert.ok(description.length > 20 && inputSchema !== undefined);
  });

  it('get an error of a tool in words', async () => {
    const invoked = vscode.lm.invokeTool('awsBatch_tailLog', {
      input: { jobId: 'j', lines: 0 },
      toolInvocationToken: undefined,
    });
    await assert.rejects(Promise.resolve(invoked), /lines/);
  });
});
