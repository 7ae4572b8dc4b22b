import assert from 'node:assert/strict';
import { endpointOf } from '../../../src/worker/s3/endpointOf';
import { encodeUri, sha256Hex, sign } from '../../../src/worker/s3/sign';

// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: undefined,
};
const now = new Date('2013-05-24T00:00:00Z');
const host = 'examplebucket.s3.amazonaws.com';

describe('the signature of a request', () => {
  it('is that of the documentation: GET of a range', () => {
    const headers = { host, range: 'bytes=0-9', 'x-amz-content-sha256': sha256Hex('') };
    const signed = sign({ method: 'GET', path: '/test.txt', query: '', headers }, credentials, 'us-east-1', now);
    assert.equal(
      signed.authorization,
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
        'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,' +
        'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  it('is that of the documentation: a query', () => {
    const headers = { host, 'x-amz-content-sha256': sha256Hex('') };
    const request = { method: 'GET', path: '/', query: 'lifecycle=', headers };
    assert.match(
      sign(request, credentials, 'us-east-1', now).authorization ?? '',
      /Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543$/,
    );
  });

  it('covers the session token', () => {
    const headers = { host, 'x-amz-content-sha256': sha256Hex('') };
    const signed = sign(
      { method: 'GET', path: '/', query: '', headers },
      { ...credentials, sessionToken: 'token' },
      'us-east-1',
      now,
    );
    assert.equal(signed['x-amz-security-token'], 'token');
    assert.match(signed.authorization ?? '', /x-amz-security-token/);
  });

  it('encodes what S3 wants encoded', () => {
    assert.equal(encodeUri("a b+(c)*'!~-._/é"), 'a%20b%2B%28c%29%2A%27%21~-._%2F%C3%A9');
  });
});

describe('the endpoint of a bucket', () => {
  const of = (environment: Record<string, string>, bucket: string, region: string): string => {
    const { url, bucketPath } = endpointOf(environment, bucket, region);
    return url.origin + bucketPath;
  };

  it("is AWS's own of the region", () => {
    assert.equal(of({}, 'my-bucket', 'eu-west-1'), 'https://my-bucket.s3.eu-west-1.amazonaws.com');
    assert.equal(of({}, 'my.bucket', 'eu-west-1'), 'https://s3.eu-west-1.amazonaws.com/my.bucket');
    assert.equal(of({}, 'b', 'cn-north-1'), 'https://b.s3.cn-north-1.amazonaws.com.cn');
    assert.equal(of({}, 'b', 'us-gov-west-1'), 'https://b.s3.us-gov-west-1.amazonaws.com');
  });

  it('is that of the environment, that for S3 first', () => {
    const both = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_S3: 'https://s3.test/base/' };
    assert.equal(of(both, 'b', 'us-east-1'), 'https://s3.test/base/b');
    assert.equal(of({ ...both, AWS_ENDPOINT_URL_S3: '' }, 'b', 'us-east-1'), 'http://127.0.0.1:1/b');
    assert.throws(() => of({ AWS_ENDPOINT_URL: 'localhost:99' }, 'b', 'us-east-1'), /must be an http or https URL/);
  });
});
