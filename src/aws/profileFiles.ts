// Writes a profile into AWS's config and credentials files without touching anything else in them.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ProfileEntries, ProfileFilesPort } from '../app/connectionPorts';
import { AppError, messageOf } from '../core/errors';
import { setIniKeys } from '../core/setIniKeys';
import { awsFilePaths } from './awsFiles';

export class ProfileFiles implements ProfileFilesPort {
  get configPath(): string {
    return awsFilePaths().configPath;
  }

  get credentialsPath(): string {
    return awsFilePaths().credentialsPath;
  }

  async write({ name, config, credentials }: ProfileEntries): Promise<void> {
    // The keys first: a profile without keys would be found broken, keys without a profile are not found at all.
    await setKeys(this.credentialsPath, name, credentials);
    await setKeys(this.configPath, name === 'default' ? name : `profile ${name}`, config);
  }
}

async function setKeys(path: string, section: string, values: Readonly<Record<string, string>>): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const target = await targetOf(path);
    // One character a byte: what is no UTF-8 stays as it is too.
    const before = await readOrNothing(target);
    const after = setIniKeys(before, section, values);
    if (after === before) await chmod(target, 0o600);
    else await replaceFile(target, after);
  } catch (cause) {
    throw new AppError('invalid', `${path} could not be changed: ${messageOf(cause)}. It is as it was.`, { cause });
  }
}

/** Dotfiles are often links to a repository: the link stays, what it leads to is written. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    if (isMissing(cause)) return path;
    throw cause;
  }
}

async function readOrNothing(path: string): Promise<string> {
  try {
    return await readFile(path, 'latin1');
  } catch (cause) {
    if (isMissing(cause)) return '';
    throw cause;
  }
}

/** Others see the old file or the new one, never a part. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { encoding: 'latin1', mode: 0o600, flush: true });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
