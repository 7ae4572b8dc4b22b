// What Docker and Podman are asked for, what they are not told, and what is said when they fail. The program is a script.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ImagePrograms } from '../../../src/aws/imagePrograms';
import { Programs } from '../../../src/aws/programs';
import { AppError } from '../../../src/core/errors';

const { signal } = new AbortController();
const access = { registry: 'registry.test', user: 'AWS', password: 'secret-token' };
const digest = `sha256:${'a'.repeat(64)}`;

describe('image programs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'image-programs-'));
    for (const name of ['Dockerfile', 'worker.js']) writeFileSync(join(folder, name), name);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Each call writes its words into `calls`. */
  async function program(name: string, script: string) {
    const log = `printf '%s\\n' "$*" >> "${folder}/calls"; printf '%s\\n' "$DOCKER_CONFIG" > "${folder}/config"`;
    writeFileSync(join(folder, name), `#!/bin/sh\n${log}\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
    return find();
  }

  function find(isTrusted = true) {
    const env = { PATH: [folder, '/usr/bin', '/bin'].join(delimiter), DOCKER_HOST: 'unix:///x.sock' };
    const programs = new Programs({ PATH: folder });
    const [dockerfilePath, workerPath] = [join(folder, 'Dockerfile'), join(folder, 'worker.js')];
    return new ImagePrograms({ programs, isTrusted: () => isTrusted, dockerfilePath, workerPath, env }).find();
  }

  async function failureOf(run: Promise<unknown>): Promise<string> {
    const cause: unknown = await run.then(
      () => assert.fail('it did not fail'),
      (error: unknown) => error,
    );
    assert.ok(cause instanceof AppError);
    return cause.message;
  }

  it('are told by name when none is there, and not run in Restricted Mode', async () => {
    assert.match(await failureOf(find()), /no docker and no podman on the PATH .* install Docker/);
    await assert.rejects(find(false), (cause) => cause instanceof AppError && cause.kind === 'untrusted');
  });

  it('build from a folder with nothing else in it', async () => {
    const docker = await program('docker', `for last; do :; done; ls "$last"`);
    const lines: string[] = [];
    await docker.build('worker:1', 'base:1', (line) => lines.push(line), signal);
    assert.deepEqual(lines, ['Dockerfile', 'worker.js']);
    const [, built = ''] = /--build-arg BASE=base:1 --tag worker:1 (\S+)/.exec(calls()) ?? [];
    assert.ok(built !== '' && !existsSync(built));
  });

  it('sign in with the token on stdin, keep nothing of it, and tell the digest', async () => {
    const script = `case "$1" in login) cat > "${folder}/stdin" ;; push) echo "1: digest: ${digest} size: 7" ;; esac`;
    const docker = await program('docker', script);
    assert.equal(await docker.push('registry.test/worker:1', access, () => undefined, signal), digest);
    assert.equal(readFileSync(join(folder, 'stdin'), 'utf8'), 'secret-token');
    assert.ok(!calls().includes('secret-token'));
    const config = readFileSync(join(folder, 'config'), 'utf8').trim();
    assert.ok(config !== '' && !existsSync(config));
  });

  it('say what helps: a full disk, an engine that does not run, no right to push', async () => {
    const cases: [string, RegExp][] = [
      ['write /x: no space left on device', /^Could not build the image: .*no space left.* The disk is full: /],
      ['Cannot connect to the Docker daemon at unix:///x.sock.', / Start Docker, then try again\.$/],
    ];
    for (const [said, expected] of cases) {
      const docker = await program('docker', `echo "${said}" >&2; exit 1`);
      assert.match(await failureOf(docker.build('worker:1', undefined, () => undefined, signal)), expected);
    }
    const docker = await program('docker', 'if [ "$1" = push ]; then echo "denied: not authorized"; exit 1; fi');
    const pushed = docker.push('registry.test/worker:1', access, () => undefined, signal);
    assert.match(await failureOf(pushed), /^Could not push registry\.test\/worker:1: denied: .* may push to this/);
  });

  it('end when they are cancelled', async () => {
    const docker = await program('docker', 'echo started; exec sleep 100');
    const cancel = new AbortController();
    const built = docker.build('worker:1', undefined, () => cancel.abort(new Error('enough')), cancel.signal);
    await assert.rejects(built, /enough/);
  });

  function calls(): string {
    return readFileSync(join(folder, 'calls'), 'utf8');
  }
});
