import assert from 'node:assert/strict';
import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import type { StoredObject } from '../../../src/app/ports';
import { type AwsClients, awsClients, closeClients } from '../../../src/aws/clients';
import { StorageGateway } from '../../../src/aws/storageGateway';
import { AppError } from '../../../src/core/errors';
import { type StubServer, startStubServer } from '../../support/stubServer';
import { type TestEngine, startTestEngine } from '../../support/testEngine';

const mebibyte = 1024 * 1024;
const bucket = 'pipeline';
const { signal } = new AbortController();

/** Bytes of which no two stretches are alike, so that parts in a wrong order show. */
function bytesOf(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i + 4 <= length; i += 4) bytes.writeUInt32LE((i * 2654435761) >>> 0, i);
  return bytes;
}

/** Pieces of an odd size, as a file stream would give them. */
function* piecesOf(bytes: Buffer, size = 1_000_003): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function forEach(chunks: AsyncIterable<Uint8Array>, action: (chunk: Uint8Array) => void): Promise<void> {
  for await (const chunk of chunks) action(chunk);
}

async function read(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  await forEach(chunks, (chunk) => all.push(chunk));
  return Buffer.concat(all);
}

describe('StorageGateway on an engine', () => {
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let storage: StorageGateway;
  before(async () => {
    target = await startTestEngine();
    const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
    clients = awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    storage = new StorageGateway(clients);
  });
  after(async () => {
    closeClients(await clients());
    await target.close();
  });

  const uploadsLeft = async (): Promise<number> => {
    const { Uploads } = await target.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    return Uploads?.length ?? 0;
  };

  for (const [what, length] of [
    ['nothing', 0],
    ['a few bytes', 43],
    ['exactly one part', 8 * mebibyte],
    ['one byte more than a part', 8 * mebibyte + 1],
    ['several parts', 41 * mebibyte + 7],
  ] as const) {
    it(`writes and reads ${what}`, async () => {
      const bytes = bytesOf(length);
      const sent: number[] = [];
      const key = `round trip/${length}`;
      await storage.upload(
        { bucket, key, content: piecesOf(bytes), sizeBytes: length, onSent: (count) => sent.push(count) },
        signal,
      );
      const { sizeBytes, chunks } = await storage.openObject({ bucket, key }, signal);
      assert.equal(sizeBytes, length);
      assert.ok((await read(chunks)).equals(bytes));
      assert.equal(sent.at(-1), length);
      assert.deepEqual(await storage.headObject({ bucket, key }, signal), { key, sizeBytes: length });
      assert.equal(await uploadsLeft(), 0);
    });
  }

  it('leaves neither an object nor parts when the content fails in the middle', async () => {
    const failure = new AppError('invalid', 'the file changed');
    async function* failing(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 20; i += 1) yield await Promise.resolve(Buffer.alloc(mebibyte, i));
      throw failure;
    }
    const key = 'failing';
    await assert.rejects(
      storage.upload({ bucket, key, content: failing(), sizeBytes: 30 * mebibyte }, signal),
      failure,
    );
    assert.equal(await storage.headObject({ bucket, key }, signal), undefined);
    assert.equal(await uploadsLeft(), 0);
  });

  it('leaves nothing when it is cancelled while parts are on their way', async () => {
    const cancel = new AbortController();
    const reason = new Error('the user pressed Cancel');
    const upload = {
      bucket,
      key: 'cancelled',
      content: piecesOf(bytesOf(60 * mebibyte)),
      sizeBytes: 60 * mebibyte,
      onSent: () => cancel.abort(reason),
    };
    await assert.rejects(storage.upload(upload, cancel.signal), reason);
    assert.equal(await storage.headObject(upload, signal), undefined);
    assert.equal(await uploadsLeft(), 0);
  });

  it('lists below a prefix in order, and deletes', async () => {
    const keys = ['list/a b', 'list/é&<', 'list/1'];
    for (const key of [...keys, 'other']) await storage.putObject({ bucket, key }, key, signal);
    assert.deepEqual(await listed('list/'), ['list/1', 'list/a b', 'list/é&<']);
    await storage.deleteObjects(bucket, [...keys, 'list/never was'], signal);
    assert.deepEqual(await listed('list/'), []);
    assert.deepEqual(await listed('other'), ['other']);
  });

  async function listed(prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const page of storage.listObjects(bucket, prefix, signal)) keys.push(...page.map(({ key }) => key));
    return keys;
  }

  it('tells what is missing', async () => {
    await assert.rejects(storage.openObject({ bucket, key: 'nowhere' }, signal), { kind: 'notFound' });
    await assert.rejects(storage.putObject({ bucket: 'no-such-bucket', key: 'k' }, '', signal), { kind: 'notFound' });
    assert.equal(await storage.headObject({ bucket, key: 'nowhere' }, signal), undefined);
  });
});

