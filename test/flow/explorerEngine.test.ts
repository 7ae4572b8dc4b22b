// The tree while the local engine under it is killed: it says so, offers to start it, and is as it was after that.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalEngine } from '../../src/app/commands/startLocalEngine';
import { connectionView } from '../../src/app/connectionText';
import { inEnglish } from '../../src/app/l10n';
import { systemClock } from '../../src/app/systemClock';
import { isAlive, lockHolder } from '../../src/aws/engineDataDir';
import { LocalEngine } from '../../src/aws/localEngine';
import { type Bundles, buildBundles } from '../support/bundles';
import { endEngine } from '../support/endEngine';
import { type ExplorerWorld, openExplorer } from '../support/explorerWorld';
import { until } from '../support/until';

describe('the tree on the local engine', function () {
  this.timeout(120_000);
  let bundles: Bundles;
  let dataDir: string;
  let world: ExplorerWorld;

  before(() => {
    bundles = buildBundles('engine', 'worker');
    dataDir = mkdtempSync(join(tmpdir(), 'explorer-engine-'));
    const engine = new LocalEngine({
      bundlePath: join(bundles.dist, 'engine.js'),
      dataDir,
      clock: systemClock,
      isTrusted: () => true,
      settings: () => ({ idleMinutes: 5, runImagesOnHost: false, allowPrivileged: false }),
    });
    world = openExplorer({ kind: 'local' }, { engine });
  });
  after(async () => {
    world.dispose();
    await endEngine(dataDir);
    bundles.remove();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    assert.deepEqual(world.faults, []);
  });

  async function killEngine(): Promise<void> {
    const pid = await lockHolder(dataDir);
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    await until(5_000, 'the engine is dead', () => !isAlive(pid));
  }

  it('says that the engine was killed and offers to start it, which brings everything back', async () => {
    const { view, sessions, untilShown } = world;
    await view.show();
    await view.expand('Job Queues', 'local');
    const session = await sessions.open();
    const job = { jobName: 'kept', jobQueue: 'local', jobDefinition: 'pipeline-split' };
    await session.batch.submitJob(job, session.signal);
    await view.expand('Jobs');
    const isKept = (rows: readonly string[]): boolean => rows.some((row) => row.startsWith('kept |'));
    await untilShown(isKept, 'Jobs');

    await killEngine();
    await until(40_000, 'the death of the engine is noticed', () => sessions.state.status === 'broken');
    await untilShown((rows) => rows.length === 0);
    const { sentence, action } = connectionView(sessions.state, inEnglish);
    assert.deepEqual([sentence, action?.command], ['The local engine is not running.', 'awsBatch.startLocalEngine']);
    assert.equal(await lockHolder(dataDir), undefined, 'nothing is started unasked');

    await startLocalEngine(world);
    await untilShown(isKept, 'Jobs');
    await untilShown((rows) => rows.length === 7, 'Job Queues', 'local');
  });
});
