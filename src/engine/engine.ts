// Puts the engine together: the state of each region, the services, and the port they answer on.
import { mkdirSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Server } from 'node:http';
import { BatchRegion } from './batch/region';
import { batchService } from './batch/service';
import type { Clock } from './clock';
import { StartError, announce, lastPort, loadCredentials, lockDataDir, type ReadyLine } from './dataDir';
import { createHttpServer } from './http';
import { Deliveries } from './lambda/deliveries';
import { IdleWatch } from './idleWatch';
import type { Log } from './log';
import { Logs } from './logs/logs';
import { logsService } from './logs/service';
import { ContainerRunner } from './runners/container';
import { type DockerSurroundings, thisMachine } from './runners/dockerHost';
import { imageRunner } from './runners/images';
import type { Runner } from './runners/runner';
import { triggerArn } from './s3/notificationRules';
import { S3 } from './s3/s3';
import { s3Service } from './s3/service';
import { SignatureVerifier } from './sigv4';
import { Store } from './store/store';
import { stsService } from './sts/service';

export type EngineOptions = {
  /** 0 takes the port that the engine of this data directory had before, or else a free one. */
  readonly port: number;
  readonly dataDir: string;
  /** The region that gets the beginner's queue at its first start. */
  readonly region: string;
  readonly accountId: string;
  /** Run every command on this machine whatever image it names. */
  readonly runImagesOnHost: boolean;
  /** Let jobs run in privileged containers, which can do anything on this machine. */
  readonly allowPrivileged: boolean;
  /** The worker bundle that the worker image stands for. */
  readonly workerPath: string;
  /** The trigger bundle that the function of uploads runs. */
  readonly triggerPath: string;
  /** Where a container engine may be. Default: what this machine says. */
  readonly docker?: DockerSurroundings;
  /** Runs the attempts instead of processes: for tests. */
  readonly runner?: Runner;
  /** Told once when there was no request for so long, and no job that has not ended. */
  readonly unused?: { readonly afterMs: number; readonly onUnused: () => void };
  readonly clock: Clock;
  readonly log: Log;
};

export type Engine = {
  readonly ready: ReadyLine;
  /** Stops the jobs that run, closes the port and gives the data directory back. */
  close(): Promise<void>;
};

/** @throws StartError for what the user can mend: a port in use, a data directory that is taken or not writable. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { dataDir, accountId, clock, log } = options;
  const unlock = lockDataDir(dataDir);
  try {
    mkdirSync(join(dataDir, 'regions'), { recursive: true });
    const credentials = loadCredentials(dataDir);
    const s3 = new S3(join(dataDir, 's3'), clock, log);
    const regions = new Map<string, RegionParts>();
    const containers = new ContainerRunner({
      ...{ clock, log, dataDir, isPrivilegedAllowed: options.allowPrivileged },
      docker: options.docker ?? thisMachine,
    });
    await containers.removeStrays();
    const runner = options.runner ?? imageRunner({ ...options, containers });
    const endpoint = { url: '' };
    const partsOf = (region: string): RegionParts => {
      const known = regions.get(region);
      if (known !== undefined) return known;
      const parts = openRegion(region, runner, options, { ...credentials, endpoint: () => endpoint.url });
      regions.set(region, parts);
      parts.batch.resume();
      return parts;
    };
    const deliveries = new Deliveries({
      ...options,
      s3,
      workFolder: join(dataDir, 'work', 'trigger'),
      logsOf: (region) => partsOf(region).logs,
      prepare: (region) => partsOf(region).batch.makeBeginnersSet(() => undefined),
      access: { ...credentials, endpoint: () => endpoint.url },
    });
    const fallback = s3Service(s3, accountId);
    const server = createHttpServer({
      services: new Map([
        ['batch', batchService((region) => partsOf(region).batch.context)],
        ['logs', logsService((region) => partsOf(region).logs, accountId)],
        ['s3', fallback],
        ['sts', stsService(accountId)],
      ]),
      fallback,
      verifier: new SignatureVerifier(credentials, clock),
      log,
    });
    const idleWatch = watchUse(
      server,
      options,
      () => deliveries.hasWork() || [...regions.values()].some(({ batch }) => batch.hasWork()),
    );
    const port = await listenAgain(server, options);
    endpoint.url = `http://127.0.0.1:${port}`;
    // Jobs of other regions go on as well, without waiting for a request.
    for (const region of new Set([options.region, ...readdirSync(join(dataDir, 'regions'))])) partsOf(region);
    partsOf(options.region).batch.makeBeginnersSet(() => makeFirstBucket(s3, options));
    deliveries.open();
    const ready = {
      endpoint: endpoint.url,
      region: options.region,
      accountId,
      ...credentials,
      dataDir,
      pid: process.pid,
    };
    const withdraw = announce(dataDir, ready);
    return {
      ready,
      async close() {
        withdraw();
        idleWatch?.close();
        await closeServer(server);
        deliveries.close();
        for (const { batch, logs, store } of regions.values()) {
          await batch.close();
          logs.close();
          store.close();
        }
        s3.close();
        unlock();
      },
    };
  } catch (cause) {
    unlock();
    throw cause;
  }
}

/** A file that is put below its inbox/ starts a run. */
function makeFirstBucket(s3: S3, { region, accountId }: EngineOptions): void {
  s3.ensureBucket('pipeline', region);
  s3.setNotifications('pipeline', [
    {
      Id: 'inbox',
      LambdaFunctionArn: triggerArn(region, accountId),
      Events: ['s3:ObjectCreated:*'],
      Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'inbox/' }] } },
    },
  ]);
}

type RegionParts = {
  readonly store: Store;
  readonly batch: BatchRegion;
  readonly logs: Logs;
};

function openRegion(
  region: string,
  runner: Runner,
  options: EngineOptions,
  access: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly endpoint: () => string },
): RegionParts {
  const folder = join(options.dataDir, 'regions', region);
  const store = new Store(folder);
  const logs = new Logs(store, join(folder, 'logs'), options.clock);
  const batch = new BatchRegion({
    ...options,
    region,
    store,
    logs,
    access,
    runner,
  });
  store.open();
  logs.open();
  return { store, batch, logs };
}

function watchUse(server: Server, { unused, clock }: EngineOptions, hasWork: () => boolean): IdleWatch | undefined {
  if (unused === undefined) return undefined;
  const idleWatch = new IdleWatch({ idleMs: unused.afterMs, onIdle: unused.onUnused, hasWork, clock });
  idleWatch.watch(server);
  return idleWatch;
}

async function listenAgain(server: Server, { port, dataDir }: EngineOptions): Promise<number> {
  const before = port === 0 ? lastPort(dataDir) : 0;
  if (before === 0) return listen(server, port);
  try {
    return await listen(server, before);
  } catch {
    // Another program has it now.
    return listen(server, 0);
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const onError = (cause: NodeJS.ErrnoException): void => {
      const inUse = cause.code === 'EADDRINUSE';
      reject(
        new StartError(
          inUse
            ? `Port ${port} is in use by another program. Choose another one with --port, or 0 for a free one.`
            : `Port ${port} cannot be opened: ${cause.message}`,
          cause,
        ),
      );
    };
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
