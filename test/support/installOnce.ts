// Keeps downloaded tools in .vscode-test/: each is there whole or not at all, however many runs install it at once.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runCommand } from './runCommand';

export const toolCache = resolve(__dirname, '../../.vscode-test');

/**
 * The folder `name` of the cache. When it is missing it is filled beside its place and then moved there, so that what an
 * interrupted run leaves is never taken for an installation. Of two runs at once both fill, and the first to finish wins.
 */
export async function installOnce(
  name: string,
  fill: (folder: string) => Promise<void>,
  cache = toolCache,
): Promise<string> {
  const target = join(cache, name);
  if (existsSync(target)) return target;
  const partial = makeScratch(cache);
  try {
    await fill(partial);
    if (!existsSync(target)) renameSync(partial, target);
  } catch (cause) {
    // Another run that was faster has the same right to be the installation.
    if (!existsSync(target)) throw cause;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return target;
}

/** A new folder in the cache for this process; what it leaves there is removed by a later one. */
export function makeScratch(cache = toolCache): string {
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  const scratch = join(cache, `.scratch-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(scratch);
  return scratch;
}

/** What a run left that was ended in the middle. */
function removeAbandoned(cache: string): void {
  for (const entry of readdirSync(cache)) {
    const pid = /^\.scratch-(\d+)-/.exec(entry)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(cache, entry), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** Installs packages into a folder that has nothing else, without running their install scripts. */
export async function npmInstall(folder: string, packages: readonly string[]): Promise<void> {
  if (packages.length > 0) {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, description: 'Tools of the tests.' }));
  }
  await runCommand(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['install', ...packages, '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: folder, shell: process.platform === 'win32' },
  );
}
