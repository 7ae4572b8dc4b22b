// A registry of images on loopback, Debian's docker-registry: that anybody may push to, or with a password.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './freePort';
import { until } from './until';

/** Of the user "me", as `htpasswd -B` writes it. */
const hashes: Readonly<Record<string, string>> = {
  'open-sesame': '$2b$04$Oh49l2wkPQzVz10CUC7lv.GdMK9xE8qlnnu4EFheM.8aZdFpwWHn6',
};

export class LocalRegistry {
  private constructor(
    readonly host: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(password?: keyof typeof hashes): Promise<LocalRegistry> {
    const folder = mkdtempSync(join(tmpdir(), 'registry-'));
    const host = `127.0.0.1:${await freePort()}`;
    const lines = [
      'version: 0.1',
      `storage: { filesystem: { rootdirectory: ${folder}/data } }`,
      `http: { addr: "${host}" }`,
      ...(password === undefined ? [] : [`auth: { htpasswd: { realm: test, path: ${folder}/passwords } }`]),
    ];
    if (password !== undefined) writeFileSync(join(folder, 'passwords'), `me:${hashes[password]}\n`);
    writeFileSync(join(folder, 'config.yml'), `${lines.join('\n')}\n`);
    const child = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
    await until(20_000, 'the registry answers', () =>
      fetch(`http://${host}/v2/`).then(
        ({ status }) => status === (password === undefined ? 200 : 401),
        () => false,
      ),
    );
    return new LocalRegistry(host, child, folder);
  }

  async stop(): Promise<void> {
    this.process.kill();
    await once(this.process, 'exit');
    rmSync(this.folder, { recursive: true });
  }
}
