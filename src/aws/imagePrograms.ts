// Builds and pushes images with the Docker or Podman of this machine.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ProgramsPort } from '../app/connectionPorts';
import type { ImageProgram, ImageProgramsPort, RegistryAccess } from '../app/images/imagePorts';
import { AppError } from '../core/errors';

export type ImageProgramsOptions = {
  readonly programs: ProgramsPort;
  /** It runs programs on this machine: not for a workspace that is not trusted. */
  readonly isTrusted: () => boolean;
  /** What the image is built of. */
  readonly dockerfilePath: string;
  readonly workerPath: string;
  readonly env?: NodeJS.ProcessEnv;
};

type OnLine = (line: string) => void;

export class ImagePrograms implements ImageProgramsPort {
  constructor(private readonly options: ImageProgramsOptions) {}

  async find(): Promise<ImageProgram> {
    const { isTrusted, programs } = this.options;
    if (!isTrusted()) {
      throw new AppError('untrusted', 'Images are not built in Restricted Mode: trust this workspace first.');
    }
    for (const name of ['docker', 'podman']) if (await programs.has(name)) return new Program(name, this.options);
    const text =
      'There is no docker and no podman on the PATH to build images with: install Docker (https://docs.docker.com/get-docker) or Podman (https://podman.io), and start VS Code again.';
    throw new AppError('invalid', text);
  }
}

class Program implements ImageProgram {
  constructor(
    readonly name: string,
    private readonly options: ImageProgramsOptions,
  ) {}

  async build(image: string, base: string | undefined, onLine: OnLine, signal: AbortSignal): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'batch-image-'));
    try {
      copyFileSync(this.options.dockerfilePath, join(folder, 'Dockerfile'));
      copyFileSync(this.options.workerPath, join(folder, 'worker.js'));
      const baseWords = base === undefined ? [] : ['--build-arg', `BASE=${base}`];
      // The machines of AWS Batch are x86 unless one asks for others.
      const platform = process.arch === 'x64' ? [] : ['--platform', 'linux/amd64'];
      await this.run(
        'build the image',
        ['build', ...platform, ...baseWords, '--tag', image, folder],
        {},
        onLine,
        signal,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async push(image: string, access: RegistryAccess, onLine: OnLine, signal: AbortSignal): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'batch-login-'));
    try {
      const { words, env } = await this.ownLogin(folder, signal);
      const { user, password, registry } = access;
      const login = ['login', '--username', user, '--password-stdin', ...words, registry];
      // By stdin: parameters of a program can be seen by others.
      await this.run(`sign in to ${registry}`, login, { env, input: password }, () => undefined, signal);
      const digestFile = this.name === 'podman' ? ['--digestfile', join(folder, 'digest')] : [];
      let digest: string | undefined;
      const onPushed: OnLine = (line) => {
        digest = /\b(sha256:[0-9a-f]{64})\b/.exec(/digest:/.test(line) ? line : '')?.[1] ?? digest;
        onLine(line);
      };
      await this.run(`push ${image}`, ['push', ...words, ...digestFile, image], { env }, onPushed, signal);
      const pushed = digest ?? (await this.digestOf(image, signal));
      if (pushed === undefined) throw new AppError('invalid', `Could not tell the digest of ${image} after its push.`);
      return pushed;
    } finally {
      // The token with it.
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** A place for the token that nobody else reads: the user's own sign-ins stay as they are. */
  private async ownLogin(folder: string, signal: AbortSignal) {
    if (this.name === 'podman') return { words: ['--authfile', join(folder, 'auth.json')], env: {} };
    const env: NodeJS.ProcessEnv = { DOCKER_CONFIG: folder };
    const given = this.options.env ?? process.env;
    if (!given.DOCKER_HOST) {
      // The chosen context is told in the configuration that is left aside here.
      let host = '';
      const words = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
      await this.run('find the Docker engine', words, {}, (line) => (host ||= line), signal);
      if (host !== '') env.DOCKER_HOST = host;
    }
    return { words: [], env };
  }

  private async digestOf(image: string, signal: AbortSignal): Promise<string | undefined> {
    let found: string | undefined;
    const words = ['image', 'inspect', '--format', '{{index .RepoDigests 0}}', image];
    await this.run('look at the image', words, {}, (line) => (found = line.split('@')[1]), signal);
    return found;
  }

  private run(
    doing: string,
    words: readonly string[],
    { env = {}, input }: { readonly env?: NodeJS.ProcessEnv; readonly input?: string },
    onLine: OnLine,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const child = spawn(this.name, words, {
        env: { ...(this.options.env ?? process.env), ...env },
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
        signal,
      });
      const last: string[] = [];
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          if (line.trim() === '') return;
          last.push(line.trim());
          if (last.length > 5) last.shift();
          onLine(line.trim());
        });
      }
      // A program that ends early does not read it.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
      child.once('error', (cause) =>
        reject(signal.aborted ? (signal.reason as Error) : failure(doing, [cause.message])),
      );
      child.once('close', (code) => {
        if (code === 0) resolve();
        else reject(signal.aborted ? (signal.reason as Error) : failure(doing, last));
      });
    });
  }
}

/** What helps, by what the programs say. */
const hints: readonly (readonly [RegExp, string])[] = [
  [
    /no space left on device|ENOSPC|disk quota exceeded/i,
    'The disk is full: `docker system prune` frees what nothing uses.',
  ],
  [
    /cannot connect to the docker daemon|is the docker daemon running|connection refused/i,
    'Start Docker, then try again.',
  ],
  [
    /denied|unauthorized|no basic auth|authorization token has expired/i,
    'Check that your credentials may push to this repository.',
  ],
  [/no such host|i\/o timeout|TLS handshake timeout/i, 'Check the network, and a proxy if there is one.'],
];

function failure(doing: string, last: readonly string[]): AppError {
  const said = last.join(' ');
  const hint = hints.find(([pattern]) => pattern.test(said))?.[1];
  return new AppError('invalid', [`Could not ${doing}: ${said}`, hint].filter((part) => part !== undefined).join(' '));
}
