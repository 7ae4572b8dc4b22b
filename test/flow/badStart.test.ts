import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeJobQueuesCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { type EngineProcess, startEngineProcess } from '../support/engineProcess';
import { until } from '../support/until';

// What a new user runs into: each of it must be told in a sentence that helps.
describe('start of the engine', function () {
  this.timeout(60_000);
  let folder: string;
  const running: EngineProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'start-'));
  });
  afterEach(async () => {
    for (const engine of running.splice(0)) await engine.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(dataDir: string, ...options: readonly string[]): Promise<EngineProcess> {
    const engine = await startEngineProcess(dataDir, ...options);
    running.push(engine);
    return engine;
  }
  /** The text on stderr must be one sentence of ours, not a stack. */
  const refused = (promise: Promise<unknown>, text: RegExp): Promise<void> =>
    assert.rejects(promise, (error: Error) => {
      assert.match(error.message, text);
      assert.doesNotMatch(error.message, /\n\s+at /);
      return true;
    });

  it('prints one line with what a client needs, and keeps the credentials to the user', async () => {
    const { ready } = await start(folder);
    assert.deepEqual(Object.keys(ready).sort(), [
      'accessKeyId',
      'accountId',
      'dataDir',
      'endpoint',
      'pid',
      'region',
      'secretAccessKey',
    ]);
    assert.match(ready.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    if (process.platform === 'win32') return;
    for (const file of ['credentials.json', 'engine.json'])
      assert.equal(statSync(join(folder, file)).mode & 0o077, 0, file);
  });

  it('a second engine on the same data says who has it; after kill -9 the next one takes over', async () => {
    const first = await start(folder);
    await refused(start(folder), /Another engine \(process \d+\) works on .*choose another --data/);
    await first.kill();
    const next = await start(folder);
    assert.equal(next.ready.accessKeyId, first.ready.accessKeyId);
  });

  it('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await refused(start(folder, '--port', String(port)), /Port \d+ is in use by another program\. Choose another one/);
    server.close();
    await start(folder);
  });

  it('a data directory that cannot be written, or is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await refused(start(file), /The data directory cannot be written: .*--data/);
    // Root may write anywhere.
    if (process.platform === 'win32' || process.getuid?.() === 0) return;
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    await refused(start(closed), /The data directory cannot be written: .*--data/);
  });

  it('options that are wrong', async () => {
    await refused(start(folder, '--port', '99999'), /--port must be 0 to 65535, not "99999"/);
    await refused(start(folder, '--account', '12'), /--account must be 12 digits/);
    await refused(start(folder, '--region', '../x'), /--region must be a region's name/);
    await refused(start(folder, '--no-such-option'), /no-such-option[\s\S]*Usage: engine/);
  });

  it('credentials that are damaged', async () => {
    writeFileSync(join(folder, 'credentials.json'), '{');
    await refused(start(folder), /credentials\.json cannot be read: .*Remove it/);
  });

  // A small disk of its own can only be made by root; CI is.
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    it('a disk that fills up: what cannot be stored is refused, nothing is lost, and it goes on when there is room', async () => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
      try {
        const engine = await start(join(disk, 'data'));
        const put = (key: string, sizeBytes: number) =>
          engine.s3.send(new PutObjectCommand({ Bucket: 'pipeline', Key: key, Body: Buffer.alloc(sizeBytes, key) }));
        await put('kept', 100_000);
        writeFileSync(join(disk, 'ballast'), '');
        const ballast = (): void => {
          try {
            for (;;) writeFileSync(join(disk, 'ballast'), Buffer.alloc(4096), { flag: 'a' });
          } catch {
            // The disk is full: that was the aim.
          }
        };
        ballast();
        await assert.rejects(put('refused', 500_000), { name: 'InternalError', message: /is the disk full\?/ });
        const job = { jobName: 'x', jobQueue: 'local', jobDefinition: 'pipeline-split' };
        await until(10_000, 'a job is refused', async () => {
          try {
            // The last block of the journal may still have room for some.
            await engine.batch.send(new SubmitJobCommand({ ...job, parameters: { filler: 'x'.repeat(2000) } }));
            return false;
          } catch (error) {
            assert.match((error as Error).message, /is the disk full\?/);
            return true;
          }
        });
        await engine.batch.send(new DescribeJobQueuesCommand({}));
        rmSync(join(disk, 'ballast'));
        await put('later', 100_000);
        await engine.batch.send(new SubmitJobCommand(job));
        await engine.kill();
        const again = await start(join(disk, 'data'));
        for (const key of ['kept', 'later']) {
          const object = await again.s3.send(new GetObjectCommand({ Bucket: 'pipeline', Key: key }));
          assert.equal((await object.Body?.transformToByteArray())?.length, 100_000);
        }
        await assert.rejects(again.s3.send(new GetObjectCommand({ Bucket: 'pipeline', Key: 'refused' })), {
          name: 'NoSuchKey',
        });
        await again.kill();
        assert.ok(readFileSync(join(disk, 'data', 'credentials.json')).length > 0);
      } finally {
        for (const engine of running.splice(0)) await engine.kill();
        // The job that was running outlives the engine for a moment, with its working directory on the disk.
        await until(20_000, 'the disk can be unmounted', () => canUnmount(disk));
      }
    });
  }
});

function canUnmount(disk: string): boolean {
  try {
    execFileSync('umount', [disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
