// Tells whether a program is on the PATH, as a shell would look for it.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ProgramsPort } from '../app/connectionPorts';

export class Programs implements ProgramsPort {
  constructor(private readonly env: NodeJS.ProcessEnv = process.env) {}

  async has(program: string): Promise<boolean> {
    const { PATH = '', PATHEXT = '.COM;.EXE;.BAT;.CMD' } = this.env;
    const endings = process.platform === 'win32' ? PATHEXT.split(';') : [''];
    const candidates = PATH.split(delimiter)
      .filter((folder) => folder !== '')
      .flatMap((folder) => endings.map((ending) => join(folder, program + ending)));
    for (const candidate of candidates) if (await isProgram(candidate)) return true;
    return false;
  }
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    // Not there, or not for this user: the answer, not a fault.
    return false;
  }
}
