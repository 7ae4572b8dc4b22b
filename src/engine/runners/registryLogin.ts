// The credentials that Docker's own configuration holds for a registry: stored by "docker login", or told by a program.
// https://docs.docker.com/reference/cli/docker/login/#credential-stores
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { type DockerSurroundings, configPath, parsedObject } from './dockerHost';

export type RegistryLogin = {
  /** As images name it: `docker.io`, `123456789012.dkr.ecr.us-east-1.amazonaws.com` */
  readonly registry: string;
  /** Secret. For Docker's header `X-Registry-Auth`; undefined where there are no credentials. */
  readonly header: string | undefined;
  /** Why there are none, if it is not that nobody has signed in. */
  readonly trouble: string | undefined;
};

const dockerHub = 'docker.io';
/** What "docker login" without a name signs in to. */
const dockerHubKey = 'https://index.docker.io/v1/';
/** A helper may itself ask a service for a token. */
const helperMs = 20_000;

export async function registryLogin(image: string, around: DockerSurroundings): Promise<RegistryLogin> {
  const registry = registryOf(image);
  const key = registry === dockerHub ? dockerHubKey : registry;
  const config = parsedObject(around.readText(configPath(around)));
  const helper = objectIn(config.credHelpers)[key] ?? config.credsStore;
  let trouble: string | undefined;
  if (typeof helper === 'string' && helper !== '') {
    try {
      const credentials = await askHelper(helper, key, around.env);
      if (credentials !== undefined) return { registry, header: headerOf(credentials, key), trouble };
    } catch (cause) {
      trouble = cause instanceof Error ? cause.message : String(cause);
    }
  }
  const stored = storedCredentials(objectIn(config.auths), registry, key);
  return { registry, header: stored && headerOf(stored, key), trouble };
}

/** https://github.com/distribution/reference: the first part is a host only if it looks like one. */
function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  return isHost && first !== 'index.docker.io' ? first : dockerHub;
}

type Credentials = { readonly username?: string; readonly password?: string; readonly identitytoken?: string };

/** Docker wants base64 for URLs, with its padding. */
function headerOf(credentials: Credentials, serveraddress: string): string {
  const json = JSON.stringify({ ...credentials, serveraddress });
  return Buffer.from(json).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

function storedCredentials(auths: Members, registry: string, key: string): Credentials | undefined {
  // Older programs have written addresses: `https://host/v1/`.
  const name = Object.keys(auths).find((one) => one === key || hostOf(one) === registry);
  const { auth, username, password, identitytoken } = objectIn(name === undefined ? undefined : auths[name]);
  if (typeof identitytoken === 'string' && identitytoken !== '') return { identitytoken };
  if (typeof auth === 'string' && auth !== '') {
    const [, user, secret] = /^([^:]*):(.*?)\0*$/s.exec(Buffer.from(auth, 'base64').toString('utf8')) ?? [];
    return user === undefined ? undefined : { username: user, password: secret };
  }
  return typeof username === 'string' && typeof password === 'string' ? { username, password } : undefined;
}

function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

/**
 * https://github.com/docker/docker-credential-helpers: the server on stdin, JSON on stdout.
 * @returns undefined when it knows none. @throws Error without anything that the program has printed on success
 */
async function askHelper(name: string, server: string, env: NodeJS.ProcessEnv): Promise<Credentials | undefined> {
  const program = `docker-credential-${name}`;
  if (!/^[\w.-]+$/.test(name)) throw new Error(`"${name}" in Docker's configuration is no name of a credential helper`);
  const child = spawn(program, ['get'], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: helperMs,
    windowsHide: true,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', ({ message }) => reject(new Error(`${program} could not be run: ${message}`)));
  });
  // A program that does not read what it is asked says why in its end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(server);
  const [exitCode, output] = await Promise.all([ended, text(child.stdout)]);
  if (exitCode === 0) {
    const { Username: username, Secret: secret } = parsedObject(output);
    if (typeof username !== 'string' || typeof secret !== 'string') throw new Error(`${program} gave no credentials`);
    return username === '<token>' ? { identitytoken: secret } : { username, password: secret };
  }
  if (/credentials not found/i.test(output)) return undefined;
  if (exitCode === null) throw new Error(`${program} gave no answer within ${helperMs / 1000} s`);
  throw new Error(`${program} failed: ${output.trim().split('\n', 1)[0]?.slice(0, 100) ?? ''}`);
}

type Members = Readonly<Record<string, unknown>>;

function objectIn(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
