// Whole buckets of Amazon S3, emptied and deleted through the SDK.
import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import type { BucketPort, ObjectVersion } from '../app/setUp/setUpPorts';
import { AppError } from '../core/errors';
import { call } from './call';
import type { AwsClients } from './clients';
import { deleteObjects } from './deleteObjects';

export class BucketGateway implements BucketPort {
  constructor(private readonly clients: () => Promise<AwsClients>) {}

  async *listVersions(Bucket: string, signal: AbortSignal): AsyncIterable<readonly ObjectVersion[]> {
    const { sdk, s3 } = await this.clients();
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    let isMore = true;
    while (isMore) {
      const command = new sdk.ListObjectVersionsCommand({ Bucket, KeyMarker, VersionIdMarker });
      const answer = await call(`list the versions in s3://${Bucket}`, s3, command, signal).catch(noneWhenGone);
      const { Versions = [], DeleteMarkers = [] } = answer;
      yield [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ key: Key ?? '', versionId: VersionId }));
      KeyMarker = answer.NextKeyMarker;
      VersionIdMarker = answer.NextVersionIdMarker;
      isMore = answer.IsTruncated === true;
    }
  }

  async deleteVersions(bucket: string, versions: readonly ObjectVersion[], signal: AbortSignal): Promise<void> {
    const objects = versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
    await deleteObjects(await this.clients(), bucket, objects, signal);
  }

  async deleteBucket(Bucket: string, signal: AbortSignal): Promise<void> {
    const { sdk, s3 } = await this.clients();
    try {
      await call(`delete the bucket ${Bucket}`, s3, new sdk.DeleteBucketCommand({ Bucket }), signal);
    } catch (cause) {
      noneWhenGone(cause);
    }
  }
}

/** Somebody else has deleted the bucket: nothing is left to do. */
function noneWhenGone(cause: unknown): ListObjectVersionsCommandOutput {
  if (cause instanceof AppError && cause.code === 'NoSuchBucket') return { $metadata: {} };
  throw cause;
}
