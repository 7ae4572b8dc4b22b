// The one place that catches what a command throws, with VS Code's own command registry.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Command } from '../../src/app/commands/command';
import { UserCancelled } from '../../src/app/commands/userCancelled';
import type { Services } from '../../src/app/services';
import { registerCommands } from '../../src/ui/registerCommands';

describe('registerCommands', () => {
  const received: unknown[] = [];
  const logged: unknown[] = [];
  const nothing = (): void => undefined;
  const services: Pick<Services, 'log'> = {
    log: { info: nothing, warn: nothing, error: (...values) => void logged.push(...values), show: nothing },
  };
  const trouble = new Error('The queue "fast" is disabled.');
  let registered: vscode.Disposable;

  before(() => {
    const commands: Readonly<Record<string, Command<typeof services>>> = {
      'boundaryTest.pass': (...args) => {
        received.push(...args);
        return Promise.resolve();
      },
      'boundaryTest.reject': () => Promise.reject(trouble),
      'boundaryTest.throw': () => {
        throw trouble;
      },
      'boundaryTest.cancel': () => Promise.reject(new UserCancelled()),
    };
    registered = registerCommands(Object.keys(commands), () => Promise.resolve(commands), services);
  });
  beforeEach(() => {
    logged.length = 0;
  });
  after(() => {
    registered.dispose();
  });

  it('hands over the services, what was clicked and what is selected', async () => {
    await vscode.commands.executeCommand('boundaryTest.pass', 'target', ['target', 'other']);
    assert.deepEqual(received, [services, 'target', ['target', 'other']]);
  });

  for (const id of ['boundaryTest.reject', 'boundaryTest.throw']) {
    it(`logs what ${id} fails with, and lets the caller go on`, async () => {
      await vscode.commands.executeCommand(id);
      assert.deepEqual(logged, [`${id} failed.`, trouble]);
    });
  }

  it('says nothing when the user has cancelled', async () => {
    await vscode.commands.executeCommand('boundaryTest.cancel');
    assert.deepEqual(logged, []);
  });
});
