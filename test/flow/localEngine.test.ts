// The engine as windows of VS Code share it: found, started once, started again after its death, ended when unused.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RegisterJobDefinitionCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import type { EngineAddress } from '../../src/app/connectionPorts';
import { systemClock } from '../../src/app/systemClock';
import { engineDataDir, isAlive, lockHolder, readAnnouncement } from '../../src/aws/engineDataDir';
import { LocalEngine } from '../../src/aws/localEngine';
import { AppError } from '../../src/core/errors';
import { defaultDataDir } from '../../src/engine/dataDir';
import { clientsOf } from '../support/testEngine';
import { until } from '../support/until';

const bundlePath = resolve(__dirname, '../../dist/engine.js');
const { signal } = new AbortController();

describe('local engine', function () {
  this.timeout(60_000);
  let dataDir: string;
  let isTrusted: boolean;
  beforeEach(() => {
    isTrusted = true;
    dataDir = mkdtempSync(join(tmpdir(), 'local-engine-'));
  });
  afterEach(async () => {
    await killEngine();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  function windowEngine(idleMinutes = 5): LocalEngine {
    const settings = () => ({ idleMinutes, runImagesOnHost: false, allowPrivileged: false });
    return new LocalEngine({ bundlePath, dataDir, clock: systemClock, isTrusted: () => isTrusted, settings });
  }
  async function killEngine(): Promise<void> {
    const pid = await lockHolder(dataDir);
    if (pid === undefined || pid === process.pid) return;
    process.kill(pid, 'SIGKILL');
    await until(5_000, 'the engine is dead', () => !isAlive(pid));
  }
  const startedTimes = async (): Promise<number> =>
    (await windowEngine().readLog()).split('\n').filter((line) => line.includes(' listening on ')).length;

  it('keeps its data where the engine itself does', () => {
    assert.equal(engineDataDir({ ...process.env, AWS_BATCH_EXPLORER_DATA: '' }), defaultDataDir());
  });

  it('is started once by windows that open at the same time, and found by later ones', async () => {
    const addresses = await Promise.all([1, 2, 3].map(() => windowEngine().start(signal)));
    const endpoints = addresses.map(({ endpoint }) => endpoint);
    assert.equal(new Set(endpoints).size, 1);
    assert.deepEqual(await windowEngine().start(signal), addresses[0]);
    assert.equal(await startedTimes(), 1);
  });

  it('outlives the window that has started it', async () => {
    const script = `
      import { LocalEngine } from ${JSON.stringify(resolve(__dirname, '../../src/aws/localEngine.ts'))};
      import { systemClock } from ${JSON.stringify(resolve(__dirname, '../../src/app/systemClock.ts'))};
      const settings = () => ({ idleMinutes: 5, runImagesOnHost: false, allowPrivileged: false });
      const options = { bundlePath: ${JSON.stringify(bundlePath)}, dataDir: ${JSON.stringify(dataDir)}, clock: systemClock, settings, isTrusted: () => true };
      new LocalEngine(options).start(new AbortController().signal).then(() => process.stdout.write('started'));
      setInterval(() => {}, 1000);`;
    const entry = join(dataDir, 'window.mts');
    writeFileSync(entry, script);
    const window = spawn(process.execPath, ['--import', require.resolve('tsx'), entry], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    await once(window.stdout, 'data');
    assert.ok(window.pid);
    process.kill(process.platform === 'win32' ? window.pid : -window.pid, 'SIGKILL');
    await once(window, 'exit');
    assert.ok(await windowEngine().find(signal), 'it is still there');
  });

  it('is missed after kill -9, and started again at the same place', async () => {
    const engine = windowEngine();
    const before = await engine.start(signal);
    await killEngine();
    assert.equal(await engine.find(signal), undefined);
    assert.equal(await engine.hasEndedIdle(), false);
    assert.deepEqual(await engine.start(signal), before, 'terminals that were opened for it go on working');
  });

  it('is not mistaken for another program that has its port and its process id', async () => {
    const engine = windowEngine();
    const before = await engine.start(signal);
    await killEngine();
    const impostor = createServer((_, response) => response.writeHead(404).end('<html>no such page</html>'));
    const { port } = new URL(before.endpoint);
    await new Promise<void>((listening) => impostor.listen(Number(port), '127.0.0.1', listening));
    try {
      // As after a crash of the machine: files of a process whose id is another's now.
      const announced = JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as object;
      writeFileSync(join(dataDir, 'engine.json'), JSON.stringify({ ...announced, pid: process.pid }));
      writeFileSync(join(dataDir, 'engine.lock'), JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));
      assert.equal(await engine.find(signal), undefined);
      const after = await engine.start(signal);
      assert.notEqual(after.endpoint, before.endpoint);
      assert.equal((impostor.address() as AddressInfo).port, Number(port));
    } finally {
      impostor.close();
      impostor.closeAllConnections();
    }
  });

  it('survives files that a crash has torn', async () => {
    for (const name of ['engine.json', 'engine.lock', 'engine.port']) writeFileSync(join(dataDir, name), '{"pid":1');
    assert.ok((await windowEngine().start(signal)).endpoint);
  });

  it('ends when nobody uses it, and says that nothing was wrong', async () => {
    const engine = windowEngine(1 / 60);
    await engine.start(signal);
    await until(10_000, 'it has ended', async () => (await lockHolder(dataDir)) === undefined);
    assert.equal(await engine.hasEndedIdle(), true);
    assert.equal(await readAnnouncement(dataDir), undefined);
    await engine.start(signal);
    assert.equal(await engine.hasEndedIdle(), false, 'that was the one before');
  });

  it('waits for the jobs that run', async () => {
    const engine = windowEngine(1 / 60);
    const address = await engine.start(signal);
    const endFile = join(dataDir, 'end');
    await submitWaitingJob(address, endFile);
    const pid = await lockHolder(dataDir);
    const laterMs = Date.now() + 2_500;
    await until(6_000, 'time passes without a request', () => Date.now() > laterMs);
    assert.equal(await lockHolder(dataDir), pid, 'the job is not finished');
    writeFileSync(endFile, '');
    await until(20_000, 'it has ended', async () => (await lockHolder(dataDir)) === undefined);
  });

  it('ends when a user asks for it, on every platform', async () => {
    const engine = windowEngine();
    assert.equal(await engine.stop(signal), false, 'there is none yet');
    await engine.start(signal);
    assert.equal(await engine.stop(signal), true);
    assert.equal(await engine.find(signal), undefined);
    assert.equal(await engine.hasEndedIdle(), false, 'a user did it: it must not come back by itself');
    assert.match(await engine.readLog(), /stopping: a client has asked for it/);
  });

  it('is neither started nor used in Restricted Mode', async () => {
    isTrusted = false;
    const isUntrusted = (error: unknown): boolean => error instanceof AppError && error.kind === 'untrusted';
    await assert.rejects(windowEngine().start(signal), isUntrusted);
    assert.equal(await lockHolder(dataDir), undefined);
    isTrusted = true;
    await windowEngine().start(signal);
    isTrusted = false;
    await assert.rejects(windowEngine().start(signal), isUntrusted);
  });

  it('says what the engine said when it does not start', async () => {
    writeFileSync(join(dataDir, 'credentials.json'), 'not JSON');
    await assert.rejects(windowEngine().start(signal), (error: unknown) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.kind, 'engine');
      assert.match(error.message, /credentials\.json cannot be read/);
      return true;
    });
  });

  /** A job that runs until the file exists. */
  async function submitWaitingJob(address: EngineAddress, endFile: string): Promise<void> {
    const pid = await lockHolder(dataDir);
    const { batch, ...others } = clientsOf({ ready: { ...address, dataDir, pid: pid ?? 0 } });
    const program = `const wait = () => require('fs').existsSync(process.argv[1]) || setTimeout(wait, 100); wait()`;
    const command = [process.execPath, '-e', program, endFile];
    await batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: 'waits',
        type: 'container',
        containerProperties: { image: 'host', command, vcpus: 1, memory: 64 },
      }),
    );
    await batch.send(new SubmitJobCommand({ jobName: 'waits', jobQueue: 'local', jobDefinition: 'waits' }));
    for (const client of [batch, ...Object.values(others)]) client.destroy();
  }
});
