// What a conformance test talks to: an engine of its own, or real AWS with REMOTE=1 (the same tests judge both).
import { BatchClient } from '@aws-sdk/client-batch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { type Clients, startTestEngine } from './testEngine';

export type Target = Clients & {
  /** True on real AWS: a test may then take minutes, and must remove what it creates. */
  readonly isRemote: boolean;
  close(): Promise<void>;
};

export async function openTarget(): Promise<Target> {
  if (process.env.REMOTE !== '1') return { ...(await startTestEngine()), isRemote: false };
  const clients = {
    batch: new BatchClient({}),
    s3: new S3Client({}),
    logs: new CloudWatchLogsClient({}),
    sts: new STSClient({}),
  };
  return {
    ...clients,
    isRemote: true,
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
      return Promise.resolve();
    },
  };
}

/** A name that no other test or run uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`;
}
