// How many calls each main action of the extension takes, counted where they arrive.
import { submitPipeline } from '../../src/app/commands/submitPipeline';
import { openLog } from '../../src/app/commands/openLog';
import { childJobId } from '../../src/core/arrayJob';
import type { Session } from '../../src/app/session';
import { openExplorer } from '../support/explorerWorld';
import { ManualClock } from '../support/manualClock';
import { type MeddlingProxy, startMeddlingProxy } from '../support/meddlingProxy';
import { makeSubmitWorld } from '../support/submitWorld';
import { until } from '../support/until';
import type { Engines } from './engines';
import type { Report } from './measurement';

const lineCount = 100;
const deadlineMs = 120_000;
const accountId = '123456789012';

export async function measureCalls(engines: Engines, report: Report): Promise<void> {
  const engine = await engines.start();
  const proxy = await startMeddlingProxy(engine.ready.endpoint);
  const address = { ...engine.ready, endpoint: proxy.endpoint, accountId };
  const found = {
    start: () => Promise.resolve(address),
    find: () => Promise.resolve(address),
    stop: () => Promise.resolve(false),
    readLog: () => Promise.resolve(''),
    hasEndedIdle: () => Promise.resolve(false),
  };
  // The clock stands still: nothing is looked at again meanwhile.
  const world = openExplorer({ kind: 'local' }, { engine: found, clock: new ManualClock() });
  const { view, sessions } = world;
  const count = async (action: string, work: () => Promise<unknown>): Promise<void> => {
    proxy.paths.length = 0;
    await work();
    const detail = byService(proxy);
    report({ measure: `calls: ${action}`, value: proxy.paths.length, unit: 'calls', detail });
  };
  try {
    await count('open the view', () => view.show());
    await count('expand a queue', () => view.expand('Job Queues', 'local'));
    await count('expand the recent jobs', () => view.expand('Jobs'));
    const commands = makeSubmitWorld();
    const services = { ...commands, sessions, explorer: world.explorer };
    const lines = Array.from({ length: lineCount }, (_, n) => `line ${n}\n`).join('');
    const file = commands.files.put('lines.txt', lines);
    commands.ui.answers = ['first'];
    await count(`submit a pipeline of ${lineCount} lines`, () => submitPipeline(services, file));
    const [submitted] = view.selection;
    if (submitted?.kind !== 'job') throw new Error('The new run was not shown in the tree.');
    const session = await sessions.open();
    await until(deadlineMs, 'the jobs have ended', () => hasEnded(session, submitted.jobId));
    await world.explorer.refreshNode(view.find('Job Queues', 'local'));
    await count('expand a state', () => view.expand('Job Queues', 'local', 'Succeeded'));
    await count('open the log of a child', async () => {
      await openLog(services, { ...submitted, jobId: childJobId(submitted.jobId, 0) });
      await commands.ui.documents[0]?.read(session.signal);
    });
  } finally {
    world.dispose();
    await proxy.close();
    await engine.stop();
  }
}

async function hasEnded({ batch, signal }: Session, jobId: string): Promise<boolean> {
  const [job] = await batch.describeJobs([jobId], signal);
  return job?.status === 'SUCCEEDED' || job?.status === 'FAILED';
}

/** Paths of S3 begin with the bucket. */
function byService({ paths }: MeddlingProxy): Readonly<Record<string, number>> {
  const batch = paths.filter((path) => path.startsWith('/v1/')).length;
  const logs = paths.filter((path) => path === '/').length;
  return { batch, logs, s3: paths.length - batch - logs };
}
