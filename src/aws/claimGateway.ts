// Small notes in S3 that only one of several writers can make or change.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
import type { ClaimPort, ObjectAddress } from '../app/ports';
import { AppError } from '../core/errors';
import { call } from './call';
import type { AwsClients } from './clients';

/** Another one was there first, or at the same moment. */
const lostRace = new Set(['PreconditionFailed', 'ConditionalRequestConflict']);

export class ClaimGateway implements ClaimPort {
  constructor(private readonly clients: () => Promise<AwsClients>) {}

  async putTextIf(
    { bucket, key }: ObjectAddress,
    text: string,
    condition: 'absent' | { readonly etag: string },
    signal: AbortSignal,
  ): Promise<boolean> {
    const { sdk, s3 } = await this.clients();
    const only = condition === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: condition.etag };
    const command = new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ...only });
    try {
      await call(`write s3://${bucket}/${key}`, s3, command, signal);
      return true;
    } catch (cause) {
      if (cause instanceof AppError && lostRace.has(cause.code ?? '')) return false;
      throw cause;
    }
  }

  async readText({ bucket, key }: ObjectAddress, signal: AbortSignal) {
    const { sdk, s3 } = await this.clients();
    try {
      const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key });
      const { Body, ETag = '' } = await call(`read s3://${bucket}/${key}`, s3, command, signal);
      return { text: (await Body?.transformToString()) ?? '', etag: ETag };
    } catch (cause) {
      if (cause instanceof AppError && cause.kind === 'notFound') return undefined;
      throw cause;
    }
  }
}
