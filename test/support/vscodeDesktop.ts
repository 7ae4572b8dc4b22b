// The desktop VS Code of @vscode/test-electron, where its download and a screen are to be had.
import { downloadAndUnzipVSCode, runTests, SilentReporter, TestRunFailedError } from '@vscode/test-electron';
import { type HostFolders, projectRoot } from './hostFolders';
import { toolCache } from './installOnce';
import { type VsCodeVersion, vscodeVersions } from './vscodeServer';

/** A download that is refused must cost seconds: the server host is there to take over. */
const probeTimeoutMs = 5_000;

/** @returns the program, or undefined (and says why on stdout). VSCODE_HOST=server does not even ask. */
export async function findDesktop(version: VsCodeVersion): Promise<string | undefined> {
  if (process.env.VSCODE_HOST === 'server') return undefined;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return undefined;
  const wanted = vscodeVersions[version];
  try {
    const answer = await fetch(`https://update.code.visualstudio.com/api/versions/${wanted}/linux-x64/stable`, {
      signal: AbortSignal.timeout(probeTimeoutMs),
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return await downloadAndUnzipVSCode({
      version: wanted,
      cachePath: toolCache,
      timeout: probeTimeoutMs,
      reporter: new SilentReporter(),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.cause ?? cause) : cause;
    process.stdout.write(`No download of the desktop VS Code (${String(reason)}): the server takes its place.\n`);
    return undefined;
  }
}

/** A failed test is no error here: the counts tell. */
export async function runInDesktop(program: string, folders: HostFolders, entry: string): Promise<void> {
  process.stdout.write(`${program} (desktop)\n`);
  const removed = Object.keys(process.env).filter((name) => !(name in folders.env));
  try {
    await runTests({
      vscodeExecutablePath: program,
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: entry,
      extensionTestsEnv: { ...Object.fromEntries(removed.map((name) => [name, undefined])), ...folders.env },
      launchArgs: [
        folders.workspace,
        `--user-data-dir=${folders.dataDir}`,
        `--extensions-dir=${folders.extensionsDir}`,
        // Chromium's sandbox cannot be had as root, which is who tests run as in many containers.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
  } catch (cause) {
    if (!(cause instanceof TestRunFailedError)) throw cause;
  }
}
