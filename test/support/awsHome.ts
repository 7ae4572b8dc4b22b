// AWS files of a test's own, and the environment that leads to them; nothing of the user's.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type AwsHome = {
  readonly folder: string;
  readonly configPath: string;
  readonly credentialsPath: string;
  write(files: { readonly config?: string; readonly credentials?: string }): void;
  /** Sets variables until the end of the test. */
  setEnvironment(variables: Readonly<Record<string, string>>): void;
  /** Puts the environment back as it was, and removes the files. */
  remove(): void;
};

export function makeAwsHome(): AwsHome {
  const folder = mkdtempSync(join(tmpdir(), 'aws-home-'));
  const before = { ...process.env };
  const [configPath, credentialsPath] = [join(folder, 'config'), join(folder, 'credentials')];
  for (const name of Object.keys(process.env)) if (/^AWS_/i.test(name)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, {
    HOME: folder,
    USERPROFILE: folder,
    AWS_CONFIG_FILE: configPath,
    AWS_SHARED_CREDENTIALS_FILE: credentialsPath,
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  return {
    folder,
    configPath,
    credentialsPath,
    write({ config, credentials }) {
      if (config !== undefined) writeFileSync(configPath, config);
      if (credentials !== undefined) writeFileSync(credentialsPath, credentials);
    },
    setEnvironment: (variables) => void Object.assign(process.env, variables),
    remove() {
      for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
