import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { BatchGateway } from '../../../src/aws/batchGateway';
import type { AwsConnection } from '../../../src/aws/clientConfig';
import { type AwsClients, awsClients, closeClients } from '../../../src/aws/clients';
import { LogsGateway } from '../../../src/aws/logsGateway';
import { AppError } from '../../../src/core/errors';
import { type StubServer, jsonError, startStubServer } from '../../support/stubServer';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const { signal } = new AbortController();

describe('aws gateways', () => {
  let stub: StubServer;
  let open: (() => Promise<AwsClients>)[];
  beforeEach(async () => ([stub, open] = [await startStubServer(), []]));
  afterEach(async () => {
    for (const clients of open) closeClients(await clients());
    await stub.close();
  });

  function connect(changes: Partial<AwsConnection> = {}): () => Promise<AwsClients> {
    const clients = awsClients({ region: 'us-east-1', endpoint: stub.endpoint, credentials, ...changes });
    open.push(clients);
    return clients;
  }
  const gateway = (changes?: Partial<AwsConnection>): BatchGateway => new BatchGateway(connect(changes));

  async function failureOf(promise: Promise<unknown>): Promise<AppError> {
    const thrown: unknown = await promise.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    assert.ok(thrown instanceof AppError, `an AppError was expected, not ${String(thrown)}`);
    return thrown;
  }
  const describeFailure = (): Promise<AppError> => failureOf(gateway().describeJobs(['x'], signal));
  const submitFailure = (): Promise<AppError> =>
    failureOf(gateway().submitJob({ jobName: 'j', jobQueue: 'q', jobDefinition: 'd' }, signal));

  describe('tells apart what the service answers', () => {
    const answers: readonly [status: number, code: string, message: string, kind: string][] = [
      [403, 'ExpiredTokenException', 'The security token included in the request is expired', 'expired'],
      [403, 'UnrecognizedClientException', 'The security token included in the request is invalid.', 'signedOut'],
      [403, 'InvalidSignatureException', 'Signature expired', 'signedOut'],
      [403, 'AccessDeniedException', 'not authorized to perform: batch:DescribeJobs', 'denied'],
      [400, 'ClientException', 'arn:aws:batch:…:job-queue/q does not exist', 'notFound'],
      [400, 'ClientException', 'Job name should match valid pattern', 'invalid'],
    ];
    for (const [status, code, message, kind] of answers) {
      it(`${status} ${code}: ${kind}`, async () => {
        stub.answer = jsonError(status, code, message);
        const error = await describeFailure();
        assert.deepEqual([error.kind, error.code, error.requestId], [kind, code, 'request-1']);
        assert.match(error.message, /^Could not describe jobs: /);
        assert.ok(error.message.includes(message));
        assert.equal(error.isAnswerLost, false);
        // The SDK corrects its clock after a refused signature, and tries again.
        if (!code.includes('Signature')) assert.equal(stub.received.length, 1, 'it is not tried again');
      });
    }

    it('unwraps the text of Batch', async () => {
      const wrapped =
        'Error executing request, Exception : Job cannot have more than 20 dependencies, RequestId: 1a-2b';
      stub.answer = jsonError(400, 'ClientException', wrapped);
      assert.equal(
        (await describeFailure()).message,
        'Could not describe jobs: Job cannot have more than 20 dependencies',
      );
    });
  });

  it('tries again when it is throttled, and then says so', async () => {
    stub.answer = jsonError(429, 'TooManyRequestsException', 'Too Many Requests');
    const error = await describeFailure();
    assert.deepEqual([error.kind, stub.received.length], ['throttled', 3]);
  });

  it('never sends SubmitJob twice, and says whether the job may be there', async () => {
    for (const [answer, kind, isAnswerLost] of [
      [jsonError(429, 'TooManyRequestsException', 'Too Many Requests'), 'throttled', false],
      [jsonError(500, 'ServerException', 'oops'), 'server', true],
      [jsonError(501, 'NotImplemented', 'SubmitJob is not there'), 'server', false],
    ] as const) {
      stub.answer = answer;
      const before = stub.received.length;
      const error = await submitFailure();
      assert.deepEqual([error.kind, error.isAnswerLost, stub.received.length - before], [kind, isAnswerLost, 1]);
    }
  });

  it('submits what else is asked for under the names of AWS, and what it knows by its own', async () => {
    stub.answer = (response) => response.end(JSON.stringify({ jobId: 'j1' }));
    const own = { jobName: 'j', jobQueue: 'q', jobDefinition: 'd', arraySize: 3, dependsOnJobIds: ['a'] };
    const otherMembers = {
      timeout: { attemptDurationSeconds: 60 },
      containerOverrides: { command: ['true'], resourceRequirements: [{ type: 'VCPU', value: '2' }] },
    };
    await gateway().submitJob({ ...own, otherMembers }, signal);
    assert.deepEqual(JSON.parse(stub.received[0]?.body ?? ''), {
      ...otherMembers,
      jobName: 'j',
      jobQueue: 'q',
      jobDefinition: 'd',
      arrayProperties: { size: 3 },
      dependsOn: [{ jobId: 'a' }],
    });
  });

  it('takes a connection that is cut for a lost answer, one that is refused not', async () => {
    stub.answer = (response) => response.destroy();
    const cut = await submitFailure();
    assert.deepEqual([cut.kind, cut.code, cut.isAnswerLost], ['network', 'ECONNRESET', true]);
    const closed = await closedPort();
    const refused = await failureOf(
      gateway({ endpoint: `http://127.0.0.1:${closed}` }).submitJob(
        { jobName: 'j', jobQueue: 'q', jobDefinition: 'd' },
        signal,
      ),
    );
    assert.deepEqual([refused.kind, refused.code, refused.isAnswerLost], ['network', 'ECONNREFUSED', false]);
    assert.match(refused.message, new RegExp(`ECONNREFUSED 127\\.0\\.0\\.1:${closed}`));
  });

  it('says when an answer is not one of AWS', async () => {
    stub.answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
    const page = await describeFailure();
    assert.equal(page.kind, 'server');
    assert.match(page.message, /HTTP 200.*not one of AWS.*proxy/);
    stub.answer = (response) => response.end('{}');
    const empty = await submitFailure();
    assert.deepEqual([empty.kind, empty.isAnswerLost], ['server', true]);
    stub.answer = (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"jobs":[');
      setImmediate(() => response.destroy());
    };
    assert.equal((await describeFailure()).kind, 'network');
  });

  it('tells of credentials that cannot be had, before anything is sent', async () => {
    const failing = (name: string, message: string) => () =>
      Promise.reject(Object.assign(new Error(message), { name }));
    for (const [provider, kind] of [
      [failing('CredentialsProviderError', 'Could not load credentials from any providers'), 'signedOut'],
      [failing('CredentialsProviderError', 'The SSO session associated with this profile has expired.'), 'expired'],
    ] as const) {
      const error = await failureOf(gateway({ credentials: provider }).describeJobs(['x'], signal));
      assert.equal(error.kind, kind);
    }
    assert.equal(stub.received.length, 0);
  });

  it('rejects with the reason of the signal', async () => {
    const cancel = new AbortController();
    const reason = new Error('the view was closed');
    stub.answer = () => cancel.abort(reason);
    await assert.rejects(gateway().describeJobs(['x'], cancel.signal), reason);
    await assert.rejects(gateway().describeJobs(['x'], cancel.signal), reason);
    assert.equal(stub.received.length, 1);
  });

  it('describes 100 jobs a call', async () => {
    stub.answer = (response, { body }) => {
      const { jobs } = JSON.parse(body) as { jobs: string[] };
      response.end(JSON.stringify({ jobs: jobs.map((jobId) => ({ jobId })) }));
    };
    const ids = Array.from({ length: 250 }, (_, i) => `j${i}`);
    const jobs = await gateway().describeJobs(ids, signal);
    assert.deepEqual([jobs.map(({ jobId }) => jobId), stub.received.length], [ids, 3]);
    assert.deepEqual(await gateway().describeJobs([], signal), []);
  });

  it('tells which of several jobs were refused, and why', async () => {
    const errors = [
      { job: 'arn:aws:batch:us-east-1:123456789012:job/b', code: 'AccessDenied', message: 'not yours' },
      { job: 'c', code: 'ThrottlingException', message: '' },
    ];
    stub.answer = (response) => response.end(JSON.stringify({ successful: ['a'], errors }));
    const refused = await gateway().terminateJobs(['a', 'b', 'c'], 'enough', signal);
    assert.deepEqual(
      refused.map(({ jobId, error }) => [jobId, error.kind, error.message]),
      [
        ['b', 'denied', 'Could not terminate the job b: not yours'],
        ['c', 'throttled', 'Could not terminate the job c: ThrottlingException'],
      ],
    );
    assert.deepEqual(JSON.parse(stub.received[0]?.body ?? ''), { jobs: ['a', 'b', 'c'], reason: 'enough' });
  });

  it('follows pages, an empty one too, and bears what it does not know', async () => {
    const pages = [
      { jobSummaryList: [], nextToken: 'one' },
      { jobSummaryList: [{ jobId: 'a', status: 'HIBERNATING', novelty: {} }], nextToken: 'two' },
      { jobSummaryList: [{}] },
    ];
    stub.answer = (response) => response.end(JSON.stringify(pages.shift()));
    const seen: string[][] = [];
    for await (const page of gateway().listJobs({ jobQueue: 'q', jobName: 'n*' }, signal)) {
      seen.push(page.map(({ jobId, status }) => `${jobId} ${status}`));
    }
    assert.deepEqual(seen, [[], ['a HIBERNATING'], [' UNKNOWN']]);
    const [first, second] = stub.received.map(({ body }) => JSON.parse(body) as object);
    assert.deepEqual(first, { jobQueue: 'q', filters: [{ name: 'JOB_NAME', values: ['n*'] }] });
    assert.deepEqual(second, { ...first, nextToken: 'one' });
  });

  it('asks for the log from where the token stands, and drops line ends', async () => {
    stub.answer = (response) =>
      response.end(
        JSON.stringify({
          events: [{ timestamp: 1, message: 'a\r\n' }],
          nextForwardToken: 'f/2',
          nextBackwardToken: 'b/1',
        }),
      );
    const logs = new LogsGateway(connect());
    const position = { logGroupName: 'g', logStreamName: 's', from: 'tail', limit: 5 } as const;
    const page = await logs.fetchLogPage(position, signal);
    assert.deepEqual(page, { events: [{ timestamp: 1, message: 'a' }], nextToken: 'f/2', earlierToken: 'b/1' });
    await logs.fetchLogPage({ ...position, token: 'f/2' }, signal);
    await logs.fetchLogPage({ ...position, before: 'b/1' }, signal);
    const asked = stub.received.map(({ body }) => JSON.parse(body) as { startFromHead: boolean; nextToken?: string });
    assert.deepEqual(
      asked.map(({ startFromHead, nextToken }) => [startFromHead, nextToken]),
      [
        [false, undefined],
        [true, 'f/2'],
        [false, 'b/1'],
      ],
    );
    stub.answer = (response) =>
      response.writeHead(400).end('{"__type":"ResourceNotFoundException","message":"The log stream does not exist."}');
    await assert.rejects(logs.fetchLogPage(position, signal), { kind: 'notFound' });
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
