// AWS's config and credentials files: where they are, and what the SDK reads in them.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
import { type FileHandle, open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { AppError, messageOf } from '../core/errors';
import { loadSdk } from './loadSdk';

export type AwsFilePaths = { readonly configPath: string; readonly credentialsPath: string };

/** The keys of one section; those of a nested one as `outer.inner`. */
export type Section = Readonly<Record<string, string | undefined>>;

export type AwsFiles = {
  readonly paths: AwsFilePaths;
  /** Profiles of the config file by name; `services.x` and `sso-session.x` for the other sections. */
  readonly config: Readonly<Record<string, Section>>;
  /** Profiles of the credentials file by name. */
  readonly credentials: Readonly<Record<string, Section>>;
};

export function awsFilePaths(env: NodeJS.ProcessEnv = process.env): AwsFilePaths {
  // The SDK's order, so that both see the same home.
  const home = nonEmpty(env.HOME) ?? nonEmpty(env.USERPROFILE) ?? homedir();
  const resolved = (path: string | undefined, name: string): string =>
    nonEmpty(path)?.replace(/^~(?=[/\\])/, () => home) ?? join(home, '.aws', name);
  return {
    configPath: resolved(env.AWS_CONFIG_FILE, 'config'),
    credentialsPath: resolved(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  };
}

/**
 * Reads both files anew, with the SDK's own parser: what is found here can also be used.
 * @throws AppError `invalid` when a file is there and cannot be read; the SDK would take it for empty.
 */
export async function readAwsFiles(paths: AwsFilePaths = awsFilePaths()): Promise<AwsFiles> {
  const { configPath, credentialsPath } = paths;
  await Promise.all([mustBeReadable(configPath), mustBeReadable(credentialsPath)]);
  const { loadSharedConfigFiles } = await loadSdk();
  const files = { configFilepath: configPath, filepath: credentialsPath, ignoreCache: true };
  const { configFile, credentialsFile } = await loadSharedConfigFiles(files);
  return { paths, config: configFile, credentials: credentialsFile };
}

/** What both files say of a profile; undefined when neither knows it. */
export function profileSection({ config, credentials }: AwsFiles, name: string): Section | undefined {
  const own = (sections: Readonly<Record<string, Section>>): Section | undefined =>
    Object.hasOwn(sections, name) ? sections[name] : undefined;
  const [fromConfig, fromCredentials] = [own(config), own(credentials)];
  return fromConfig === undefined && fromCredentials === undefined ? undefined : { ...fromCredentials, ...fromConfig };
}

async function mustBeReadable(path: string): Promise<void> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    await file.read(Buffer.alloc(1), 0, 1, 0);
  } catch (cause) {
    if (isMissing(cause)) return;
    const advice =
      'Make it a file that you can read, or name another one in AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE.';
    throw new AppError('invalid', `${path} cannot be read: ${messageOf(cause)}. ${advice}`, { cause });
  } finally {
    await file?.close();
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
