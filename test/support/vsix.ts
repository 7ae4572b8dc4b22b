// The VSIX that `npm run package` builds, for the tests that look into it or install it.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { projectRoot } from './hostFolders';

const packagePath = join(projectRoot, 'aws-batch-explorer.vsix');

/** Path of a VSIX that is newer than all it is made of: packed anew when it is not. */
export async function builtVsix(): Promise<string> {
  const builtMs = statSync(packagePath, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newestSourceMs() > builtMs) {
    await createVSIX({
      cwd: projectRoot,
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
  }
  return packagePath;
}

function newestSourceMs(): number {
  const files = readdirSync(projectRoot, { withFileTypes: true }).filter((entry) => entry.isFile());
  const below = ['src', 'resources', 'media'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true }),
  );
  return [...files, ...below]
    .filter(({ name }) => !name.endsWith('.vsix'))
    .reduce((newest, { parentPath, name }) => Math.max(newest, statSync(join(parentPath, name)).mtimeMs), 0);
}
