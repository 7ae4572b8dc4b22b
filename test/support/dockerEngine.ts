// A Docker engine of a test's own: a daemon on a private socket with its data in a temporary folder. Needs root.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type DockerSurroundings, thisMachine } from '../../src/engine/runners/dockerHost';
import { until } from './until';

const run = promisify(execFile);

export class DockerEngine {
  private process: ChildProcess | undefined;
  private output = '';

  private constructor(readonly folder: string) {}

  static async start(): Promise<DockerEngine> {
    const engine = new DockerEngine(mkdtempSync(join(tmpdir(), 'docker-')));
    await engine.startAgain();
    return engine;
  }

  /** For programs: `DOCKER_HOST`. */
  get host(): string {
    return `unix://${join(this.folder, 'docker.sock')}`;
  }

  /** Where its user's config.json would be, and programs that it names. */
  get configFolder(): string {
    return join(this.folder, 'config');
  }

  /** For an engine of AWS Batch in this process. */
  get surroundings(): DockerSurroundings {
    const { PATH = '' } = process.env;
    const env = { DOCKER_HOST: this.host, DOCKER_CONFIG: this.configFolder, PATH: `${this.configFolder}:${PATH}` };
    return { ...thisMachine, env, home: this.folder };
  }

  async startAgain(): Promise<void> {
    const at = (name: string): string => join(this.folder, name);
    const place = [`--data-root=${at('data')}`, `--exec-root=${at('exec')}`, `--pidfile=${at('pid')}`];
    // No network of its own, and no file system that a container inside a container could not have.
    const plain = ['--iptables=false', '--bridge=none', '--storage-driver=vfs', '--shutdown-timeout=1'];
    const child = spawn('dockerd', [...plain, ...place, '-H', this.host], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (this.output += String(text)));
    this.process = child;
    await until(30_000, 'the Docker engine answers', async () => {
      if (child.exitCode !== null) throw new Error(`dockerd has ended: ${this.output.slice(-2000)}`);
      return this.docker('version').then(
        () => true,
        () => false,
      );
    });
  }

  /** As when the machine's service is stopped: containers end with it. */
  async stop(): Promise<void> {
    const { process } = this;
    if (process === undefined || process.exitCode !== null) return;
    process.kill('SIGTERM');
    await once(process, 'exit');
  }

  async remove(): Promise<void> {
    await this.stop();
    await run('umount', [join(this.folder, 'exec/netns/default')]).catch(() => undefined);
    // What a container had mounted is gone a moment after it.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  /** @returns what the docker command prints. */
  async docker(...words: readonly string[]): Promise<string> {
    const env = { ...process.env, DOCKER_HOST: this.host, DOCKER_BUILDKIT: '0' };
    return (await run('docker', words, { env, maxBuffer: 1e8 })).stdout.trim();
  }

  /** Names of all containers, those that have ended too. */
  async containers(): Promise<readonly string[]> {
    const names = await this.docker('ps', '--all', '--format', '{{.Names}} {{.Status}}');
    return names === '' ? [] : names.split('\n');
  }

  /** Builds an image from files of this machine: path in the image → path here; nothing has to be pulled. */
  async build(image: string, files: Readonly<Record<string, string>>, dockerfile: readonly string[]): Promise<void> {
    const context = mkdtempSync(join(this.folder, 'build-'));
    for (const [to, from] of Object.entries(files)) {
      mkdirSync(dirname(join(context, 'root', to)), { recursive: true });
      copyFileSync(realpathSync(from), join(context, 'root', to));
    }
    writeFileSync(join(context, 'Dockerfile'), `${['FROM scratch', 'COPY root /', ...dockerfile].join('\n')}\n`);
    await this.docker('build', '--quiet', '--tag', image, context);
    rmSync(context, { recursive: true });
  }
}

/** A shell with the usual commands, in a megabyte. */
export function shellFiles(): Readonly<Record<string, string>> {
  return { '/bin/busybox': which('busybox') };
}

export const installShell = 'RUN ["/bin/busybox", "--install", "-s", "/bin"]';

/** Node as it is installed here, with the libraries that it loads. */
export function nodeFiles(): Readonly<Record<string, string>> {
  const libraries = execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  const pairs = libraries.map((path): [string, string] => [path, path]);
  return Object.fromEntries<string>([['/usr/local/bin/node', process.execPath], ...pairs]);
}

export function which(program: string): string {
  return execFileSync('which', [program], { encoding: 'utf8' }).trim();
}
