// Where a container engine may answer that speaks Docker's API: Docker itself, Docker Desktop, Podman, Colima and others.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `socketPath`: a Unix socket, or a named pipe of Windows. */
export type DockerAddress = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** What decides it, so that tests can say it. */
export type DockerSurroundings = {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Undefined where there is none. */
  readonly readText: (path: string) => string | undefined;
};

export const thisMachine: DockerSurroundings = {
  env: process.env,
  platform: process.platform,
  home: homedir(),
  readText: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      // It is one of several places to look at.
      return undefined;
    }
  },
};

/** In the order in which they are tried. What the user has chosen is the only one then. @throws Error for an address that cannot be used. */
export function dockerAddresses(around: DockerSurroundings): readonly DockerAddress[] {
  const { env, platform, home } = around;
  if (env.DOCKER_HOST) return [addressOf(env.DOCKER_HOST, 'DOCKER_HOST')];
  const chosen = contextHost(around);
  if (chosen !== undefined) return [addressOf(chosen.host, `the Docker context "${chosen.name}"`)];
  const paths =
    platform === 'win32'
      ? ['//./pipe/docker_engine', '//./pipe/podman-machine-default']
      : [
          '/var/run/docker.sock',
          join(home, '.docker/run/docker.sock'),
          // Without root: Docker's and Podman's.
          ...(env.XDG_RUNTIME_DIR
            ? [join(env.XDG_RUNTIME_DIR, 'docker.sock'), join(env.XDG_RUNTIME_DIR, 'podman/podman.sock')]
            : []),
          '/run/podman/podman.sock',
        ];
  return paths.map((socketPath) => ({ socketPath }));
}

function addressOf(text: string, source: string): DockerAddress {
  const [, scheme = '', rest = ''] = /^(\w+):\/\/(.*)$/.exec(text) ?? [];
  if ((scheme === 'unix' || scheme === 'npipe') && rest !== '') return { socketPath: rest };
  if (scheme === 'tcp' || scheme === 'http') {
    const { hostname, port } = new URL(`http://${rest}`);
    return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 2375) };
  }
  throw new Error(
    `${source} is "${text}"; the local engine reaches unix://, npipe:// and tcp:// without TLS. Forward it to a local socket, with ssh -L for instance.`,
  );
}

/** What `docker context use` has chosen. */
function contextHost(around: DockerSurroundings): { name: string; host: string } | undefined {
  const { env, readText } = around;
  const name = env.DOCKER_CONTEXT ?? textIn(readText(configPath(around)), 'currentContext');
  if (name === undefined || name === '' || name === 'default') return undefined;
  const id = createHash('sha256').update(name).digest('hex');
  const host = textIn(
    readText(join(configFolder(around), 'contexts/meta', id, 'meta.json')),
    'Endpoints',
    'docker',
    'Host',
  );
  return host === undefined ? undefined : { name, host };
}

/** The configuration of the docker command. */
export function configPath(around: DockerSurroundings): string {
  return join(configFolder(around), 'config.json');
}

function configFolder({ env, home }: DockerSurroundings): string {
  return env.DOCKER_CONFIG ?? join(home, '.docker');
}

function textIn(json: string | undefined, ...path: readonly string[]): string | undefined {
  let value: unknown = parsedObject(json);
  for (const member of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[member] : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}

/** The members of a JSON object. The docker command would complain of anything else; here it is as if nothing were said. */
export function parsedObject(json = ''): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export function addressText(address: DockerAddress): string {
  return 'socketPath' in address ? address.socketPath : `${address.host}:${address.port}`;
}