describe('StorageGateway on a server that misbehaves', () => {
  let stub: StubServer;
  let clients: () => Promise<AwsClients>;
  let storage: StorageGateway;
  beforeEach(async () => {
    stub = await startStubServer();
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    clients = awsClients({ endpoint: stub.endpoint, region: 'us-east-1', credentials });
    storage = new StorageGateway(clients);
  });
  afterEach(async () => {
    closeClients(await clients());
    await stub.close();
  });

  const content = bytesOf(300_000);

  /** Answers GETs as S3 does, but cuts the connection after so many bytes each time. */
  function cutAfter(bytes: number, etag = '"one"'): void {
    stub.answer = (response, { headers }) => {
      const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? '0');
      const ifMatch = headers['if-match'];
      if (ifMatch !== undefined && ifMatch !== etag) {
        response.writeHead(412).end('<Error><Code>PreconditionFailed</Code><Message>changed</Message></Error>');
        return;
      }
      response.writeHead(start === 0 ? 200 : 206, { etag, 'content-length': content.length - start });
      const rest = content.subarray(start);
      if (rest.length <= bytes) response.end(rest);
      else response.write(rest.subarray(0, bytes), () => setImmediate(() => response.destroy()));
    };
  }

  it('takes a download up again where the connection broke', async () => {
    cutAfter(130_000);
    const { chunks } = await storage.openObject({ bucket, key: 'k' }, signal);
    assert.ok((await read(chunks)).equals(content));
    assert.ok(stub.received.length > 2);
  });

  it('gives up when nothing comes any more', async () => {
    cutAfter(130_000);
    const { chunks } = await storage.openObject({ bucket, key: 'k' }, signal);
    await assert.rejects(
      forEach(chunks, () => cutAfter(0)),
      { kind: 'network' },
    );
  });

  it('does not glue two versions of an object together', async () => {
    cutAfter(130_000);
    const { chunks } = await storage.openObject({ bucket, key: 'k' }, signal);
    const reading = forEach(chunks, () => cutAfter(130_000, '"two"'));
    await assert.rejects(reading, { kind: 'invalid', code: 'PreconditionFailed' });
  });

  it('says which upload is left when its parts cannot be removed', async () => {
    stub.answer = (response, { method, url }) => {
      if (method === 'POST' && url.includes('uploads')) {
        response.end('<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>');
      } else {
        const code = method === 'DELETE' ? 'no AbortMultipartUpload for you' : 'no UploadPart for you';
        response.writeHead(403).end(`<Error><Code>AccessDenied</Code><Message>${code}</Message></Error>`);
      }
    };
    const upload = storage.upload(
      { bucket, key: 'k', content: piecesOf(bytesOf(20 * mebibyte)), sizeBytes: 0 },
      signal,
    );
    await assert.rejects(upload, (error: AppError) => {
      assert.equal(error.kind, 'denied');
      assert.match(error.message, /no UploadPart.*no AbortMultipartUpload.*Parts of the upload u-1 .* are left/);
      return true;
    });
  });

  it('follows the pages of a list', async () => {
    stub.answer = (response, { url }) => {
      const token = new URL(url, stub.endpoint).searchParams.get('continuation-token');
      const next = token === null ? '<NextContinuationToken>n/1</NextContinuationToken>' : '';
      const key = `<Contents><Key>${token ?? 'first'}</Key><Size>3</Size></Contents>`;
      response.end(`<ListBucketResult>${key}${next}</ListBucketResult>`);
    };
    const pages: (readonly StoredObject[])[] = [];
    for await (const page of storage.listObjects(bucket, '', signal)) pages.push(page);
    assert.deepEqual(pages, [[{ key: 'first', sizeBytes: 3 }], [{ key: 'n/1', sizeBytes: 3 }]]);
  });

  it('names the buckets of all pages', async () => {
    stub.answer = (response, { url }) => {
      const token = new URL(url, stub.endpoint).searchParams.get('continuation-token');
      const next = token === null ? '<ContinuationToken>n/1</ContinuationToken>' : '';
      const bucketNode = `<Buckets><Bucket><Name>${token ?? 'first'}</Name></Bucket></Buckets>`;
      response.end(`<ListAllMyBucketsResult>${bucketNode}${next}</ListAllMyBucketsResult>`);
    };
    assert.deepEqual(await storage.listBuckets(signal), ['first', 'n/1']);
  });

  it('deletes 1,000 keys a call', async () => {
    stub.answer = (response) => response.end('<DeleteResult></DeleteResult>');
    const keys = Array.from({ length: 2500 }, (_, i) => `k${i}`);
    await storage.deleteObjects(bucket, keys, signal);
    assert.deepEqual(
      stub.received.map(({ body }) => body.split('<Key>').length - 1),
      [1000, 1000, 500],
    );
  });

  it('reports keys that were not deleted although the call succeeded', async () => {
    stub.answer = (response) =>
      response.end(
        '<DeleteResult><Error><Key>a</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>',
      );
    await assert.rejects(storage.deleteObjects(bucket, ['a'], signal), {
      kind: 'denied',
      message: /^Could not delete 1 of the objects: Access Denied: s3:\/\/pipeline\/a$/,
    });
  });
});
