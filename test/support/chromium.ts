// A headless Chromium for the workbench: an installed browser, else one from an npm package that contains it.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { installOnce, npmInstall } from './installOnce';
import { runCommand } from './runCommand';

const packageVersion = '153.0.0';

/** Where browsers of the Chromium family are installed; CHROMIUM_PATH names another one. */
const installedPaths: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({
    executablePath,
    env,
    args: [
      '--no-sandbox',
      // Otherwise the browser asks its maker's hosts for updates and lists, which the tests do not need.
      ...['--disable-background-networking', '--disable-component-update', '--disable-quic', '--no-first-run'],
    ],
  });
}

type FoundChromium = { readonly executablePath: string; readonly env: Record<string, string> };

async function findChromium(): Promise<FoundChromium> {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const candidates = [process.env.CHROMIUM_PATH ?? '', ...(installedPaths[process.platform] ?? [])];
  const installed = candidates.find((path) => path !== '' && existsSync(path));
  if (installed !== undefined) return { executablePath: installed, env };
  if (process.platform !== 'linux') {
    throw new Error('No Chrome, Chromium or Edge was found: install one, or name its program in CHROMIUM_PATH.');
  }
  const folder = await installOnce(`chromium-${packageVersion}-${process.arch}`, unpackChromium);
  const executablePath = join(folder, 'chromium');
  return { executablePath, env: { ...env, ...(await whatIsMissing(folder, executablePath, env)) } };
}

async function unpackChromium(folder: string): Promise<void> {
  const npmFolder = join(folder, 'npm');
  mkdirSync(npmFolder);
  await npmInstall(npmFolder, [`@sparticuz/chromium@${packageVersion}`]);
  // The package unpacks into the temporary folder that the environment names.
  const script = `
    import { inflate } from '@sparticuz/chromium';
    for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br', 'swiftshader.tar.br'])
      await inflate('node_modules/@sparticuz/chromium/bin/' + name);`;
  await runCommand(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: npmFolder,
    env: { ...process.env, TMPDIR: folder },
  });
  rmSync(npmFolder, { recursive: true });
  renameSync(join(folder, 'fonts'), join(folder, 'fonts.unpacked'));
  renameSync(join(folder, 'fonts.unpacked/fonts'), join(folder, 'fonts'));
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`,
  );
}

/** A bare machine has neither the libraries that the browser is linked with nor a font; the package has both. */
async function whatIsMissing(
  folder: string,
  executablePath: string,
  env: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const linked = await runCommand('ldd', [executablePath]);
  const libraries = join(folder, 'al2023/lib');
  return {
    ...(linked.includes('not found')
      ? { LD_LIBRARY_PATH: [libraries, ...(env.LD_LIBRARY_PATH?.split(':') ?? [])].join(':') }
      : {}),
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') }),
  };
}
