// ListBuckets: all buckets, of every region.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
import type { ListBucketsCommandInput, ListBucketsCommandOutput } from '@aws-sdk/client-s3';
import { invalidArgument } from './errors';
import { ownerOf, readToken, writeToken } from './listEncoding';
import type { S3Operation } from './operation';

const maxBuckets = 10_000;

export const listBuckets: S3Operation<ListBucketsCommandInput, ListBucketsCommandOutput> = (input, context) => {
  const { Prefix, BucketRegion, MaxBuckets = maxBuckets, ContinuationToken } = input;
  if (MaxBuckets < 1 || MaxBuckets > maxBuckets) {
    throw invalidArgument(
      'max-buckets',
      String(MaxBuckets),
      `Argument max-buckets must be an integer between 1 and ${maxBuckets}`,
    );
  }
  const after = readToken(ContinuationToken) ?? '';
  const fitting = [...context.s3.allBuckets()]
    .filter(
      ([name, { region }]) => name > after && name.startsWith(Prefix ?? '') && region === (BucketRegion ?? region),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const page = fitting.slice(0, MaxBuckets);
  return {
    output: {
      Buckets: page.map(([Name, { region, createdMs }]) => ({
        Name,
        CreationDate: new Date(createdMs),
        BucketRegion: region,
        BucketArn: `arn:aws:s3:::${Name}`,
      })),
      Owner: ownerOf(context.accountId),
      Prefix,
      ContinuationToken: fitting.length > page.length ? writeToken(page.at(-1)?.[0]) : undefined,
    },
  };
};
