// An engine process of the benchmark, with the gateways of the product on it.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/app/systemClock';
import { BatchGateway } from '../../src/aws/batchGateway';
import { type AwsClients, awsClients, closeClients } from '../../src/aws/clients';
import { LogsGateway } from '../../src/aws/logsGateway';
import { StorageGateway } from '../../src/aws/storageGateway';
import { EngineProcess, type EngineReady } from '../../src/demo/engineProcess';

export type EngineUnderTest = {
  readonly ready: EngineReady;
  readonly clients: AwsClients;
  readonly ports: {
    readonly batch: BatchGateway;
    readonly logs: LogsGateway;
    readonly storage: StorageGateway;
    readonly clock: typeof systemClock;
    readonly random: () => number;
  };
  stop(): Promise<void>;
};

export const neverAborted = new AbortController().signal;

/** @param dist folder of the bundles */
export async function startEngine(dist: string): Promise<EngineUnderTest> {
  const engine = await EngineProcess.start(join(dist, 'engine.js'), neverAborted);
  const { endpoint, region, accessKeyId, secretAccessKey } = engine.ready;
  const clients = awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  return {
    ready: engine.ready,
    clients: await clients(),
    ports: {
      batch: new BatchGateway(clients),
      logs: new LogsGateway(clients),
      storage: new StorageGateway(clients),
      clock: systemClock,
      random: Math.random,
    },
    async stop() {
      closeClients(await clients());
      await engine.stop();
      rmSync(engine.folder, { recursive: true, force: true });
    },
  };
}
