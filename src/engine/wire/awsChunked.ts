// Takes the aws-chunked framing off a request body, checking the signature of each chunk where there is one.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and …/sigv4-streaming-trailers.html
import { createHash, type Hash, timingSafeEqual } from 'node:crypto';
import { ApiError } from '../apiError';

export type AwsChunkedOptions = {
  /** Signs the next chunk; absent when chunks are not signed. */
  readonly sign?: (kind: 'payload' | 'trailer', sha256Hex: string) => string;
  /** Names, in lower case, that the request announced in x-amz-trailer. */
  readonly trailerNames: readonly string[];
};

type State = 'size' | 'data' | 'dataEnd' | 'trailer' | 'done';

/** A chunk's size and signature, or a trailer, takes no more. */
const maxLineBytes = 4096;
const signatureTrailer = 'x-amz-trailer-signature';

/** A decoder that takes the body in pieces of any size and never holds more than one line. */
export class AwsChunkedDecoder {
  /** What followed the last chunk; complete after `end()`. */
  readonly trailers = new Map<string, string>();
  private state: State = 'size';
  private line = '';
  private remainingBytes = 0;
  private signature: string | undefined;
  private hash: Hash | undefined;

  constructor(private readonly options: AwsChunkedOptions) {}

  /**
   * @returns the payload in these bytes.
   * @throws ApiError for a framing that is not aws-chunked or a wrong signature.
   */
  push(bytes: Buffer): Buffer[] {
    const payload: Buffer[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (this.state === 'done') throw malformed('bytes follow the last chunk');
      if (this.state === 'data') {
        const piece = bytes.subarray(at, at + this.remainingBytes);
        at += piece.length;
        this.remainingBytes -= piece.length;
        this.hash?.update(piece);
        payload.push(piece);
        if (this.remainingBytes === 0) this.endChunk('dataEnd');
      } else {
        const newline = bytes.indexOf(0x0a, at);
        const end = newline === -1 ? bytes.length : newline;
        this.line += bytes.toString('latin1', at, end);
        if (this.line.length > maxLineBytes) throw malformed(`a line is longer than ${maxLineBytes} bytes`);
        at = end + 1;
        if (newline !== -1) this.endLine();
      }
    }
    return payload;
  }

  /** @throws ApiError when the body ended too early or its trailer is wrong. */
  end(): void {
    // The empty line that ends a trailer is left out by some clients.
    if (this.state === 'trailer' && this.line === '') this.endTrailer();
    if (this.state !== 'done') {
      throw new ApiError('IncompleteBody', 'The request body ended before its last chunk.');
    }
  }

  private endLine(): void {
    const line = this.line.endsWith('\r') ? this.line.slice(0, -1) : this.line;
    this.line = '';
    if (this.state === 'size') this.startChunk(line);
    else if (this.state === 'dataEnd') {
      if (line !== '') throw malformed('a chunk is longer than its size says');
      this.state = 'size';
    } else if (line === '') this.endTrailer();
    else this.readTrailer(line);
  }

  private startChunk(line: string): void {
    const match = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line);
    if (match?.[1] === undefined) throw malformed('the size of a chunk cannot be read');
    this.signature = match[2];
    this.remainingBytes = parseInt(match[1], 16);
    if (this.options.sign !== undefined) this.hash = createHash('sha256');
    this.state = 'data';
    if (this.remainingBytes === 0) this.endChunk('trailer');
  }

  private endChunk(next: State): void {
    this.state = next;
    if (this.hash !== undefined) this.checkSignature('payload', this.hash.digest('hex'), this.signature);
  }

  private readTrailer(line: string): void {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    const isExpected = name === signatureTrailer || this.options.trailerNames.includes(name);
    if (!isExpected || this.trailers.has(name)) throw malformedTrailer(`"${name}" was not announced in x-amz-trailer`);
    this.trailers.set(name, line.slice(colon + 1).trim());
  }

  private endTrailer(): void {
    this.state = 'done';
    const given = this.trailers.get(signatureTrailer);
    this.trailers.delete(signatureTrailer);
    const missing = this.options.trailerNames.find((name) => !this.trailers.has(name));
    if (missing !== undefined) throw malformedTrailer(`${missing} is missing`);
    if (this.options.sign === undefined || this.options.trailerNames.length === 0) return;
    const text = [...this.trailers].map(([name, value]) => `${name}:${value}\n`).join('');
    this.checkSignature('trailer', createHash('sha256').update(text).digest('hex'), given);
  }

  private checkSignature(kind: 'payload' | 'trailer', sha256Hex: string, given = ''): void {
    const expected = Buffer.from(this.options.sign?.(kind, sha256Hex) ?? '');
    const actual = Buffer.from(given);
    if (expected.length === actual.length && timingSafeEqual(expected, actual)) return;
    throw new ApiError('SignatureDoesNotMatch', `The signature of a ${kind} chunk does not match its content.`, 403);
  }
}

function malformed(why: string): ApiError {
  return new ApiError('InvalidRequest', `The body is not aws-chunked as its headers say: ${why}.`);
}

function malformedTrailer(why: string): ApiError {
  return new ApiError('MalformedTrailerError', `The trailer of the body is not what its headers say: ${why}.`);
}
