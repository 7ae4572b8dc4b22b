import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { sign } from 'aws4';
import type { TestEngine } from '../../support/testEngine';
import { type S3Fixture, openS3Fixture } from './s3Fixture';

type Answer = { readonly status: number; readonly body: string; readonly type: string };

// Links for clients that have no credentials: of the engine alone, whose secret the test knows.
describe('s3 presigned URLs', () => {
  let fixture: S3Fixture;
  before(async () => {
    fixture = await openS3Fixture();
    await fixture.put('a b/ü', 'linked', { ContentType: 'text/plain' });
  });
  after(() => fixture.close());
  const ready = () => (fixture.target as unknown as TestEngine).engine.ready;

  function presign(method: string, key: string, query: Readonly<Record<string, string>> = {}): string {
    const search = new URLSearchParams({ 'X-Amz-Expires': '60', ...query });
    const path = `/${fixture.bucket}/${encodeURIComponent(key).replaceAll('%2F', '/')}?${search.toString()}`;
    const host = new URL(ready().endpoint).host;
    return sign({ service: 's3', region: 'us-east-1', signQuery: true, method, path, host }, ready()).path ?? '';
  }

  /** As an old client signs, see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html. */
  function presignV2(method: string, path: string, expiresIn = 60, type = ''): string {
    const expires = Math.floor(Date.now() / 1000) + expiresIn;
    const hmac = createHmac('sha1', ready().secretAccessKey);
    const signature = hmac.update(`${method}\n\n${type}\n${expires}\n${path}`).digest('base64');
    const AWSAccessKeyId = ready().accessKeyId;
    const query = new URLSearchParams({ AWSAccessKeyId, Signature: signature, Expires: String(expires) });
    return `${path}?${query.toString()}`;
  }

  function send(method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<Answer> {
    const { hostname, port } = new URL(ready().endpoint);
    return new Promise((resolve, reject) => {
      const outgoing = request({ method, path, hostname, port, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            type: response.headers['content-type'] ?? '',
          }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  it('gives an object to whoever has the link, under the name the link says', async () => {
    const answer = await send('GET', presign('GET', 'a b/ü', { 'response-content-type': 'text/x' }));
    assert.deepEqual(answer, { status: 200, body: 'linked', type: 'text/x' });
  });

  // JavaScript clients sign the checksum of an empty body into the link, whatever will be sent.
  it('takes an object, whatever checksum is in the link', async () => {
    const link = presign('PUT', 'put', {
      'x-id': 'PutObject',
      'x-amz-checksum-crc32': 'AAAAAA==',
      'x-amz-sdk-checksum-algorithm': 'CRC32',
      'x-amz-meta-origin': 'link',
    });
    assert.equal((await send('PUT', link, 'put by link')).status, 200);
    assert.equal(await fixture.text('put'), 'put by link');
    const { Metadata } = await fixture.s3.send(new HeadObjectCommand({ Bucket: fixture.bucket, Key: 'put' }));
    assert.deepEqual(Metadata, { origin: 'link' });
  });

  it('refuses a link for another method, key or time', async () => {
    const link = presign('GET', 'a b/ü');
    for (const [method, path] of [
      ['PUT', link],
      ['DELETE', link],
      ['GET', link.replace('%C3%BC', 'u')],
      ['GET', link.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000')],
    ] as const) {
      const answer = await send(method, path);
      assert.equal(answer.status, 403);
      assert.match(answer.body, /<Code>SignatureDoesNotMatch<\/Code>/);
    }
    const old = new Date(Date.now() - 120_000).toISOString().replace(/[-:]|\.\d+/g, '');
    const expired = await send('GET', presign('GET', 'a b/ü', { 'X-Amz-Date': old }));
    assert.equal(expired.status, 403);
    assert.match(expired.body, /Request has expired/);
  });

  it('takes links of signature version 2, as aws s3 presign makes them', async () => {
    const path = `/${fixture.bucket}/a%20b/%C3%BC`;
    assert.equal((await send('GET', presignV2('GET', path))).body, 'linked');
    const headers = { 'content-type': 'text/x' };
    assert.equal((await send('PUT', presignV2('PUT', `${path}2`, 60, 'text/x'), 'old', headers)).status, 200);
    assert.equal(await fixture.text('a b/ü2'), 'old');
    for (const wrong of [
      presignV2('PUT', path),
      presignV2('GET', `${path}2`).replace('%BC2', '%BC'),
      presignV2('GET', path, -60),
      presignV2('GET', path).replace('Expires=', 'Expires=9'),
      presignV2('GET', path).replace(/Signature=[^&]+/, 'Signature='),
      presignV2('GET', path).replace(ready().accessKeyId, 'AKIAIOSFODNN7EXAMPLE'),
    ]) {
      assert.equal((await send('GET', wrong)).status, 403, wrong);
    }
  });
});
