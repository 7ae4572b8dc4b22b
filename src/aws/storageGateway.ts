// Amazon S3 through the SDK.
import type { ObjectAddress, OpenObject, StoragePort, StoredObject, Upload } from '../app/ports';
import { AppError } from '../core/errors';
import { call } from './call';
import type { AwsClients } from './clients';
import { deleteObjects } from './deleteObjects';
import { downloadObject } from './downloadObject';
import { uploadObject } from './uploadObject';

export class StorageGateway implements StoragePort {
  constructor(private readonly clients: () => Promise<AwsClients>) {}

  async putObject({ bucket, key }: ObjectAddress, body: string | Uint8Array, signal: AbortSignal): Promise<void> {
    const { sdk, s3 } = await this.clients();
    // The SDK prints a warning for an empty body whose length is not given.
    const ContentLength = Buffer.byteLength(body);
    const command = new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentLength });
    await call(`write s3://${bucket}/${key}`, s3, command, signal);
  }

  async upload(upload: Upload, signal: AbortSignal): Promise<void> {
    await uploadObject(await this.clients(), upload, signal);
  }

  async openObject(address: ObjectAddress & { readonly etag?: string }, signal: AbortSignal): Promise<OpenObject> {
    return downloadObject(await this.clients(), address, signal);
  }

  async headObject({ bucket, key }: ObjectAddress, signal: AbortSignal): Promise<StoredObject | undefined> {
    const { sdk, s3 } = await this.clients();
    const command = new sdk.HeadObjectCommand({ Bucket: bucket, Key: key });
    try {
      const { ContentLength } = await call(`look at s3://${bucket}/${key}`, s3, command, signal);
      return { key, sizeBytes: ContentLength ?? 0 };
    } catch (cause) {
      if (cause instanceof AppError && cause.kind === 'notFound') return undefined;
      throw cause;
    }
  }

  async *listObjects(bucket: string, prefix: string, signal: AbortSignal): AsyncIterable<readonly StoredObject[]> {
    const { sdk, s3 } = await this.clients();
    let token: string | undefined;
    do {
      const command = new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
      const answer = await call(`list s3://${bucket}/${prefix}`, s3, command, signal);
      yield (answer.Contents ?? []).map(({ Key, Size }) => ({ key: Key ?? '', sizeBytes: Size ?? 0 }));
      token = answer.NextContinuationToken;
    } while (token !== undefined && token !== '');
  }

  async listBuckets(signal: AbortSignal): Promise<readonly string[]> {
    const { sdk, s3 } = await this.clients();
    const names: string[] = [];
    let token: string | undefined;
    do {
      const command = new sdk.ListBucketsCommand({ ContinuationToken: token });
      const answer = await call('list the buckets', s3, command, signal);
      names.push(...(answer.Buckets ?? []).flatMap(({ Name }) => Name ?? []));
      token = answer.ContinuationToken;
    } while (token !== undefined && token !== '');
    return names;
  }

  async deleteObjects(bucket: string, keys: readonly string[], signal: AbortSignal): Promise<void> {
    await deleteObjects(
      await this.clients(),
      bucket,
      keys.map((Key) => ({ Key })),
      signal,
    );
  }
}
