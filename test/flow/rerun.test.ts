// Rerun Failed on an engine: it runs what failed and nothing else, and the result is right to the byte.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rerunFailed } from '../../src/app/commands/rerunFailed';
import { planRun } from '../../src/app/pipeline/planRun';
import type { Run } from '../../src/app/pipeline/runRequest';
import { runOfJob } from '../../src/app/pipeline/runOfJob';
import { submitRun } from '../../src/app/pipeline/submitRun';
import type { Node } from '../../src/app/tree/node';
import { type AwsClients, closeClients } from '../../src/aws/clients';
import { findMerge } from '../../src/app/pipeline/findMerge';
import { isTerminal } from '../../src/core/jobStatus';
import { type EngineWorld, clientsFor, makeEngineWorld } from '../support/engineWorld';
import { asyncOf } from '../support/fakePorts';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';
import { WorkerRunner } from '../support/workerRunner';

const { signal } = new AbortController();
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: { kind: 'jobs', connection: 'local' } });

describe('Rerun Failed on an engine', function () {
  this.timeout(120_000);
  let runner: WorkerRunner;
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let world: EngineWorld;
  /** Holds a file for each line number that fails. */
  let bad: string;
  before(async () => {
    runner = new WorkerRunner();
    target = await startTestEngine({ runner });
    clients = clientsFor(target);
  });
  beforeEach(() => {
    world = makeEngineWorld(clients);
    bad = mkdtempSync(join(tmpdir(), 'rerun-'));
    runner.failsMerge = false;
  });
  afterEach(() => rmSync(bad, { recursive: true }));
  after(async () => {
    closeClients(await clients());
    await target.close();
    assert.deepEqual(loggedErrors, []);
  });

  /** From now on these children fail, counted from 0 in the whole run, and no others. */
  function fail(...children: readonly number[]): void {
    for (const name of readdirSync(bad)) rmSync(join(bad, name));
    for (const child of children) writeFileSync(join(bad, String(child + 1)), '');
  }

  async function submit(lineCount: number): Promise<Run> {
    const lines = Array.from({ length: lineCount }, (_, i) => `dòng ${i}`).join('\n');
    const input = { name: 'lines.txt', open: () => asyncOf([Buffer.from(lines)]) };
    const command = `[ ! -e "${bad}/$LINE_NUMBER" ] || exit 3; printf '%s: %s\\n' "$LINE_NUMBER" "$LINE"`;
    const request = {
      ...{ bucket: 'pipeline', jobQueue: 'local', choice: { preset: 'command', command } as const },
      ...{ splitDefinition: 'pipeline-split', mergeDefinition: 'pipeline-merge' },
    };
    const ports = { ...world.session, clock: world.clock, random: Math.random };
    const run = await submitRun(input, await planRun(input, {}, signal), request, ports, signal, () => undefined);
    await ended(run.split.jobId);
    return run;
  }

  /** Waits for a split, or a merge that is alone, and for the merge after it. */
  async function ended(jobId: string): Promise<void> {
    await until(60_000, `the end of ${jobId}`, async () => {
      const [job] = await world.session.batch.describeJobs([jobId], signal);
      const run = job && runOfJob(job);
      const merge = run && (await findMerge(run, job, world.session));
      return job !== undefined && [job, merge ?? job].every(({ status }) => isTerminal(status));
    });
  }

  /** Gives what ran, and the job to click next. */
  async function rerun(jobId: string): Promise<{ readonly jobId: string; readonly ran: Record<string, number> }> {
    runner.started.length = 0;
    world.ui.answers = [{ choose: 'Run Again' }];
    await rerunFailed(world, nodeOf(jobId));
    const next = world.revealed.at(-1) ?? '';
    await ended(next);
    const count = (name: string): number => runner.started.filter((one) => one === name).length;
    return { jobId: next, ran: { splits: count('split'), merges: count('merge') } };
  }

  async function resultOf({ resultKey }: Run): Promise<string> {
    const { chunks } = await world.session.storage.openObject({ bucket: 'pipeline', key: resultKey }, signal);
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return Buffer.concat(parts).toString();
  }

  const expected = (lineCount: number): string =>
    Array.from({ length: lineCount }, (_, i) => `${i + 1}: dòng ${i}\n`).join('');

  it('runs 3 of 1,000 again', async () => {
    fail(0, 499, 999);
    const run = await submit(1000);
    assert.equal(runner.started.length, 1000);
    fail();
    const { ran } = await rerun(run.split.jobId);
    assert.deepEqual(ran, { splits: 3, merges: 1 });
    assert.equal(await resultOf(run), expected(1000));
  });

  it('runs the only one that failed, then all of them, then what failed once more', async () => {
    fail(4);
    const one = await submit(7);
    fail();
    assert.deepEqual((await rerun(one.merge.jobId)).ran, { splits: 1, merges: 1 });
    assert.equal(await resultOf(one), expected(7));

    fail(0, 1, 2, 3, 4);
    const all = await submit(5);
    fail(1, 4);
    const second = await rerun(all.split.jobId);
    assert.equal(second.ran.splits, 5);
    fail(4);
    const third = await rerun(second.jobId);
    assert.equal(third.ran.splits, 2);
    // One child is a plain job, and it fails once more.
    const fourth = await rerun(third.jobId);
    assert.equal(fourth.ran.splits, 1);
    fail();
    assert.deepEqual((await rerun(fourth.jobId)).ran, { splits: 1, merges: 1 });
    assert.equal(await resultOf(all), expected(5));
  });

  it('runs a merge that failed alone, and that as often as it fails', async () => {
    runner.failsMerge = true;
    const run = await submit(3);
    const again = await rerun(run.split.jobId);
    assert.deepEqual(again.ran, { splits: 0, merges: 1 });
    runner.failsMerge = false;
    assert.deepEqual((await rerun(again.jobId)).ran, { splits: 0, merges: 1 });
    assert.equal(await resultOf(run), expected(3));
  });
});
