// A process that sends requests to a server, always as many at once, and tells how many were answered in a time.
import { BatchClient, DescribeJobsCommand, ListJobsCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ServerAddress } from '../support/motoServer';

/** What the requests are about; it must be there. */
export type Subjects = {
  readonly jobQueue: string;
  /** With `listedCount` jobs in the state. */
  readonly listedQueue: string;
  readonly listedStatus: 'RUNNABLE' | 'SUCCEEDED';
  readonly jobDefinition: string;
  readonly jobId: string;
  readonly bucket: string;
};

export type Load = {
  readonly server: ServerAddress;
  readonly subjects: Subjects;
  readonly operation: Operation;
  readonly inFlight: number;
  /** After `warmUpCount` others, for which the client and the server are still being compiled. */
  readonly count: number;
};

/** Of the requests that count. */
export type LoadResult = { readonly wallMs: number };

export const operations = ['SubmitJob', 'DescribeJobs', 'ListJobs', 'PutObject', 'GetObject'] as const;
export type Operation = (typeof operations)[number];

export const objectBytes = 1024;
export const listedCount = 100;
const keyCount = 1000;
export const warmUpCount = 300;

type Send = (n: number) => Promise<unknown>;

function senderOf({ server, subjects, operation }: Load): Send {
  const { endpoint, region, ...credentials } = server;
  const config = { endpoint, region, credentials, maxAttempts: 1 };
  const batch = new BatchClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const { jobQueue, jobDefinition, jobId, bucket } = subjects;
  const body = Buffer.alloc(objectBytes, 'x');
  switch (operation) {
    case 'SubmitJob':
      return (n) => batch.send(new SubmitJobCommand({ jobName: `job-${n}`, jobQueue, jobDefinition }));
    case 'DescribeJobs':
      return () => batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
    case 'ListJobs':
      return () =>
        batch.send(new ListJobsCommand({ jobQueue: subjects.listedQueue, jobStatus: subjects.listedStatus }));
    case 'PutObject':
      return (n) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: `key-${n % keyCount}`, Body: body }));
    case 'GetObject':
      return async () => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'key-0' }));
        await Body?.transformToByteArray();
      };
  }
}

async function run(load: Load): Promise<LoadResult> {
  const send = senderOf(load);
  await sendAll(send, warmUpCount, load.inFlight);
  process.send?.('warm');
  const startMs = performance.now();
  await sendAll(send, load.count, load.inFlight);
  return { wallMs: performance.now() - startMs };
}

async function sendAll(send: Send, count: number, inFlight: number): Promise<void> {
  let sent = 0;
  const loop = async (): Promise<void> => {
    while (sent < count) await send(sent++);
  };
  await Promise.all(Array.from({ length: inFlight }, loop));
}

process.on('message', (load: Load) => {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  run(load).then(
    (result) => process.send?.(result),
    (cause: unknown) => {
      process.stderr.write(`${load.operation} at ${load.server.endpoint}: ${String(cause)}\n`);
      process.exit(1);
    },
  );
});
