import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type AwsChunkedOptions, AwsChunkedDecoder } from '../../../../src/engine/wire/awsChunked';
import type { ApiError } from '../../../../src/engine/apiError';

const unsigned = '5\r\nhello\r\n1\r\n \r\nC\r\nworld\r\n\r\n0\r\n\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
const trailerNames = ['x-amz-checksum-crc32'];

/** A stand-in for the chain of signatures: each depends on all before it. */
function chain(): NonNullable<AwsChunkedOptions['sign']> {
  let previous = 'seed';
  return (kind, hash) => {
    previous = createHash('sha256').update(`${previous} ${kind} ${hash}`).digest('hex');
    return previous;
  };
}

function signedBody(chunks: readonly string[], trailer: string | undefined): string {
  const sign = chain();
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const parts = [...chunks, ''].map((chunk) => {
    const head = `${chunk.length.toString(16)};chunk-signature=${sign('payload', hash(chunk))}\r\n`;
    return head + chunk + (chunk === '' ? '' : '\r\n');
  });
  if (trailer === undefined) return `${parts.join('')}\r\n`;
  return `${parts.join('')}${trailer}\r\nx-amz-trailer-signature:${sign('trailer', hash(`${trailer}\n`))}\r\n\r\n`;
}

/** Feeds the body in pieces of `size` bytes. */
function decode(body: string, size: number, options: AwsChunkedOptions) {
  const decoder = new AwsChunkedDecoder(options);
  const bytes = Buffer.from(body);
  const payload: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) payload.push(...decoder.push(bytes.subarray(at, at + size)));
  decoder.end();
  return { text: Buffer.concat(payload).toString(), trailers: [...decoder.trailers] };
}

const refuses = (body: string, options: AwsChunkedOptions, code: string, size = 7): void =>
  assert.throws(
    () => decode(body, size, options),
    (error) => (error as ApiError).code === code,
    `${code} for ${JSON.stringify(body)}`,
  );

describe('AwsChunkedDecoder', () => {
  it('gives the same whatever the pieces in which the body comes, down to single bytes', () => {
    for (let size = 1; size <= unsigned.length; size += 1) {
      assert.deepEqual(decode(unsigned, size, { trailerNames }), {
        text: 'hello world\r\n\r\n0\r\n',
        trailers: [['x-amz-checksum-crc32', 'AAAAAA==']],
      });
    }
  });

  it('checks the signature of each chunk and of the trailer', () => {
    const body = signedBody(['first', 'second chunk'], undefined);
    const withTrailer = signedBody(['first', 'second chunk'], 'x-amz-checksum-crc32:AAAAAA==');
    for (const size of [1, 2, 3, 11, 1000]) {
      assert.equal(decode(body, size, { trailerNames: [], sign: chain() }).text, 'firstsecond chunk');
      assert.equal(decode(withTrailer, size, { trailerNames, sign: chain() }).text, 'firstsecond chunk');
      for (const edited of [body.replace('second', 'SECOND'), body.replace(/=[0-9a-f]{64}\r\nsecond/, '=\r\nsecond')]) {
        const code = edited.includes('=\r\n') ? 'InvalidRequest' : 'SignatureDoesNotMatch';
        refuses(edited, { trailerNames: [], sign: chain() }, code, size);
      }
      refuses(withTrailer.replace('AAAAAA', 'BBBBBB'), { trailerNames, sign: chain() }, 'SignatureDoesNotMatch', size);
    }
    // A chunk without a signature among signed ones, and the chunks in another order.
    refuses('1\r\nx\r\n0\r\n\r\n', { trailerNames: [], sign: chain() }, 'SignatureDoesNotMatch');
    const [one, two] = [signedBody(['aa', 'bb'], undefined), /.*\r\nbb\r\n/.exec(signedBody(['aa', 'bb'], undefined))];
    refuses(one.replace(two?.[0] ?? '', ''), { trailerNames: [], sign: chain() }, 'SignatureDoesNotMatch');
    refuses(
      withTrailer.replace(/x-amz-trailer-signature.*\r\n/, ''),
      { trailerNames, sign: chain() },
      'SignatureDoesNotMatch',
    );
  });

  it('refuses a body that ends anywhere before its end', () => {
    for (let end = 0; end < unsigned.length - 4; end += 1) {
      assert.throws(() => decode(unsigned.slice(0, end), 5, { trailerNames }), { name: 'ApiError' }, `cut at ${end}`);
    }
  });

  it('refuses what is not framed so', () => {
    const plain = { trailerNames: [] };
    refuses('hello', plain, 'IncompleteBody');
    refuses('hello\r\n', plain, 'InvalidRequest');
    refuses('-1\r\n\r\n', plain, 'InvalidRequest');
    refuses('2\r\nabc\r\n0\r\n\r\n', plain, 'InvalidRequest');
    refuses('ffffffffffffff\r\n', plain, 'InvalidRequest');
    refuses('0\r\n\r\nmore', plain, 'InvalidRequest');
    refuses(`${'0'.repeat(10_000)}\r\n`, plain, 'InvalidRequest');
    refuses('0\r\nx-unexpected:1\r\n\r\n', plain, 'MalformedTrailerError');
    refuses('0\r\n\r\n', { trailerNames }, 'MalformedTrailerError');
  });
});
