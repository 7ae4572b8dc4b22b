// `npm start`: a VS Code with the extension, on a folder with color.txt.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { makeHostFolders, projectRoot } from './hostFolders';
import { installServer, installVsix, startServer } from './vscodeServer';
import { builtVsix } from './vsix';

async function main(): Promise<void> {
  const code = findCode();
  if (code === undefined) await startInBrowser();
  else startDesktop(code);
}

function findCode(): string | undefined {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

function startDesktop(code: string): void {
  const workspace = mkdtempSync(join(tmpdir(), 'aws-batch-sample-'));
  cpSync(join(projectRoot, 'resources/samples'), workspace, { recursive: true });
  say(`Opening ${workspace} in VS Code (${code}).`);
  const args = ['--new-window', `--extensionDevelopmentPath=${projectRoot}`, workspace];
  const isWindows = process.platform === 'win32';
  spawn(isWindows ? `"${code}"` : code, isWindows ? args.map((arg) => `"${arg}"`) : args, {
    stdio: 'inherit',
    shell: isWindows,
  })
    .once('error', (cause) => fail(cause))
    .once('exit', (exitCode) => {
      process.exitCode = exitCode ?? 1;
    });
}

async function startInBrowser(): Promise<void> {
  say('No `code` on the PATH: VS Code is served to a browser. Its first installation takes about a minute.');
  const installed = await installServer('newest');
  const folders = makeHostFolders({ isByHand: true });
  await installVsix(installed, await builtVsix(), folders);
  const server = await startServer(installed, { ...folders, endsUnused: false });
  say(`\nOpen this in a browser:\n\n  ${server.url(folders.workspace)}\n\nCtrl+C ends it.`);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    await Promise.race([server.ended, stopped]);
  } finally {
    await server.close();
    await folders.remove();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(cause: unknown): void {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
}

void main().catch(fail);
