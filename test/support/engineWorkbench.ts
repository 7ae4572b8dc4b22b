// A workbench whose local engine is its own: a test may kill it, or use it as another program does.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockHolder, readAnnouncement } from '../../src/aws/engineDataDir';
import { endEngine } from './endEngine';
import { type Clients, clientsOf } from './testEngine';
import { until } from './until';
import { type Workbench, type WorkbenchOptions, openWorkbench } from './vscodeHost';

type EngineReady = Parameters<typeof clientsOf>[0]['ready'];

export type EngineWorkbench = Workbench & {
  /** The engine's process, once it runs: the view starts it when it is opened. */
  enginePid(): Promise<number>;
  enginePort(): Promise<number>;
  /** Gives clients of the engine that runs. */
  withClients<T>(use: (clients: Clients) => Promise<T>): Promise<T>;
};

export async function openEngineWorkbench(options: WorkbenchOptions = {}): Promise<EngineWorkbench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ui-engine-'));
  const remove = async (): Promise<void> => {
    await endEngine(dataDir);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const running = async (): Promise<EngineReady> => {
    const found: EngineReady[] = [];
    await until(30_000, 'the engine runs', async () => {
      const [pid, announced] = [await lockHolder(dataDir), await readAnnouncement(dataDir)];
      // What is announced may be of one that was killed.
      if (pid !== undefined && announced?.pid === pid) found.push({ ...announced.address, pid, dataDir });
      return found.length > 0;
    });
    return found[0] as EngineReady;
  };
  try {
    const workbench = await openWorkbench({ ...options, env: { ...options.env, AWS_BATCH_EXPLORER_DATA: dataDir } });
    return {
      ...workbench,
      enginePid: async () => (await running()).pid,
      enginePort: async () => Number(new URL((await running()).endpoint).port),
      withClients: async (use) => {
        const clients = clientsOf({ ready: await running() });
        try {
          return await use(clients);
        } finally {
          for (const client of Object.values(clients)) client.destroy();
        }
      },
      close: async () => {
        await workbench.close();
        await remove();
      },
    };
  } catch (cause) {
    await remove();
    throw cause;
  }
}
