// moto_server, an AWS Batch that nobody here wrote: https://docs.getmoto.org/en/latest/docs/server_mode.html
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort';

export type ServerAddress = {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

export type MotoServer = {
  readonly address: ServerAddress;
  readonly pid: number;
  stop(): Promise<void>;
};

const startDeadlineMs = 60_000;
const lookEveryMs = 200;
export const serviceRole = 'arn:aws:iam::123456789012:role/service';

/** Undefined when it is not installed. */
export async function startMotoServer(): Promise<MotoServer | undefined> {
  const port = await freePort();
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  let failure: NodeJS.ErrnoException | undefined;
  child.on('error', (cause) => (failure = cause));
  const endpoint = `http://127.0.0.1:${port}`;
  const exited = once(child, 'exit');
  const endMs = Date.now() + startDeadlineMs;
  while (!(await isAnswering(endpoint))) {
    if (failure?.code === 'ENOENT') return undefined;
    if (failure !== undefined) throw failure;
    if (child.exitCode !== null || Date.now() > endMs) throw new Error('moto_server did not start.');
    await sleep(lookEveryMs);
  }
  // Its jobs want Docker unless told otherwise: these end at once, without running.
  await post(`${endpoint}/moto-api/config`, JSON.stringify({ batch: { use_docker: false } }));
  await createRole(endpoint);
  return {
    address: { endpoint, region: 'us-east-1', accessKeyId: 'moto', secretAccessKey: 'moto' },
    pid: child.pid ?? 0,
    async stop() {
      child.kill();
      await exited;
    },
  };
}

async function isAnswering(endpoint: string): Promise<boolean> {
  try {
    await (await fetch(`${endpoint}/moto-api/data.json`)).arrayBuffer();
    return true;
  } catch {
    // It does not listen yet.
    return false;
  }
}

/** It wants a role that exists before it makes a compute environment. */
async function createRole(endpoint: string): Promise<void> {
  const scope = 'moto/20260101/us-east-1/iam/aws4_request';
  const body = new URLSearchParams({
    Action: 'CreateRole',
    Version: '2010-05-08',
    RoleName: serviceRole.split('/')[1] ?? '',
    AssumeRolePolicyDocument: '{}',
  });
  await post(endpoint, body, {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
  });
}

async function post(url: string, body: string | URLSearchParams, headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body, headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`moto_server answered ${answer.status}: ${text}`);
}
