// The engine processes of the benchmark, with the gateways of the product on them.
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

export class Engines {
  private readonly running = new Set<EngineProcess>();

  /** @param dist folder of the bundles */
  constructor(readonly dist: string) {}

  async startProcess(): Promise<EngineProcess> {
    const engine = await EngineProcess.start(join(this.dist, 'engine.js'), neverAborted);
    this.running.add(engine);
    return engine;
  }

  /** Removes everything that it kept as well. */
  async stopProcess(engine: EngineProcess): Promise<void> {
    await engine.stop();
    this.running.delete(engine);
    rmSync(engine.folder, { recursive: true, force: true });
  }

  async start(): Promise<EngineUnderTest> {
    const engine = await this.startProcess();
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
      stop: async () => {
        closeClients(await clients());
        await this.stopProcess(engine);
      },
    };
  }

  /** At once: an engine of its own process group would outlive an interrupted benchmark. */
  killAll(): void {
    for (const engine of this.running) engine.kill();
  }
}
