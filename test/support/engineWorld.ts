// What the commands need, on a real engine: the user alone is by script.
import { systemClock } from '../../src/app/systemClock';
import { BatchGateway } from '../../src/aws/batchGateway';
import { type AwsClients, awsClients } from '../../src/aws/clients';
import { LogsGateway } from '../../src/aws/logsGateway';
import { ManageGateway } from '../../src/aws/manageGateway';
import { StorageGateway } from '../../src/aws/storageGateway';
import type { Connection } from '../../src/core/connection';
import { WorldSessions, makeSubmitWorld } from './submitWorld';
import type { TestEngine } from './testEngine';

export type EngineWorld = ReturnType<typeof makeEngineWorld>;

export function makeEngineWorld(clients: () => Promise<AwsClients>, connection?: Connection) {
  const made = makeSubmitWorld(connection);
  const session = {
    ...made.session,
    batch: new BatchGateway(clients),
    manage: new ManageGateway(clients),
    logs: new LogsGateway(clients),
    storage: new StorageGateway(clients),
  };
  return { ...made, session, clock: systemClock, sessions: new WorldSessions(session) };
}

/** @param endpoint of what stands in front of the engine, if anything does */
export function clientsFor({ engine }: TestEngine, endpoint = engine.ready.endpoint): () => Promise<AwsClients> {
  const { region, accessKeyId, secretAccessKey } = engine.ready;
  return awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}
