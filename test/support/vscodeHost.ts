// The one way into a real VS Code: runs tests inside it, or opens its workbench for Playwright.
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { findDesktop, runInDesktop } from './vscodeDesktop';
import { type HostFolders, type HostOptions, type SettingsOptions, makeHostFolders, projectRoot } from './hostFolders';
import { makeScratch } from './installOnce';
import { testLineMark } from './testLine';
import { type Counts, countsFileVariable, readCounts } from './runMocha';
import { type VsCodeVersion, installServer, installVsix, startServer, vscodeVersions } from './vscodeServer';
import { builtVsix } from './vsix';

export type TestRun = HostOptions & {
  readonly version: VsCodeVersion;
  /** Paths of test files in TypeScript; they may import `vscode`. */
  readonly files: readonly string[];
};

/** How long a whole run inside VS Code may take. */
const runDeadlineMs = 300_000;

/**
 * Runs test files inside VS Code with the extension under development: in the desktop product where it can be
 * downloaded and shown, else in the server. What the tests print goes to stdout.
 */
export async function runInVsCode({ version, files, ...options }: TestRun): Promise<Counts> {
  // The extension under development is what stands in dist: it must be what the sources say.
  await builtVsix();
  const bundles = await bundleTests(files);
  const countsFile = join(bundles, 'counts.json');
  const folders = makeHostFolders({ ...options, env: { ...options.env, [countsFileVariable]: countsFile } });
  try {
    const entry = join(bundles, 'runner.js');
    const desktop = await findDesktop(version);
    if (desktop === undefined) await runInServer(version, folders, entry);
    else await runInDesktop(desktop, folders, entry);
    const counts = readCounts(countsFile);
    if (counts === undefined) throw new Error(`VS Code ended before its tests had: see ${logPath(version)}.`);
    return counts;
  } finally {
    await folders.remove();
    rmSync(bundles, { recursive: true, force: true });
  }
}

/** They lie inside the project, so that mocha is found from there. */
async function bundleTests(files: readonly string[]): Promise<string> {
  const outdir = makeScratch();
  await build({
    entryPoints: [...files, join(projectRoot, 'test/vscode/runner.ts')].map((path) => ({
      in: path,
      out: basename(path, '.ts'),
    })),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outdir;
}

/** What VS Code prints of itself goes to a file: it complains of much that does not concern the tests. */
function logPath(version: VsCodeVersion): string {
  const folder = join(projectRoot, 'test-results');
  mkdirSync(folder, { recursive: true });
  return join(folder, `vscode-${version}.log`);
}

async function runInServer(version: VsCodeVersion, folders: HostFolders, entry: string): Promise<void> {
  const installed = await installServer(version);
  process.stdout.write(`VS Code ${vscodeVersions[version]} (server)\n`);
  const server = await startServer(installed, { ...folders, isDriven: true });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const log = createWriteStream(logPath(version));
    await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
      const line = args.map(String).join(' ');
      if (line.startsWith(testLineMark)) process.stdout.write(`${line.slice(testLineMark.length)}\n`);
      else log.write(`${line}\n`);
    });
    const ended = new Promise((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    await page.goto(
      server.url(folders.workspace, [
        ['extensionDevelopmentPath', server.uri(projectRoot)],
        ['extensionTestsPath', server.uri(entry)],
      ]),
    );
    await Promise.race([ended, server.ended, failAfter(runDeadlineMs)]);
  } finally {
    await browser.close();
    await server.close();
  }
}

function failAfter(deadlineMs: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`VS Code did not end its tests within ${deadlineMs / 1000} s.`)),
      deadlineMs,
    ).unref();
  });
}

export type WorkbenchOptions = HostOptions & {
  readonly version?: VsCodeVersion;
};

export type Workbench = {
  readonly page: Page;
  readonly url: string;
  readonly workspace: string;
  /** Loads the window anew with other settings: takes less than another VS Code. Trust cannot be changed so. */
  reload(changes: Omit<SettingsOptions, 'isTrusted'>): Promise<void>;
  close(): Promise<void>;
};

/** Opens the workbench with the built VSIX in a headless browser and waits until both can be used. */
export async function openWorkbench({ version = 'newest', ...options }: WorkbenchOptions = {}): Promise<Workbench> {
  const folders = makeHostFolders(options);
  const undo: (() => unknown)[] = [() => folders.remove()];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const installed = await installServer(version);
    await installVsix(installed, await builtVsix(), folders);
    const server = await startServer(installed, folders);
    undo.push(() => server.close());
    const browser = await launchChromium();
    undo.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, reducedMotion: 'reduce' });
    const url = server.url(folders.workspace);
    const reload: Workbench['reload'] = async (changes) => {
      folders.writeSettings({ ...options, ...changes });
      await page.goto(url);
      // Until then VS Code does not know the menus and commands of the extension.
      await page.locator('.activitybar').getByRole('tab', { name: 'AWS Batch' }).waitFor();
    };
    page.setDefaultTimeout(20_000);
    await reload({});
    return { page, url, workspace: folders.workspace, reload, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}
