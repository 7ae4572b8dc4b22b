// The temporary folders and the environment of one VS Code: nothing of the user's own settings, extensions or AWS files.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { endEngine } from './endEngine';

export const projectRoot = resolve(__dirname, '../..');

export type Theme = 'dark' | 'light' | 'highContrast';

const themeNames: Readonly<Record<Theme, string>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  highContrast: 'Default High Contrast',
};

export type SettingsOptions = {
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Default: dark. */
  readonly theme?: Theme;
  /** False: the workspace is in Restricted Mode. Default: true. */
  readonly isTrusted?: boolean;
};

export type HostOptions = SettingsOptions & {
  /** Folder that is opened; a copy is used. Default: resources/samples, with color.txt. */
  readonly workspace?: string;
  /** Environment of the extension host, over the one here; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** True: the user's own AWS files and local engine can be reached, for trying things by hand. */
  readonly isByHand?: boolean;
};

export type HostFolders = {
  readonly workspace: string;
  readonly dataDir: string;
  readonly extensionsDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** User settings for the next start, instead of those that it was made with. */
  writeSettings(options: SettingsOptions): void;
  /** Ends the local engine that was started there, too. */
  remove(): Promise<void>;
};

export function makeHostFolders(options: HostOptions): HostFolders {
  const root = mkdtempSync(join(tmpdir(), 'vscode-host-'));
  const [dataDir, extensionsDir, workspace] = ['data', 'extensions', 'workspace'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(join(dataDir, 'data/User'), { recursive: true });
  mkdirSync(extensionsDir);
  cpSync(options.workspace ?? join(projectRoot, 'resources/samples'), workspace, { recursive: true });
  mkdirSync(join(dataDir, 'User'));
  // The server keeps the user's settings in data/User, the desktop product in User.
  const writeSettings = (wanted: SettingsOptions): void => {
    for (const folder of ['data/User', 'User'])
      writeFileSync(join(dataDir, folder, 'settings.json'), JSON.stringify(userSettings(wanted)));
  };
  writeSettings(options);
  return {
    workspace,
    dataDir,
    extensionsDir,
    env: hostEnvironment(root, options),
    writeSettings,
    remove: async () => {
      await endEngine(engineFolder(root));
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function userSettings({
  settings,
  theme = 'dark',
  isTrusted = true,
}: SettingsOptions): Readonly<Record<string, unknown>> {
  return {
    'security.workspace.trust.enabled': !isTrusted,
    'security.workspace.trust.startupPrompt': 'never',
    'workbench.colorTheme': themeNames[theme],
    'workbench.startupEditor': 'none',
    'workbench.enableExperiments': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
    'extensions.autoCheckUpdates': false,
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    ...settings,
  };
}

function engineFolder(root: string): string {
  return join(root, 'engine');
}

/** Without what a surrounding VS Code leaves in a terminal; of a test also without any AWS account of the user's. */
function hostEnvironment(root: string, { env, isByHand = false }: HostOptions): NodeJS.ProcessEnv {
  const left = isByHand ? /^(VSCODE_|ELECTRON_)/i : /^(VSCODE_|ELECTRON_|AWS_)/i;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !left.test(name)));
  return { ...kept, ...(isByHand ? {} : withoutAccount(root)), ...env };
}

function withoutAccount(root: string): NodeJS.ProcessEnv {
  return {
    AWS_CONFIG_FILE: join(root, 'aws-config'),
    AWS_SHARED_CREDENTIALS_FILE: join(root, 'aws-credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    XDG_DATA_HOME: join(root, 'xdg-data'),
    AWS_BATCH_EXPLORER_DATA: engineFolder(root),
  };
}
