// A run on an engine, from its submission to what another window reads of it in the ledger when AWS has long forgotten it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planRun } from '../../src/app/pipeline/planRun';
import { submitRun } from '../../src/app/pipeline/submitRun';
import type { Clock } from '../../src/app/ports';
import { followRuns } from '../../src/app/runs/followRuns';
import { gatherEnd } from '../../src/app/runs/gatherEnd';
import { recordedSessions } from '../../src/app/runs/recordSubmissions';
import { RunLedger } from '../../src/app/runs/runLedger';
import { systemClock } from '../../src/app/systemClock';
import { type AwsClients, closeClients } from '../../src/aws/clients';
import { LedgerFiles } from '../../src/aws/ledgerFiles';
import { decodeDurations } from '../../src/core/durationList';
import { clientsFor, makeEngineWorld } from '../support/engineWorld';
import { asyncOf } from '../support/fakePorts';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';
import { WorkerRunner } from '../support/workerRunner';

const start = Date.now();
const speed = 50;
/** Nobody waits a minute in a test. */
const fastClock: Clock = {
  now: () => start + (Date.now() - start) * speed,
  sleep: (delayMs, signal) => systemClock.sleep(delayMs / speed, signal),
};

describe('the ledger of a run on an engine', function () {
  this.timeout(120_000);
  let target: TestEngine;
  let clients: () => Promise<AwsClients>;
  let folder: string;
  const opened: LedgerFiles[] = [];
  const ended = new AbortController();
  before(async () => {
    target = await startTestEngine({ runner: new WorkerRunner() });
    clients = clientsFor(target);
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  });
  after(async () => {
    ended.abort(new Error('ended'));
    for (const files of opened) await files.dispose();
    rmSync(folder, { recursive: true });
    closeClients(await clients());
    await target.close();
    assert.deepEqual(loggedErrors, []);
  });

  function window(): RunLedger {
    const files = new LedgerFiles(folder);
    opened.push(files);
    return new RunLedger(files, () => 100);
  }

  it('has the request, both jobs, every child, why some failed and what they wrote last', async () => {
    const world = makeEngineWorld(clients);
    const { connection } = world.session;
    const ledger = window();
    const errors: unknown[] = [];
    const log = {
      ...{ info: () => undefined, warn: () => undefined, show: () => undefined },
      error: (_message: string, cause: unknown) => void errors.push(cause),
    };
    const factory = { open: () => Promise.resolve(world.session) };
    const session = await recordedSessions(factory, { ledger, clock: fastClock, log }).open(connection, ended.signal);
    const command = 'case $LINE_NUMBER in 2|4) exit 3;; esac; echo fine';
    const submit = async (lineCount: number): Promise<string> => {
      const lines = Array.from({ length: lineCount }, (_, n) => `line ${n}`).join('\n');
      const input = { name: 'lines.txt', open: () => asyncOf([Buffer.from(lines)]) };
      const request = {
        ...{ bucket: 'pipeline', jobQueue: 'local', choice: { preset: 'command', command } as const },
        ...{ splitDefinition: 'pipeline-split', mergeDefinition: 'pipeline-merge' },
      };
      const ports = { ...session, clock: systemClock, random: Math.random };
      const plan = await planRun(input, {}, ended.signal);
      const run = await submitRun(input, plan, request, ports, ended.signal, () => undefined);
      return run.split.jobId;
    };
    const [bad, good] = [await submit(5), await submit(1)];
    const services = { ledger, clock: fastClock, notices: { tell: () => Promise.resolve() } };
    followRuns(session, { ...services, load: () => Promise.resolve({ gatherEnd }) }, ended.signal).catch(
      (cause: unknown) => ended.signal.aborted || errors.push(cause),
    );
    // Another window, which asks AWS Batch for nothing, sees it all.
    const other = window();
    await until(60_000, 'both are gathered', async () => {
      await other.refresh();
      return [bad, good].every((id) => other.get(id)?.end !== undefined);
    });
    assert.deepEqual(errors, []);
    const { end, looks, request, origin } = other.get(bad) ?? {};
    assert.deepEqual([origin, looks?.at(-1)?.status, looks?.at(-1)?.failedCount], ['pipeline', 'FAILED', 2]);
    assert.deepEqual((request?.environment as Record<string, unknown>).PIPELINE_COMMAND, command);
    assert.ok(end);
    assert.deepEqual(end.missing, []);
    assert.deepEqual(
      end.failures.map(({ count, indexes }) => [count, indexes]),
      [[2, [1, 3]]],
    );
    assert.match(end.logs.map(({ text }) => text).join('\n'), /failed: exit code 3/);
    assert.deepEqual(
      end.jobs.map(({ jobId }) => jobId.replace(bad, 'split')),
      ['split', other.get(bad)?.mergeJobId, 'split:1'],
    );
    const durations = end.children?.durations && decodeDurations(end.children.durations);
    assert.ok(durations?.length === 5 && durations.every((durationMs) => durationMs !== undefined));
    const single = other.get(good);
    assert.deepEqual([single?.looks.at(-1)?.status, single?.end?.resultBytes], ['SUCCEEDED', 'fine\n'.length]);
  });
});
