import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import type { ApiError } from '../../../../src/engine/apiError';
import { s3Model } from '../../../../src/engine/wire/model';
import { RestXmlRouter, locate } from '../../../../src/engine/wire/restXmlRouter';

const request = (method: string, url: string, headers: Record<string, string> = {}): IncomingMessage =>
  ({ method, url, headers: { host: '127.0.0.1:1', ...headers } }) as unknown as IncomingMessage;

describe('RestXmlRouter', () => {
  const router = new RestXmlRouter(s3Model);
  const nameOf = (message: IncomingMessage): string => router.match(message, locate(message)).operation.name;

  /** The least that a client sends for an operation, without `x-id`. */
  function leastRequest(name: string): IncomingMessage | undefined {
    const { http, input, required } = s3Model.get(name) ?? {};
    const [method = '', uri = ''] = http ?? [];
    if (input === undefined || !/^\/(\{Key\+\})?(\?|$)/.test(uri)) return undefined;
    const members = [...input.structIterator()];
    const hasBucket = members.some(([member]) => member === 'Bucket');
    const path = uri.split('?')[0]?.replace('{Key+}', 'some/key') ?? '';
    const query = (uri.split('?')[1] ?? '').split('&').filter((pair) => pair !== '' && !pair.startsWith('x-id'));
    const headers: Record<string, string> = {};
    for (const [member, schema] of members) {
      const { httpQuery, httpHeader } = schema.getMergedTraits() as { httpQuery?: string; httpHeader?: string };
      if (httpQuery !== undefined && required?.includes(member)) query.push(`${httpQuery}=1`);
      if (httpHeader !== undefined && required?.includes(member)) headers[httpHeader.toLowerCase()] = '1';
    }
    return request(
      method,
      `${hasBucket ? '/buck' : ''}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`,
      headers,
    );
  }

  it('finds every operation of the model by the least that its request holds', () => {
    const lost: string[] = [];
    for (const name of s3Model.keys()) {
      const message = leastRequest(name);
      // Only its host tells ListDirectoryBuckets from ListBuckets.
      if (message === undefined || name === 'ListDirectoryBuckets') continue;
      if (nameOf(message) !== name) lost.push(`${name} → ${nameOf(message)}`);
    }
    assert.deepEqual(lost, []);
  });

  it('passes over x-id and unknown parameters', () => {
    assert.equal(nameOf(request('GET', '/buck/k?x-id=PutObject&X-Amz-Signature=1&foo')), 'GetObject');
    assert.equal(nameOf(request('GET', '/buck?list-type=2&prefix=uploads')), 'ListObjectsV2');
    assert.equal(nameOf(request('GET', '/')), 'ListBuckets');
  });

  it('does not take one operation for another', () => {
    for (const [method, url] of [
      ['DELETE', '/buck/k?acl'],
      ['PUT', '/buck/k?uploadId=1'],
      ['DELETE', '/buck?versions'],
      ['GET', '/buck?list-type=1'],
      ['POST', '/buck'],
      ['PATCH', '/buck/k'],
    ] as const) {
      assert.throws(
        () => nameOf(request(method, url)),
        (error) => (error as ApiError).code === 'MethodNotAllowed',
        `${method} ${url}`,
      );
    }
  });
});

describe('locate', () => {
  const at = (url: string, host = '127.0.0.1:1') => {
    const { bucket, key } = locate(request('GET', url, { host }));
    return [bucket, key];
  };

  it('finds bucket and key in the path, decoded once and not normalised', () => {
    assert.deepEqual(at('/'), [undefined, undefined]);
    assert.deepEqual(at('/buck'), ['buck', undefined]);
    assert.deepEqual(at('/buck/?x=/y'), ['buck', undefined]);
    assert.deepEqual(at('/buck//a//../%2e%2e/%252e'), ['buck', '/a//../../%2e']);
    assert.deepEqual(at('/buck/a+b%2B%20'), ['buck', 'a+b+ ']);
  });

  it('finds the bucket in the host', () => {
    assert.deepEqual(at('/', 'buck.localhost:80'), ['buck', undefined]);
    assert.deepEqual(at('/a/b', 'b.u-ck.localhost'), ['b.u-ck', 'a/b']);
    assert.deepEqual(at('//a', 'buck.localhost'), ['buck', '/a']);
    assert.deepEqual(at('/buck/a', 'localhost:80'), ['buck', 'a']);
  });

  it('refuses what is no UTF-8', () => {
    for (const url of ['/buck/%zz', '/buck/%ff', '/buck/%ed%a0%80', '/b%/k']) {
      assert.throws(
        () => at(url),
        (error) => (error as ApiError).code === 'InvalidURI',
      );
    }
  });
});
