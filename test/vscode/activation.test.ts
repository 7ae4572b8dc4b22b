// The extension in a real VS Code: what wakes it, what it registers, and what its start costs.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commands } from '../../src/app/commands';
import { printTestLine } from '../support/testLine';

const extensionId = 'aws-batch-explorer.aws-batch-explorer';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is not installed`);
  return found;
}

type Marks = { getMarks(): readonly { readonly name: string; readonly startTime: number }[] };

/** VS Code marks these moments for its own start-up view; the clock has whole milliseconds. */
function elapsedMs(from: string, to: string): number {
  const marks = (globalThis as unknown as { MonacoPerformanceMarks: Marks }).MonacoPerformanceMarks.getMarks();
  const at = (moment: string): number => {
    const mark = marks.find(({ name }) => name === `code/extHost/${moment}/${extensionId}`);
    assert.ok(mark, `VS Code left no mark for ${moment}`);
    return mark.startTime;
  };
  return at(to) - at(from);
}

describe('activation', () => {
  it('costs nothing until something of it is used', () => assert.equal(extension().isActive, false));

  it('happens at the first command', async () => {
    await vscode.commands.executeCommand('awsBatch.refresh');
    assert.equal(extension().isActive, true);
    const loadingMs = elapsedMs('willLoadExtensionCode', 'didLoadExtensionCode');
    const activatingMs = elapsedMs('willActivateExtension', 'didActivateExtension');
    printTestLine(`      activation: ${loadingMs} ms to load the code, ${activatingMs} ms to run it`);
  });

  it('registers what the manifest declares, and nothing else', async () => {
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const declared = contributes.commands.map(({ command }) => command).sort();
    const all = await vscode.commands.getCommands(true);
    // VS Code itself adds commands for each view: awsBatch.explorer.focus and its kind.
    const registered = all.filter((id) => /^awsBatch\.(?!(explorer|runs)\.)/.test(id)).sort();
    assert.deepEqual(registered, declared);
    assert.deepEqual(Object.keys(commands).sort(), declared);
  });
});
