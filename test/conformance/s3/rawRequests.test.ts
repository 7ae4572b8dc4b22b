import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join, resolve } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { loggedErrors, type TestEngine } from '../../support/testEngine';
import { until } from '../../support/until';
import { chunkSigner, exchange, signedHead } from './rawSocket';
import { type S3Fixture, openS3Fixture } from './s3Fixture';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

// What no SDK sends: of the engine alone.
describe('s3 raw requests', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
  });
  after(() => fixture.close());
  const engine = () => fixture.target as unknown as TestEngine;
  const ready = () => engine().engine.ready;
  const keys = async () => {
    const { Contents = [] } = await fixture.s3.send(new ListObjectsV2Command({ Bucket: fixture.bucket }));
    return Contents.map(({ Key }) => Key);
  };
  const put = (key: string, hash: string, headers: Record<string, string>) =>
    signedHead(ready(), 'PUT', `/${fixture.bucket}/${key}`, hash, headers);

  it('refuses a request without a signature', async () => {
    const head = { method: 'PUT', path: `/${fixture.bucket}/unsigned`, headers: { Host: '127.0.0.1' } };
    const answer = await exchange(ready(), { ...head, headers: { ...head.headers, 'Content-Length': '1' } }, 'x');
    assert.match(answer, /^HTTP\/1\.1 403 .*<Code>AccessDenied<\/Code>/s);
    assert.deepEqual(await keys(), []);
  });

  it('keeps a path that climbs as a key, inside its data directory', async () => {
    for (const climb of ['%2e%2e/%2e%2e/%2e%2e/climbed', '../../../climbed', '..%5c..%5cclimbed']) {
      const answer = await exchange(ready(), put(climb, sha256('x'), { 'Content-Length': '1' }), 'x');
      assert.match(answer, /^HTTP\/1\.1 200 /);
      assert.ok((await keys()).includes(decodeURIComponent(climb)), climb);
    }
    for (const up of ['.', '..', '../..', '../../..', 's3', 's3/objects']) {
      assert.ok(!existsSync(resolve(engine().dataDir, up, 'climbed')), up);
    }
    const bucketOfDots = signedHead(ready(), 'PUT', '/%2e%2e/x', sha256('x'), { 'Content-Length': '1' });
    assert.match(await exchange(ready(), bucketOfDots, 'x'), /<Code>NoSuchBucket<\/Code>/);
  });

  it('refuses another body than the one that was signed, and keeps nothing of it', async () => {
    const answer = await exchange(ready(), put('tampered', sha256('right'), { 'Content-Length': '5' }), 'wrong');
    assert.match(answer, /^HTTP\/1\.1 400 .*<Code>XAmzContentSHA256Mismatch<\/Code>/s);
    assert.ok(!(await keys()).includes('tampered'));
  });

  it('keeps nothing of a body that is cut short', async () => {
    const errorsBefore = loggedErrors.length;
    await exchange(ready(), put('cut', 'UNSIGNED-PAYLOAD', { 'Content-Length': '1000000' }), 'x'.repeat(700_000), true);
    await until(5000, 'the received part is removed', () => incoming().length === 0);
    assert.ok(!(await keys()).includes('cut'));
    assert.deepEqual(loggedErrors.slice(errorsBefore), [], 'a client that goes away is no fault of the engine');
  });

  it('refuses a length that is missing, or not that of the chunks', async () => {
    const chunked = put('lengths', 'UNSIGNED-PAYLOAD', { 'Transfer-Encoding': 'chunked' });
    assert.match(await exchange(ready(), chunked, '1\r\nx\r\n0\r\n\r\n'), /^HTTP\/1\.1 411 .*MissingContentLength/s);
    for (const declared of ['4', '6']) {
      const body = '5\r\nhello\r\n0\r\n\r\n';
      const head = put('lengths', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', {
        'Content-Length': String(body.length),
        'X-Amz-Decoded-Content-Length': declared,
      });
      assert.match(await exchange(ready(), head, body), /^HTTP\/1\.1 400 .*<Code>IncompleteBody<\/Code>/s);
    }
    assert.ok(!(await keys()).includes('lengths'));
  });

  function signedChunks(key: string, edit: (body: string) => string, withTrailer: boolean): Promise<string> {
    const hash = `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${withTrailer ? '-TRAILER' : ''}`;
    const head = put(key, hash, {
      'X-Amz-Decoded-Content-Length': String(8192 + 5),
      'Content-Encoding': 'aws-chunked',
      ...(withTrailer ? { 'X-Amz-Trailer': 'x-amz-checksum-sha256' } : {}),
    });
    const signer = chunkSigner(ready(), head.timestamp, head.signature);
    const data = 'a'.repeat(8192);
    const checksum = createHash('sha256').update(`${data}hello`).digest('base64');
    const chunks = signer.chunk(data) + signer.chunk('hello') + signer.chunk('');
    const end = withTrailer ? signer.trailer(`x-amz-checksum-sha256:${checksum}`) : '\r\n';
    const body = edit(chunks + end);
    const headers = { ...head.headers, 'Content-Length': String(Buffer.byteLength(body)) };
    return exchange(ready(), { ...head, headers }, body);
  }

  for (const withTrailer of [false, true]) {
    const name = withTrailer ? 'signed chunks with a signed trailer' : 'signed chunks';
    const key = withTrailer ? 'trailer' : 'chunks';
    it(`takes ${name}, and refuses them when a byte is another`, async () => {
      assert.match(await signedChunks(key, (body) => body, withTrailer), /^HTTP\/1\.1 200 /);
      assert.equal(await fixture.text(key), `${'a'.repeat(8192)}hello`);
      const wrong = await signedChunks(`${key}-wrong`, (body) => body.replace('hello', 'jello'), withTrailer);
      assert.match(wrong, /^HTTP\/1\.1 403 .*<Code>SignatureDoesNotMatch<\/Code>/s);
      assert.ok(!(await keys()).includes(`${key}-wrong`));
    });
  }

  it('lets one of two win that both began when there was nothing', async () => {
    const headers = { 'If-None-Match': '*', 'Content-Length': '1', Expect: '100-continue' };
    const tries = ['a', 'b'].map((body) => {
      const { method, path, headers: signed } = put('raced', sha256(body), headers);
      const { hostname, port } = new URL(ready().endpoint);
      const outgoing = request({ method, path, hostname, port, headers: signed });
      outgoing.flushHeaders();
      const status = once(outgoing, 'response').then(([response]) => (response as IncomingMessage).statusCode);
      return { begun: once(outgoing, 'continue'), status, send: () => outgoing.end(body) };
    });
    // Both have been found to be allowed by now.
    await Promise.all(tries.map(({ begun }) => begun));
    for (const { send } of tries) send();
    const statuses = await Promise.all(tries.map(({ status }) => status));
    assert.deepEqual([...statuses].sort(), [200, 412]);
  });

  it('finds the bucket in the Host header', async () => {
    const { port } = new URL(ready().endpoint);
    const headers = { Host: `${fixture.bucket}.localhost:${port}`, 'Content-Length': '1' };
    const head = signedHead(ready(), 'PUT', '/by/host', sha256('x'), headers);
    assert.match(await exchange(ready(), head, 'x'), /^HTTP\/1\.1 200 /);
    assert.equal(await fixture.text('by/host'), 'x');
  });

  it('refuses XML that is none, and parameters that mean another operation', async () => {
    const head = (method: string, query: string, body: string) =>
      signedHead(ready(), method, `/${fixture.bucket}${query}`, sha256(body), {
        'Content-Length': String(body.length),
      });
    const post = (body: string) => exchange(ready(), head('POST', '?delete', body), body);
    for (const body of ['', '<Delete>', '<Delete><Object/></Delete>', 'nonsense', '<a>'.repeat(100_000)]) {
      assert.match(await post(body), /^HTTP\/1\.1 400 .*<Code>MalformedXML<\/Code>/s, body.slice(0, 40));
    }
    // Would otherwise delete the object.
    await fixture.put('guarded');
    assert.match(await exchange(ready(), head('DELETE', '/guarded?acl', ''), ''), /^HTTP\/1\.1 405 /);
    assert.match(await exchange(ready(), head('DELETE', '/guarded?uploadId=', ''), ''), /^HTTP\/1\.1 404 /);
    assert.equal(await fixture.text('guarded'), 'guarded');
    assert.match(await exchange(ready(), head('GET', '?max-keys=many', ''), ''), /<Code>InvalidArgument<\/Code>/);
  });

  it('leaves no file behind for all that was refused', async () => {
    await until(5000, 'all that was received is gone', () => incoming().length === 0);
  });

  const incoming = (): string[] => readdirSync(join(engine().dataDir, 's3', 'incoming'));
});
