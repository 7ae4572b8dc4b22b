// Builds bundles as the product has them, into a folder of a test's own: nobody else's build can get in the way.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

export type Bundles = {
  /** Stands beside a copy of `resources`, as `dist` does. */
  readonly dist: string;
  remove(): void;
};

export function buildBundles(...names: readonly string[]): Bundles {
  const folder = mkdtempSync(join(tmpdir(), 'batch-bundles-'));
  const dist = join(folder, 'dist');
  execFileSync(process.execPath, ['esbuild.mjs', `--outdir=${dist}`, ...names], { cwd: root, stdio: 'inherit' });
  cpSync(join(root, 'resources'), join(folder, 'resources'), { recursive: true });
  return { dist, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
