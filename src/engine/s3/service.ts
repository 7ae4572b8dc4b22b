// The S3 API of the engine: the table of its operations.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
import type { Service } from '../http';
import { s3Model } from '../wire/model';
import { restXmlService } from '../wire/restXml';
import { readBodyDeclaration } from './bodyDeclaration';
import { bucketConfigurations } from './bucketConfigurations';
import { getBucketNotificationConfiguration, putBucketNotificationConfiguration } from './bucketNotification';
import { createBucket, deleteBucket, getBucketLocation, headBucket } from './buckets';
import { completeMultipartUpload } from './completeMultipartUpload';
import { copyObject } from './copyObject';
import { abortMultipartUpload, createMultipartUpload } from './createMultipartUpload';
import { deleteObject, deleteObjects } from './deleteObject';
import { getObject, headObject } from './getObject';
import { listBuckets } from './listBuckets';
import { listObjectVersions, listObjects, listObjectsV2 } from './listObjects';
import { listMultipartUploads, listParts } from './listUploads';
import { getObjectAttributes } from './objectAttributes';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './objectTagging';
import type { S3Operation } from './operation';
import { putObject } from './putObject';
import { refuseUnsupported } from './refusals';
import { receiveBody } from './requestBody';
import type { S3 } from './s3';
import { uploadPart, uploadPartCopy } from './uploadPart';

/** THE operation table: what is not in it answers 501 with its name. */
export const s3Operations: Readonly<Record<string, S3Operation<never, object>>> = {
  ...bucketConfigurations,
  AbortMultipartUpload: abortMultipartUpload,
  CompleteMultipartUpload: completeMultipartUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  CreateMultipartUpload: createMultipartUpload,
  DeleteBucket: deleteBucket,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  DeleteObjectTagging: deleteObjectTagging,
  GetBucketLocation: getBucketLocation,
  GetBucketNotificationConfiguration: getBucketNotificationConfiguration,
  GetObject: getObject,
  GetObjectAttributes: getObjectAttributes,
  GetObjectTagging: getObjectTagging,
  HeadBucket: headBucket,
  HeadObject: headObject,
  ListBuckets: listBuckets,
  ListMultipartUploads: listMultipartUploads,
  ListObjects: listObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
  ListParts: listParts,
  PutBucketNotificationConfiguration: putBucketNotificationConfiguration,
  PutObject: putObject,
  PutObjectTagging: putObjectTagging,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};

export function s3Service(s3: S3, accountId: string): Service {
  return restXmlService(s3Model, {
    find(name) {
      const operation = Object.hasOwn(s3Operations, name) ? s3Operations[name] : undefined;
      if (operation === undefined) return undefined;
      return (input, call) => {
        refuseUnsupported(input, accountId);
        return operation(input as never, { s3, call, accountId });
      };
    },
    async readBody(call, limitBytes, hasChecksum) {
      const declared = readBodyDeclaration(call, { hasChecksum, limitBytes });
      const chunks: Buffer[] = [];
      await receiveBody(call, declared, [], (bytes) => void chunks.push(bytes));
      return Buffer.concat(chunks);
    },
  });
}
