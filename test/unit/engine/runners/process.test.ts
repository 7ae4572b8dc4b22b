import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../../src/engine/clock';
import { ProcessRunner } from '../../../../src/engine/runners/process';
import { pidsOfTasks, signalTree } from '../../../../src/engine/runners/processTree';
import { processStartTime } from '../../../../src/engine/runners/processIdentity';
import type { RunningTask, TaskOutcome } from '../../../../src/engine/runners/runner';
import { endStrayTasks } from '../../../../src/engine/runners/strayTasks';
import { StorageError } from '../../../../src/engine/store/journal';
import { until } from '../../../support/until';

type Run = {
  readonly task: RunningTask;
  readonly lines: string[];
  readonly outcome: Promise<TaskOutcome>;
  pid: number;
};

const node = process.execPath;

describe('runner of processes', () => {
  let folder: string;
  let taskCount = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'runner-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function taskId(): string {
    return `${process.pid}-${taskCount}`;
  }

  function start(command: readonly string[], onLines?: (lines: readonly string[]) => void): Run {
    taskCount += 1;
    const environment = { PATH: process.env.PATH ?? '' };
    const lines: string[] = [];
    let resolve: (outcome: TaskOutcome) => void = () => undefined;
    const outcome = new Promise<TaskOutcome>((done) => (resolve = done));
    const request = { taskId: taskId(), command, environment, workFolder: folder };
    const run: Run = {
      task: new ProcessRunner(systemClock).start(request, {
        onStarted: (pid = 0) => (run.pid = pid),
        onLines: (more) => {
          onLines?.(more);
          lines.push(...more);
        },
        onEnded: resolve,
      }),
      lines,
      outcome,
      pid: 0,
    };
    return run;
  }

  it('delivers lines of both streams, the last one without a line break, and the exit code', async () => {
    const run = start([
      node,
      '-e',
      'console.log("a\\n\\nb"); console.error("é"); process.stdout.write("last"); process.exitCode = 3',
    ]);
    assert.deepEqual(await run.outcome, { exitCode: 3 });
    assert.deepEqual([...run.lines].sort(), ['a', 'b', 'last', 'é']);
  });

  it('splits a line that is longer than a log event, without cutting a character', async () => {
    const run = start([node, '-e', 'process.stdout.write("é".repeat(1_200_000))']);
    await run.outcome;
    assert.ok(run.lines.every((line) => Buffer.byteLength(line) <= 1024 * 1024));
    assert.equal(run.lines.join(''), 'é'.repeat(1_200_000));
  });

  it('says why a command could not start', async () => {
    assert.match(
      (await start(['no-such-program']).outcome).reason ?? '',
      /^CannotStartContainerError: "no-such-program" was not found/,
    );
    assert.match((await start([]).outcome).reason ?? '', /^CannotStartContainerError: /);
    assert.match((await start([node, 'a\0b']).outcome).reason ?? '', /^CannotStartContainerError: /);
  });

  it('makes an end of a command that ignores SIGTERM, and of what it started', async () => {
    const script = `
      process.on('SIGTERM', () => undefined);
      require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000); console.log("grandchild")'], { stdio: 'inherit' });
      setInterval(() => 0, 1000);`;
    const run = start([node, '-e', script]);
    await until(5000, 'the grandchild runs', () => run.lines.includes('grandchild'));
    run.task.stop(200);
    assert.deepEqual(await run.outcome, { exitCode: 137 });
    const id = taskId();
    await until(5000, 'no process of the attempt is left', () => pidsOfTasks((task) => task === id).length === 0);
  });

  it('also finds what left the process group and closed its output', async function () {
    if (process.platform !== 'linux') return;
    const inner = 'console.log("away"); setTimeout(() => require("fs").closeSync(1), 50); setInterval(() => 0, 1000)';
    const script = `
      require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'inherit', detached: true });
      setInterval(() => 0, 1000);`;
    const run = start([node, '-e', script]);
    await until(5000, 'the stranger runs', () => run.lines.includes('away'));
    const id = taskId();
    run.task.stop(100);
    await run.outcome;
    await until(5000, 'no process of the attempt is left', () => pidsOfTasks((task) => task === id).length === 0);
  });

  it('does not wait for a process in the background that holds the output open', async () => {
    const script =
      'require("child_process").spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"], { stdio: "inherit", detached: true }).unref(); console.log("done")';
    const run = start([node, '-e', script]);
    assert.deepEqual(await run.outcome, { exitCode: 0 });
    assert.deepEqual(run.lines, ['done']);
  });

  it('keeps lines that could not be stored until they can', async () => {
    let refusals = 2;
    const run = start([node, '-e', 'console.log("kept")'], () => {
      if (refusals > 0) {
        refusals -= 1;
        throw new StorageError('disk', new Error('full'));
      }
    });
    await run.outcome;
    assert.deepEqual(run.lines, ['kept']);
    assert.equal(refusals, 0);
  });

  it('after a crash ends the processes that were written down, and no other', async function () {
    if (process.platform === 'win32') return;
    const run = start([node, '-e', 'setInterval(() => 0, 1000)']);
    await until(5000, 'it runs', () => run.pid !== 0);
    // The process id was given to another process meanwhile.
    endStrayTasks([{ taskId: 'another', pid: run.pid, processStartedAt: 'yesterday' }]);
    assert.notEqual(processStartTime(run.pid), '');
    endStrayTasks([{ taskId: taskId(), pid: run.pid, processStartedAt: processStartTime(run.pid) }]);
    assert.deepEqual(await run.outcome, { exitCode: 137 });
  });

  it('never signals process ids that mean "everything"', () => {
    for (const pid of [0, 1, -1]) assert.throws(() => signalTree(pid, 'x', 'SIGKILL'), RangeError);
  });
});
