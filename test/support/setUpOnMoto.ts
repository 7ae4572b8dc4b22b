// What Set Up and Tear Down Pipeline need, on moto: real sessions and gateways, a user by script, a proxy for trouble.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { inEnglish } from '../../src/app/l10n';
import type { Clock } from '../../src/app/ports';
import type { Services } from '../../src/app/services';
import type { Session } from '../../src/app/session';
import { systemClock } from '../../src/app/systemClock';
import { ShippedPipelineFiles } from '../../src/aws/pipelineFiles';
import type { Connection } from '../../src/core/connection';
import { buildBundles } from './bundles';
import { openExplorer } from './explorerWorld';
import { FakeUi } from './fakeUi';
import { type MeddlingProxy, startMeddlingProxy } from './meddlingProxy';
import { type MotoServer, serviceRole, startMotoServer } from './motoServer';
import { FakeMemory } from './treeWorld';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'clock' | 'explorer' | 'workspaceMemory' | 'pipelineFiles'>;

export type SetUpOnMoto = {
  readonly connection: Connection;
  readonly moto: MotoServer;
  readonly proxy: MeddlingProxy;
  readonly ui: FakeUi;
  readonly services: Needs;
  readonly session: Session;
  stop(): Promise<void>;
};

/** As fast as it may be: moto is done when it answers. */
const hurriedClock: Clock = {
  now: () => systemClock.now(),
  sleep: (delayMs, signal) => systemClock.sleep(delayMs / 1000, signal),
};

export async function startSetUpOnMoto(): Promise<SetUpOnMoto> {
  const bundles = buildBundles('worker', 'trigger');
  const moto = await startMotoServer();
  assert.ok(moto, 'moto_server is not installed');
  const { endpoint, region, ...accessKey } = moto.address;
  const proxy = await startMeddlingProxy(endpoint);
  const connection = { kind: 'endpoint', url: proxy.endpoint, region } as const;
  const world = openExplorer(connection, { accessKey });
  const session = await world.sessions.open();
  const files = new ShippedPipelineFiles(join(bundles.dist, '..'));
  const pipelineFiles = {
    read: async () => {
      const { template, ...others } = await files.read();
      // It wants a role where AWS has its own.
      const withRole = template.replace('Type: MANAGED\n', `Type: MANAGED\n      ServiceRole: ${serviceRole}\n`);
      return { ...others, template: withRole };
    },
  };
  const ui = new FakeUi();
  const services = {
    ...{ sessions: world.sessions, explorer: world.explorer, t: inEnglish, clock: hurriedClock },
    ...{ ui, workspaceMemory: new FakeMemory(), pipelineFiles },
  };
  return {
    ...{ connection, moto, proxy, ui, services, session },
    async stop() {
      world.dispose();
      await proxy.close();
      await moto.stop();
      bundles.remove();
      assert.deepEqual(world.faults, []);
    },
  };
}
