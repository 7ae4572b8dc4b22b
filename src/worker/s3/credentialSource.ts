// Finds credentials where a job has them, and fetches new ones before they expire.
// https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
import { readFileSync } from 'node:fs';
import type { Environment } from '../environment';
import { WorkerFailure } from '../workerFailure';
import { exchange } from './exchange';
import { type Sleep, TransientFailure, withRetries } from './withRetries';
import type { Credentials } from './sign';

export type CredentialSource = () => Promise<Credentials>;

type Expiring = Credentials & { readonly expiresAtMs: number };
/** Makes one request and gives the text of the answer. */
type Ask = (method: string, url: string, headers: Record<string, string>) => Promise<string>;

/** A request that is signed now must still be good when it arrives, minutes later with a large body. */
const renewBeforeMs = 5 * 60_000;
/** The endpoints are on this machine or its host: a longer silence means that there is none. */
const timeoutMs = 2_000;

/** What the returned function throws is a WorkerFailure that says why there are none. */
export function credentialSource(environment: Environment, wait: Sleep): CredentialSource {
  let current: Expiring | undefined;
  let renewal: Promise<Expiring> | undefined;
  return async () => {
    if (current !== undefined && current.expiresAtMs - Date.now() > renewBeforeMs) return current;
    renewal ??= fetchCredentials(environment, asker(wait)).finally(() => (renewal = undefined));
    try {
      current = await renewal;
    } catch (cause) {
      // The old ones may do until the endpoint is well again.
      if (current === undefined || current.expiresAtMs < Date.now()) throw cause;
    }
    return current;
  };
}

async function fetchCredentials(environment: Environment, ask: Ask): Promise<Expiring> {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative,
    AWS_CONTAINER_CREDENTIALS_FULL_URI: full,
  } = environment;
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, sessionToken, expiresAtMs: Infinity };
  const container = relative ? `http://169.254.170.2${relative}` : full;
  return parse(await (container ? askContainer(environment, ask, container) : askInstance(environment, ask)));
}

function askContainer(environment: Environment, ask: Ask, url: string): Promise<string> {
  const file = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  // The file's content changes in the life of a job.
  const authorization = file ? readFileSync(file, 'utf8').trim() : environment.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  return ask('GET', url, authorization ? { authorization } : {});
}

/** Of the EC2 instance's role, by version 2 of the instance metadata service. */
async function askInstance(environment: Environment, ask: Ask): Promise<string> {
  const base = `${environment.AWS_EC2_METADATA_SERVICE_ENDPOINT || 'http://169.254.169.254'}/latest/`;
  const token = await ask('PUT', `${base}api/token`, { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' });
  const headers = { 'x-aws-ec2-metadata-token': token };
  const roles = `${base}meta-data/iam/security-credentials/`;
  return ask('GET', roles + (await ask('GET', roles, headers)).trim(), headers);
}

function asker(wait: Sleep): Ask {
  return (method, address, headers) =>
    withRetries(wait, async () => {
      const url = new URL(address);
      const path = url.pathname + url.search;
      const answer = await exchange({ method, url, path, headers, timeoutMs }).catch(String);
      if (typeof answer === 'string') throw new TransientFailure(noCredentials(`${address}: ${answer}`));
      const { status } = answer;
      if (status === 200 && answer.isComplete) return answer.body.toString();
      const Failure = status > 200 && status < 429 ? WorkerFailure : TransientFailure;
      throw new Failure(noCredentials(`${address}: ${status}`));
    });
}

function parse(text: string): Expiring {
  // An instance without a role answers with a page, not with JSON.
  const answer = (text.startsWith('{') ? JSON.parse(text) : {}) as {
    readonly [name in 'AccessKeyId' | 'SecretAccessKey' | 'Token' | 'Expiration']?: string;
  };
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken, Expiration: end } = answer;
  if (!accessKeyId || !secretAccessKey) throw new WorkerFailure(noCredentials('an answer without any'));
  return { accessKeyId, secretAccessKey, sessionToken, expiresAtMs: end ? Date.parse(end) : Infinity };
}

function noCredentials(why: string): string {
  return `No AWS credentials: give the job definition a job role (${why})`;
}
