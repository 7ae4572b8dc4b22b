// PutObject: one object, sent at once.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
import type { PutObjectCommandInput, PutObjectCommandOutput } from '@aws-sdk/client-s3';
import { checksumOutput, quoted, readAttributes } from './attributes';
import { declaredAlgorithm } from './bodyDeclaration';
import { defaultAlgorithm } from './checksums';
import { checkWriteConditions } from './conditions';
import type { S3Operation } from './operation';
import type { Checksum } from './records';
import { storeBody } from './storeBody';

export const putObject: S3Operation<PutObjectCommandInput, PutObjectCommandOutput> = async (input, context) => {
  const { s3, call } = context;
  const { Bucket, Key } = input;
  const checkPlace = (): void => {
    s3.bucket(Bucket);
    checkWriteConditions(s3.findObject(Bucket, Key), input);
  };
  checkPlace();
  const attributes = readAttributes(input, call);
  return storeBody(
    context,
    (declared) => [declaredAlgorithm(declared) ?? defaultAlgorithm],
    (body, declared) => {
      const algorithm = declaredAlgorithm(declared) ?? defaultAlgorithm;
      const checksum: Checksum = { algorithm, type: 'FULL_OBJECT', value: body.checksum(algorithm) };
      const { etag, sizeBytes, segments } = body;
      checkPlace();
      const record = { ...attributes, etag, sizeBytes, segments, checksum, modifiedMs: s3.nowMs() };
      s3.createObject(Bucket, Key, record, 'Put');
      const { ServerSideEncryption } = attributes.headers;
      return { output: { ETag: quoted(etag), ServerSideEncryption, ...checksumOutput(checksum) } };
    },
  );
};
