// The commands as a user runs them, on a real engine: right-click a file, watch a log, save the result.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { downloadResult } from '../../src/app/commands/downloadResult';
import { openLog } from '../../src/app/commands/openLog';
import { submitJobAsJson } from '../../src/app/commands/submitJobAsJson';
import { submitJobDocument } from '../../src/app/commands/submitJobDocument';
import { submitPipeline } from '../../src/app/commands/submitPipeline';
import { uploadFiles } from '../../src/app/commands/uploadFiles';
import type { Node } from '../../src/app/tree/node';
import { type AwsClients, closeClients } from '../../src/aws/clients';
import type { Job } from '../../src/core/job';
import { type Bundles, buildBundles } from '../support/bundles';
import { type EngineWorld, clientsFor, makeEngineWorld } from '../support/engineWorld';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const section: Node = { kind: 'jobs', connection: 'local' };
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: section });
const { signal } = new AbortController();

describe('the commands on an engine', function () {
  this.timeout(60_000);
  let bundles: Bundles;
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let world: EngineWorld;

  before(async () => {
    bundles = buildBundles('worker');
    target = await startTestEngine({ workerPath: join(bundles.dist, 'worker.js') });
    clients = clientsFor(target);
  });
  beforeEach(() => (world = makeEngineWorld(clients)));
  after(async () => {
    closeClients(await clients());
    await target.close();
    bundles.remove();
    assert.deepEqual(loggedErrors, []);
  });

  async function ended(jobId: string): Promise<Job> {
    let job: Job | undefined;
    await until(30_000, `the end of ${jobId}`, async () => {
      [job] = await world.session.batch.describeJobs([jobId], signal);
      return job?.status === 'SUCCEEDED' || job?.status === 'FAILED';
    });
    assert.ok(job);
    return job;
  }

  /** Until the merge has written it the command says that it is not there yet. */
  async function isSaved(jobId: string): Promise<boolean> {
    try {
      await downloadResult(world, nodeOf(jobId));
      return true;
    } catch (cause) {
      if (cause instanceof Error && cause.message.startsWith('The result is not there yet.')) return false;
      throw cause;
    }
  }

  it('submit the rainbow with one Enter, and save its seven sentences', async () => {
    const colors = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet'];
    world.ui.answers = ['first'];
    await submitPipeline(world, world.files.put('color.txt', `${colors.join('\n')}\n`));
    const [splitId = ''] = world.revealed;
    const split = await ended(splitId);
    assert.deepEqual([split.status, split.array?.size], ['SUCCEEDED', 7]);

    world.ui.saveLocation = 'mem:///w/{name}';
    await until(30_000, 'the result', () => isSaved(splitId));
    assert.equal(
      world.files.text('mem:///w/mycolor'),
      colors.map((color) => `My favorite color of the rainbow is ${color}.\n`).join(''),
    );

    world.ui.answers = [{ pick: 'Child 6' }];
    await openLog(world, nodeOf(splitId));
    const text = await world.ui.documents[0]?.read(signal);
    assert.match(
      text ?? '',
      /color-split-\S+ \(.*:6\) · SUCCEEDED \(exit code 0\) · attempt 1 of 3\n# Log stream: pipeline-split\/default\//,
    );
  });

  it('submit a job that was edited as JSON, and follow its log to the end', async () => {
    await submitJobAsJson(world, { kind: 'definition', name: 'pipeline-split', parent: section });
    const template = JSON.parse(world.files.edited[0]?.text ?? '') as Record<string, unknown>;
    assert.deepEqual([template.jobQueue, template.jobDefinition], ['local', 'pipeline-split:1']);
    // The worker has nothing to read: it fails, and says why in its log.
    const document = world.files.put(
      'pipeline-split.batchjob.json',
      JSON.stringify({ ...template, jobName: 'nothing' }),
    );
    await submitJobDocument(world, document);
    const [jobId = ''] = world.revealed;
    await openLog(world, nodeOf(jobId));
    const source = world.ui.documents[0];
    let text = (await source?.read(signal)) ?? '';
    await source?.follow?.((more) => (text += more), signal);
    assert.match(text, /PIPELINE_\w+/);
    assert.match(text, /# FAILED \(exit code \d+.*\)\n$/);
    await assert.rejects(downloadResult(world, nodeOf(jobId)), { kind: 'invalid' });
  });

  it('upload a folder, and ask before anything is overwritten', async () => {
    world.files.put('data/a.txt', 'a');
    world.files.put('data/sub/b.txt', 'b');
    world.ui.answers = [{ pick: 'pipeline' }, { type: 'in' }];
    await uploadFiles(world, { clicked: 'mem:///w/data' });
    world.ui.answers = [{ pick: 'pipeline' }, 'enter', { choose: 'Skip Existing' }];
    world.files.put('data/c.txt', 'c');
    await uploadFiles(world, { clicked: 'mem:///w/data' });
    const keys: string[] = [];
    for await (const page of world.session.storage.listObjects('pipeline', 'in/', signal))
      keys.push(...page.map(({ key }) => key));
    assert.deepEqual(keys, ['in/data/a.txt', 'in/data/c.txt', 'in/data/sub/b.txt']);
    assert.match(world.ui.questions[0]?.question ?? '', /2 of 3 objects exist already/);
  });
});
