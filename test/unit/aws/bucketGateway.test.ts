// A bucket is emptied and deleted: pages of versions and delete markers, keys of every kind, refusals of single keys.
import assert from 'node:assert/strict';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { BucketGateway } from '../../../src/aws/bucketGateway';
import { type AwsClients, awsClients, closeClients } from '../../../src/aws/clients';
import type { AppError } from '../../../src/core/errors';
import { type StubServer, startStubServer, xmlError } from '../../support/stubServer';
import { startTestEngine } from '../../support/testEngine';

const { signal } = new AbortController();
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

describe('BucketGateway', () => {
  let stub: StubServer;
  let clients: () => Promise<AwsClients>;
  let buckets: BucketGateway;
  before(async () => {
    stub = await startStubServer();
    clients = awsClients({ region: 'us-east-1', endpoint: stub.endpoint, credentials });
    buckets = new BucketGateway(clients);
  });
  after(async () => {
    closeClients(await clients());
    await stub.close();
  });

  const entry = (kind: string, id: number): string =>
    `<${kind}><Key>k${id}</Key><VersionId>v${id}</VersionId></${kind}>`;

  it('empties 2,500 versions and delete markers, a thousand to a call', async () => {
    const total = 2500;
    const deleted: string[] = [];
    stub.answer = (response, { url, body }) => {
      const query = new URL(url, stub.endpoint).searchParams;
      response.writeHead(200, { 'content-type': 'application/xml' });
      if (query.has('delete')) {
        const keys = body.match(/<VersionId>v\d+/g) ?? [];
        assert.ok(keys.length <= 1000);
        deleted.push(...keys.map((one) => one.slice('<VersionId>'.length)));
        response.end('<DeleteResult/>');
        return;
      }
      const from = Number(query.get('key-marker')?.slice(1) ?? -1) + 1;
      assert.equal(query.get('version-id-marker') ?? 'v-1', `v${from - 1}`);
      const ids = Array.from({ length: Math.min(1000, total - from) }, (_, i) => from + i);
      const entries = ids.map((id) => entry(id % 3 === 0 ? 'DeleteMarker' : 'Version', id));
      const last = from + ids.length - 1;
      const more = `<IsTruncated>true</IsTruncated><NextKeyMarker>k${last}</NextKeyMarker><NextVersionIdMarker>v${last}</NextVersionIdMarker>`;
      response.end(`<ListVersionsResult>${entries.join('')}${last < total - 1 ? more : ''}</ListVersionsResult>`);
    };
    for await (const versions of buckets.listVersions('b', signal)) await buckets.deleteVersions('b', versions, signal);
    assert.equal(new Set(deleted).size, total);
    assert.equal(deleted.length, total);
  });

  it('tries keys again that S3 was too busy for, and tells the first that may not be deleted', async () => {
    const asked: number[] = [];
    const refusal = (key: string, code: string): string =>
      `<Error><Key>${key}</Key><VersionId>v</VersionId><Code>${code}</Code><Message>${code}!</Message></Error>`;
    stub.answer = (response, { body }) => {
      asked.push(body.match(/<Object>/g)?.length ?? 0);
      response.writeHead(200, { 'content-type': 'application/xml' });
      const busy = refusal('a', 'SlowDown') + refusal('b', 'InternalError');
      response.end(`<DeleteResult>${asked.length === 1 ? busy : ''}</DeleteResult>`);
    };
    const versions = ['a', 'b', 'c'].map((key) => ({ key, versionId: 'v' }));
    await buckets.deleteVersions('b', versions, signal);
    assert.deepEqual(asked, [3, 2]);
    stub.answer = (response) => response.end(`<DeleteResult>${refusal('c', 'AccessDenied')}</DeleteResult>`);
    const refused = buckets.deleteVersions('b', versions, signal);
    await assert.rejects(refused, (cause: AppError) => {
      assert.deepEqual([cause.kind, cause.code], ['denied', 'AccessDenied']);
      assert.match(cause.message, /^Could not delete 1 of the objects: AccessDenied!: s3:\/\/b\/c$/);
      return true;
    });
  });

  it('takes a bucket that somebody else has deleted for done', async () => {
    stub.answer = xmlError(404, 'NoSuchBucket', 'The specified bucket does not exist');
    for await (const versions of buckets.listVersions('b', signal)) assert.deepEqual(versions, []);
    await buckets.deleteBucket('b', signal);
    stub.answer = xmlError(409, 'BucketNotEmpty', 'not empty');
    await assert.rejects(buckets.deleteBucket('b', signal), /^AppError: Could not delete the bucket b: not empty/);
  });

  it('empties and deletes a bucket whose keys are hard to write', async () => {
    const target = await startTestEngine();
    const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
    const real = awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    await target.s3.send(new CreateBucketCommand({ Bucket: 'odd' }));
    const keys = ['a b+c', 'ä/漢/😀', '<&>"\'', 'tab\tline\nreturn\r', 'bell\u0007', 'folder/', '..', 'x'.repeat(1024)];
    for (const Key of keys) await target.s3.send(new PutObjectCommand({ Bucket: 'odd', Key, Body: 'x' }));
    const gateway = new BucketGateway(real);
    for await (const versions of gateway.listVersions('odd', signal)) {
      assert.deepEqual(versions.map(({ key }) => key).sort(), [...keys].sort());
      await gateway.deleteVersions('odd', versions, signal);
    }
    await gateway.deleteBucket('odd', signal);
    closeClients(await real());
    await target.close();
  });
});
