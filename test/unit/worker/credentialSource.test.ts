import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialSource } from '../../../src/worker/s3/credentialSource';

type Answer = { readonly status?: number; readonly body: string };

describe('the credentials of the worker', () => {
  let server: Server;
  let base: string;
  let requests: IncomingMessage[];
  let answer: (request: IncomingMessage) => Answer;
  beforeEach(async () => {
    requests = [];
    server = createServer((request, response) => {
      requests.push(request);
      const { status = 200, body } = answer(request);
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const source = (environment: Record<string, string>) => credentialSource(environment, () => Promise.resolve());
  const role = (accessKeyId: string, leftMs: number): string =>
    JSON.stringify({
      AccessKeyId: accessKeyId,
      SecretAccessKey: 'secret',
      Token: 'token',
      Expiration: new Date(Date.now() + leftMs).toISOString(),
    });
  const hour = 3_600_000;

  it('come from the environment first', async () => {
    const environment = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };
    const found = await source({ ...environment, AWS_CONTAINER_CREDENTIALS_FULL_URI: base })();
    assert.deepEqual([found.accessKeyId, found.secretAccessKey, found.sessionToken], ['id', 'secret', 'token']);
    assert.equal(requests.length, 0);
  });

  it("come from the container's endpoint, with the token of the file as it is now, and are kept while they are good", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'worker-token-'));
    try {
      const file = join(folder, 'token');
      writeFileSync(file, 'first\n');
      let left = 4 * 60_000;
      answer = ({ headers }) => ({ body: role(headers.authorization ?? '', left) });
      const get = source({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${base}/creds?x=1`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'unused',
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
      });
      assert.deepEqual(
        (await Promise.all([get(), get()])).map(({ accessKeyId }) => accessKeyId),
        ['first', 'first'],
      );
      assert.equal(requests.length, 1, 'asked once for both');
      assert.equal(requests[0]?.url, '/creds?x=1');
      writeFileSync(file, 'second\n');
      left = hour;
      assert.equal((await get()).accessKeyId, 'second', 'renewed before they expire');
      assert.equal((await get()).accessKeyId, 'second');
      assert.equal(requests.length, 2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('are used on while they are good when new ones cannot be had', async () => {
    answer = () => (requests.length === 1 ? { body: role('old', 60_000) } : { status: 500, body: '' });
    const get = source({ AWS_CONTAINER_CREDENTIALS_FULL_URI: base });
    assert.equal((await get()).accessKeyId, 'old');
    assert.equal((await get()).accessKeyId, 'old');
    assert.equal(requests.length, 5, 'four tries');
  });

  it("come from the instance's role, by version 2 of its metadata service", async () => {
    answer = ({ method, url, headers }) => {
      if (method === 'PUT' && url === '/latest/api/token') return { body: 'session' };
      if (headers['x-aws-ec2-metadata-token'] !== 'session') return { status: 401, body: '' };
      const roles = '/latest/meta-data/iam/security-credentials/';
      if (url === roles) return { body: 'my-role\n' };
      return url === `${roles}my-role` ? { body: role('instance', hour) } : { status: 404, body: '' };
    };
    assert.equal((await source({ AWS_EC2_METADATA_SERVICE_ENDPOINT: base })()).accessKeyId, 'instance');
  });

  it('are missed with a clear message', async () => {
    answer = () => ({ status: 404, body: 'no role' });
    await assert.rejects(
      source({ AWS_EC2_METADATA_SERVICE_ENDPOINT: base })(),
      new RegExp(`No AWS credentials: give the job definition a job role \\(${base}/latest/api/token: 404\\)`),
    );
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(
      source({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${base}/creds` })(),
      /No AWS credentials: .*ECONNREFUSED.*\(4 tries\)/,
    );
  });
});
