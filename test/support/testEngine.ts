// An engine of a test's own: in this process, on a free port, in a temporary folder; with SDK clients for it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BatchClient } from '@aws-sdk/client-batch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { systemClock } from '../../src/engine/clock';
import { type Engine, type EngineOptions, startEngine } from '../../src/engine/engine';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export type Clients = {
  readonly batch: BatchClient;
  readonly s3: S3Client;
  readonly logs: CloudWatchLogsClient;
  readonly sts: STSClient;
};

export type TestEngine = Clients & {
  readonly engine: Engine;
  readonly dataDir: string;
  close(): Promise<void>;
};

/** What the engine logged as an error in this process: a test run that leaves any here has found a fault. */
export const loggedErrors: string[] = [];

const quietLog: EngineOptions['log'] = {
  info: () => undefined,
  error: (message, cause) =>
    loggedErrors.push(`${message}: ${cause instanceof Error ? (cause.stack ?? '') : String(cause)}`),
};

/** Starts an engine. `close()` stops it and removes its data unless a data directory was given. */
export async function startTestEngine(overrides: Partial<EngineOptions> = {}): Promise<TestEngine> {
  const dataDir = overrides.dataDir ?? mkdtempSync(join(tmpdir(), 'batch-engine-'));
  const engine = await startEngine({
    port: 0,
    dataDir,
    region: 'us-east-1',
    accountId: '123456789012',
    runImagesOnHost: false,
    allowPrivileged: false,
    workerPath: resolve(__dirname, '../../dist/worker.js'),
    triggerPath: resolve(__dirname, '../../dist/trigger.js'),
    clock: systemClock,
    log: quietLog,
    ...overrides,
  });
  const clients = clientsOf(engine);
  return {
    ...clients,
    engine,
    dataDir,
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await engine.close();
      if (overrides.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** SDK clients as a user makes them: endpoint, region and credentials, nothing else but the Live Tail host prefix. */
export function clientsOf({ ready }: Pick<Engine, 'ready'>, region = ready.region): Clients {
  const config = {
    endpoint: ready.endpoint,
    region,
    credentials: { accessKeyId: ready.accessKeyId, secretAccessKey: ready.secretAccessKey },
    maxAttempts: 1,
  };
  return {
    batch: new BatchClient(config),
    s3: new S3Client(config),
    logs: new CloudWatchLogsClient({ ...config, disableHostPrefix: true }),
    sts: new STSClient(config),
  };
}
