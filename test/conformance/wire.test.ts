import assert from 'node:assert/strict';
import { request } from 'node:http';
import { BatchClient, DescribeJobQueuesCommand, ListServiceJobsCommand } from '@aws-sdk/client-batch';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { type Request, sign } from 'aws4';
import { type TestEngine, clientsOf, startTestEngine } from '../support/testEngine';

type Answer = { readonly status: number; readonly type: string; readonly body: string };

// What only a local engine has to refuse: no counterpart on AWS.
describe('wire', () => {
  let engine: TestEngine;
  before(async () => {
    engine = await startTestEngine();
  });
  after(() => engine.close());

  function send(options: Request, body = ''): Promise<Answer> {
    const { hostname, port } = new URL(engine.engine.ready.endpoint);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          method: options.method,
          path: options.path,
          headers: options.headers as Record<string, string>,
          hostname,
          port,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type: String(response.headers['x-amzn-errortype'] ?? ''),
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** A request to Batch as aws4 signs it; `edit` changes it afterwards. */
  function signed(body = '{}', rest: Request = {}): Request {
    const { accessKeyId, secretAccessKey, endpoint } = engine.engine.ready;
    const headers = { Host: new URL(endpoint).host, 'Content-Type': 'application/json', ...rest.headers };
    return sign(
      { service: 'batch', region: 'us-east-1', method: 'POST', path: '/v1/describejobqueues', body, ...rest, headers },
      { accessKeyId, secretAccessKey },
    );
  }

  it('answers a signed request of another signer than the SDK', async () => {
    const answer = await send(signed(), '{}');
    assert.equal(answer.status, 200);
    assert.match(answer.body, /"jobQueueName":"local"/);
  });

  it('refuses a request without a signature, in the form of the service', async () => {
    const batch = await send({ method: 'POST', path: '/v1/describejobqueues', headers: { Host: '127.0.0.1' } }, '{}');
    assert.deepEqual([batch.status, batch.type], [403, 'MissingAuthenticationTokenException']);
    const s3 = await send({ method: 'GET', path: '/', headers: { Host: '127.0.0.1' } });
    assert.equal(s3.status, 403);
    assert.match(s3.body, /<Code>AccessDenied<\/Code>/);
    const target = { 'X-Amz-Target': 'Logs_20140328.DescribeLogGroups', Host: '127.0.0.1' };
    const logs = await send({ method: 'POST', path: '/', headers: target }, '{}');
    assert.deepEqual(
      [logs.status, (JSON.parse(logs.body) as { __type: string }).__type],
      [403, 'MissingAuthenticationTokenException'],
    );
  });

  it('refuses another body, path, key and time than the ones that were signed', async () => {
    const anotherBody = await send(signed('{}'), '[]');
    assert.deepEqual([anotherBody.status, anotherBody.type], [403, 'InvalidSignatureException']);
    const anotherPath = await send({ ...signed(), path: '/v1/describejobdefinitions' }, '{}');
    assert.deepEqual([anotherPath.status, anotherPath.type], [403, 'InvalidSignatureException']);
    for (const minutes of [-6, 6]) {
      const when = new Date(Date.now() + minutes * 60_000).toISOString().replace(/[-:]|\.\d+/g, '');
      const stale = await send(signed('{}', { headers: { 'X-Amz-Date': when } }), '{}');
      assert.deepEqual([stale.status, stale.type], [403, 'InvalidSignatureException'], when);
    }
    const stranger = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'foreign' };
    const foreign = new BatchClient({
      endpoint: engine.engine.ready.endpoint,
      region: 'us-east-1',
      credentials: stranger,
    });
    await assert.rejects(foreign.send(new DescribeJobQueuesCommand({})), { name: 'UnrecognizedClientException' });
    const wrongSecret = { accessKeyId: engine.engine.ready.accessKeyId, secretAccessKey: 'guess' };
    const guessing = new BatchClient({
      endpoint: engine.engine.ready.endpoint,
      region: 'us-east-1',
      credentials: wrongSecret,
    });
    await assert.rejects(guessing.send(new DescribeJobQueuesCommand({})), { name: 'InvalidSignatureException' });
  });

  it('refuses what a web page could send', async () => {
    const rebound = await send(signed('{}', { headers: { Host: 'evil.example' } }), '{}');
    assert.equal(rebound.status, 403);
    const origin = signed();
    const crossSite = await send({ ...origin, headers: { ...origin.headers, Origin: 'https://evil.example' } }, '{}');
    assert.equal(crossSite.status, 403);
  });

  it('says of an upload by form that there is none, not that its signature is missing', async () => {
    const headers = { Host: '127.0.0.1', 'Content-Type': 'multipart/form-data; boundary=x' };
    const form = '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\ninbox/a\r\n--x--\r\n';
    const { status, body } = await send({ method: 'POST', path: '/pipeline', headers }, form);
    assert.equal(status, 501);
    assert.match(body, /<Code>NotImplemented<\/Code>.*POST Object.*presigned URL/);
  });

  it('refuses a body without bound', async () => {
    const body = JSON.stringify({ nextToken: 'x'.repeat(2 * 1024 * 1024) });
    const answer = await send(signed(body), body);
    assert.equal(answer.status, 413);
  });

  it('refuses what is not JSON or not of the right type, and names it', async () => {
    const nonsense = await send(signed('{"a":'), '{"a":');
    assert.deepEqual([nonsense.status, nonsense.type], [400, 'SerializationException']);
    const body = '{"jobQueues":"local"}';
    const wrongType = await send(signed(body), body);
    assert.deepEqual([wrongType.status, wrongType.type], [400, 'ClientException']);
    assert.match(wrongType.body, /jobQueues must be a list/);
  });

  it('names an operation or a service that it does not have', async () => {
    await assert.rejects(engine.batch.send(new ListServiceJobsCommand({})), /does not implement ListServiceJobs/);
    const unknown = signed('{}', { path: '/v1/nosuchthing' });
    assert.equal((await send(unknown, '{}')).status, 404);
    const ec2 = signed('{}', { service: 'ec2' });
    const answer = await send(ec2, '{}');
    assert.equal(answer.status, 501);
    assert.match(answer.body, /does not serve &quot;ec2&quot;|does not serve "ec2"/);
  });

  it('keeps the state of each region apart, and takes the region from the signature', async () => {
    const there = clientsOf(engine.engine, 'eu-west-1');
    const { jobQueues } = await there.batch.send(new DescribeJobQueuesCommand({}));
    assert.deepEqual(jobQueues, []);
    const here = await engine.batch.send(new DescribeJobQueuesCommand({}));
    assert.match(here.jobQueues?.[0]?.jobQueueArn ?? '', /^arn:aws:batch:us-east-1:/);
    for (const client of Object.values(there)) client.destroy();
  });

  it('takes no region that could be a path', async () => {
    const answer = await send(signed('{}', { region: '..' }), '{}');
    assert.equal(answer.status, 403);
  });

  it('has on its first start what a beginner needs', async () => {
    const { Buckets = [] } = await engine.s3.send(new ListBucketsCommand({}));
    assert.deepEqual(
      Buckets.map(({ Name }) => Name),
      ['pipeline'],
    );
  });
});
