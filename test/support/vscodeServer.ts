// VS Code as a server with its web workbench, from npm packages: works wherever `npm install` does.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installOnce, npmInstall } from './installOnce';
import { endTree } from './processTree';
import { runCommand } from './runCommand';

export type VsCodeVersion = 'newest' | 'oldest';

/** `oldest` is what engines.vscode promises. */
export const vscodeVersions: Readonly<Record<VsCodeVersion, string>> = { newest: '1.139.1', oldest: '1.106.3' };

/** The package that holds the server, and the Node that it asks for. */
const packages: Readonly<Record<VsCodeVersion, { readonly server: string; readonly node: string }>> = {
  newest: { server: '4.139.1', node: '24.21.0' },
  oldest: { server: '4.106.3', node: '22.23.3' },
};

export type InstalledServer = {
  readonly nodePath: string;
  readonly entry: string;
};

/** @throws when npm cannot reach its registry, or has no Node for this platform. */
export async function installServer(version: VsCodeVersion): Promise<InstalledServer> {
  const { server, node } = packages[version];
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const nodePackage = `node-${platform}-${process.arch}`;
  const folder = await installOnce(`server-${server}-${platform}-${process.arch}`, async (target) => {
    // The same Node major as ours needs no second one, which matters where there is no package of it (macOS on arm64).
    const wanted = hasNode(node) ? [] : [`${nodePackage}@${node}`];
    await npmInstall(target, [`code-server@${server}`, ...wanted]);
    // Of the packages only these two are needed: a third of the files.
    renameSync(join(target, 'node_modules/code-server/lib/vscode'), join(target, 'vscode'));
    if (!hasNode(node)) renameSync(join(target, 'node_modules', nodePackage, 'bin'), join(target, 'bin'));
    rmSync(join(target, 'node_modules'), { recursive: true });
    await installWorkbench(join(target, 'vscode'));
  });
  const ownNode = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return {
    nodePath: existsSync(ownNode) ? ownNode : process.execPath,
    entry: join(folder, 'vscode/out/server-main.js'),
  };
}

function hasNode(version: string): boolean {
  return process.versions.node.split('.')[0] === version.split('.')[0];
}

/** The package ships VS Code's own dependencies as a lock file: they are installed in a second step. */
async function installWorkbench(root: string): Promise<void> {
  const manifest = readJson(join(root, 'package.json')) as { dependencies: Record<string, string> };
  if (manifest.dependencies['@parcel/watcher']?.includes('/') === true) {
    // Version 1.106 takes the watcher from a git address; the published one does the same.
    manifest.dependencies['@parcel/watcher'] = '^2.5.1';
    writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
    rmSync(join(root, 'npm-shrinkwrap.json'));
  }
  await npmInstall(root, []);
  // The built workbench looks for some modules in the archive of the desktop product.
  symlinkSync('node_modules', join(root, 'node_modules.asar'), 'junction');
}

export type RunningServer = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Resolves when the server has ended by itself: nobody may go on waiting for its answers then. */
  readonly ended: Promise<never>;
  /** Address of the workbench on a folder, with the secret that lets a browser in. The payload needs `isDriven`. */
  url(workspace: string, payload?: readonly (readonly [string, string])[]): string;
  /** A local path as the workbench names it. */
  uri(path: string): string;
  close(): Promise<void>;
};

export type ServerOptions = {
  readonly dataDir: string;
  readonly extensionsDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** End some minutes after the last browser has gone: nothing is left behind when this process is killed. */
  readonly endsUnused?: boolean;
  /** True: for tests inside VS Code, which the payload names; such a workbench never shows a notification by itself. */
  readonly isDriven?: boolean;
};

export async function startServer(
  { nodePath, entry }: InstalledServer,
  { dataDir, extensionsDir, env, endsUnused = true, isDriven = false }: ServerOptions,
): Promise<RunningServer> {
  // It opens a shell to whoever knows the address: the token keeps other users and web pages out.
  const token = randomBytes(16).toString('hex');
  const tokenPath = join(dataDir, 'token');
  writeFileSync(tokenPath, token, { mode: 0o600 });
  const child = spawn(
    nodePath,
    [
      entry,
      ...['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenPath],
      ...['--server-data-dir', dataDir, '--extensions-dir', extensionsDir],
      '--accept-server-license-terms',
      // Without it a built workbench ignores the payload, and with it the extension under development.
      ...(isDriven ? ['--enable-smoke-test-driver'] : []),
      ...(endsUnused ? ['--enable-remote-auto-shutdown'] : []),
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  );
  const { port, ended } = await untilListening(child);
  const authority = `127.0.0.1:${port}`;
  const uri = (path: string): string => `vscode-remote://${authority}${pathToFileURL(path).pathname}`;
  return {
    origin: `http://${authority}`,
    ended,
    uri,
    url(workspace, payload = []) {
      const query = new URLSearchParams({ folder: pathToFileURL(workspace).pathname, tkn: token });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query.toString()}`;
    },
    close: () => endTree(child),
  };
}

async function untilListening(child: ChildProcess): Promise<{ readonly port: string; readonly ended: Promise<never> }> {
  let output = '';
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`The VS Code server ended with ${code ?? signal ?? '?'}:\n${output.slice(-4000)}`)),
    );
  });
  ended.catch(() => undefined);
  const port = new Promise<string>((resolve) => {
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-100_000);
      const found = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
  return { port: await Promise.race([port, ended]), ended };
}

/** Installs a VSIX as a user does, before the server is started on the same folders. */
export async function installVsix(
  { nodePath, entry }: InstalledServer,
  vsix: string,
  { dataDir, extensionsDir, env }: ServerOptions,
): Promise<void> {
  const folders = ['--server-data-dir', dataDir, '--extensions-dir', extensionsDir];
  const answer = await runCommand(
    nodePath,
    [entry, ...folders, '--accept-server-license-terms', '--install-extension', vsix],
    { env },
  );
  if (!answer.includes('successfully installed')) throw new Error(`${vsix} was not installed:\n${answer}`);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
