import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../support/until';
import { S3Fake } from './s3Fake';
import { type Bundle, type Ended, buildWorker, startWorker, upload, withCommand } from './workerProcess';

/** Windows has no signals that a program could be sent. */
const posixIt = process.platform === 'win32' ? (): void => undefined : it;

describe('worker split, preset command', function () {
  // Tens of megabytes, or tens of processes, on a machine that may be busy.
  this.timeout(60_000);

  let bundle: Bundle;
  let folder: string;
  let fake: S3Fake;
  before(() => {
    bundle = buildWorker();
    folder = mkdtempSync(join(tmpdir(), 'worker-command-'));
  });
  after(() => {
    bundle.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    fake = await S3Fake.start();
  });
  afterEach(() => fake.close());

  /** A command line for this Node, which does the same on every platform. */
  const node = (script: string): string => `"${process.execPath}" -e "${script.replaceAll('"', '\\"')}"`;

  async function run(content: string | Buffer, command: string, more: Record<string, string> = {}): Promise<Ended> {
    const environment = await upload(fake, content, { maxChildren: 1, skipBlank: more.PIPELINE_SKIP_BLANK === '1' });
    return startWorker(bundle, ['split'], { ...withCommand(environment, command), ...more }).ended;
  }
  const part = (): Buffer | undefined => fake.objects.get('runs/1/parts/00000');

  function assertFailed({ exitCode, stderr }: Ended, expected: number, text: RegExp): void {
    assert.equal(exitCode, expected, stderr);
    assert.match(stderr, text);
    assert.equal(part(), undefined, 'a child that fails leaves no part');
    assert.equal(fake.uploads.size, 0, 'and no unfinished upload');
  }

  it('runs it for each line, with the line on stdin, in LINE, and its number', async () => {
    const command = node(
      `const {LINE, LINE_NUMBER} = process.env; process.stderr.write('note ' + LINE_NUMBER + '\\n');` +
        `process.stdin.on('data', (d) => process.stdout.write(JSON.stringify([String(d), LINE, LINE_NUMBER])))`,
    );
    const { exitCode, stdout, stderr } = await run('\uFEFFré d\r\n\r\n$(x) "y"', command);
    assert.equal(exitCode, 0, stderr);
    assert.equal(part()?.toString(), '["ré d\\n","ré d","1"]["\\n","","2"]["$(x) \\"y\\"\\n","$(x) \\"y\\"","3"]');
    assert.equal(stderr, 'note 1\nnote 2\nnote 3\n');
    assert.match(stdout, /^child 0: 3 lines, \d+ bytes -> s3:\/\/pipeline\/runs\/1\/parts\/00000\n$/);
  });

  it('runs it in the shell', async () => {
    const command = process.platform === 'win32' ? 'echo a&& echo b' : 'tr a-z A-Z | sed "s/^/$LINE_NUMBER:/"';
    const { stderr } = await run('red\n\n', command, { PIPELINE_SKIP_BLANK: '1' });
    assert.equal(part()?.toString().trim(), process.platform === 'win32' ? 'a\r\nb' : '1:RED', stderr);
  });

  it('stops at the first line that fails, with its exit code, and names the line', async () => {
    const command = node(`process.stdout.write('x'); process.exit(process.env.LINE === 'bad' ? 7 : 0)`);
    assertFailed(await run('good\nbad\nworse\n', command), 7, /^child 0: line 2 "bad" failed: exit code 7\n$/);
  });

  it('fails with the exit code of the shell when there is no such command', async () => {
    const { exitCode, stderr } = await run('a\n', 'no-such-command-here');
    assert.equal(exitCode, process.platform === 'win32' ? 1 : 127);
    assert.match(stderr, /no-such-command-here.*\n.*child 0: line 1 "a" failed/s);
  });

  posixIt('makes 128 + n of a signal', async () => {
    assertFailed(await run('a\n', 'kill -9 $$'), 137, /line 1 "a" failed: SIGKILL, exit code 137/);
  });

  it('does not mind a command that does not read its input', async () => {
    const line = `${'x'.repeat(3_000_000)}\n`;
    const { exitCode, stderr } = await run(`${line}short\n`, node(`process.stdout.write('done;')`));
    assert.equal(exitCode, 0, stderr);
    assert.equal(part()?.toString(), 'done;done;');
    assert.match(stderr, /^child 0: line 1 does not fit into the variable LINE, it is on standard input only\n$/);
  });

  it('gives it a line of 5 MB whole', async () => {
    const line = Buffer.alloc(5_000_000, 'lorem ipsum ');
    const command = node(
      `let n = 0; process.stdin.on('data', (d) => n += d.length).on('end', () => console.log(n, 'LINE' in process.env))`,
    );
    await run(Buffer.concat([line, Buffer.from('\nab\n')]), command);
    assert.equal(part()?.toString(), '5000001 false\n3 true\n');
  });

  it('takes 50 MB of binary output as it is', async () => {
    const command = node(
      `const b = Buffer.alloc(1e6, Buffer.from([0, 255, 10, 13, 128])); let n = 0;` +
        `(function more() { while (n++ < 50) if (!process.stdout.write(b)) return process.stdout.once('drain', more) })()`,
    );
    const { exitCode, stderr } = await run('a\n', command);
    assert.equal(exitCode, 0, stderr);
    assert.ok(part()?.equals(Buffer.alloc(50_000_000, Buffer.from([0, 255, 10, 13, 128]))));
  });

  it('leaves nothing behind when the command fails after much output', async () => {
    const command = node(`process.stdout.write(Buffer.alloc(2e7), () => process.exit(3))`);
    assertFailed(await run('a\n', command), 3, /exit code 3/);
    assert.ok(fake.count('DELETE') === 1);
  });

  it('stops the command when the part cannot be written', async () => {
    fake.fault = ({ query }) => (query.has('partNumber') ? { status: 403, code: 'AccessDenied' } : undefined);
    const command = node(`process.stdout.write(Buffer.alloc(3e7)); setInterval(() => 0, 1000)`);
    assertFailed(await run('a\n', command), 1, /403 AccessDenied .*\(the job role must allow s3:PutObject\)/);
  });

  posixIt('passes SIGTERM on to all that the command started, waits for it and ends with 143', async () => {
    const [ready, stopped] = [join(folder, 'ready'), join(folder, 'stopped')];
    const inner = `trap 'sleep 0.1; touch ${stopped}; exit 0' TERM; touch ${ready}; while :; do sleep 0.05; done`;
    const environment = await upload(fake, 'a\nb\n', { maxChildren: 1 });
    const worker = startWorker(bundle, ['split'], withCommand(environment, `sh -c "${inner}"; echo on`));
    await until(10_000, 'the command runs', () => existsSync(ready));
    worker.signal('SIGTERM');
    await worker.exited;
    assert.ok(existsSync(stopped), 'the command had its time to clean up');
    const { exitCode, stdout } = await worker.ended;
    assert.equal(exitCode, 143);
    assert.equal(stdout, '');
    assert.equal(part(), undefined);
  });

  posixIt('aborts its upload on SIGTERM', async () => {
    const command = node(`process.stdout.write(Buffer.alloc(2e7)); setInterval(() => 0, 1000)`);
    const worker = startWorker(bundle, ['split'], withCommand(await upload(fake, 'a\n'), command));
    await until(10_000, 'a part is there', () => [...fake.uploads.values()].some(({ parts }) => parts.size > 0));
    worker.signal('SIGTERM');
    assert.equal((await worker.ended).exitCode, 143);
    assert.equal(fake.uploads.size, 0);
    assert.equal(part(), undefined);
  });
});
