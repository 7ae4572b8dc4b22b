import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListJobsCommand } from '@aws-sdk/client-batch';
import { type Bundles, buildBundles } from '../support/bundles';
import { clientsOf } from '../support/testEngine';
import { until } from '../support/until';
import type { ReadyLine } from '../../src/engine/dataDir';

const rainbow = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet']
  .map((color) => `My favorite color of the rainbow is ${color}.\n`)
  .join('');
/** Each line is the path of a file for the process's id. */
const forever =
  'node -e "require(\'fs\').writeFileSync(process.env.LINE, String(process.pid)); setTimeout(() => {}, 600_000)"';

describe('npm run demo', function () {
  this.timeout(60_000);
  let bundles: Bundles;
  let folder: string;
  before(() => (bundles = buildBundles('engine', 'worker', 'demo')));
  after(() => bundles.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
    mkdirSync(join(folder, 'tmp'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  type Demo = { readonly child: ChildProcess; stdout: string; stderr: string; readonly ended: Promise<Demo> };

  function start(...commandLine: readonly string[]): Demo {
    const tmp = join(folder, 'tmp');
    const child = spawn(process.execPath, [join(bundles.dist, 'demo.js'), ...commandLine], {
      cwd: folder,
      env: { ...process.env, TMPDIR: tmp, TMP: tmp, TEMP: tmp },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const demo: Demo = { child, stdout: '', stderr: '', ended: once(child, 'close').then(() => demo) };
    child.stdout.on('data', (chunk: Buffer) => (demo.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (demo.stderr += chunk.toString()));
    return demo;
  }

  const run = (...commandLine: readonly string[]): Promise<Demo> => start(...commandLine).ended;
  /** What it has put into the folder for temporary files: nothing when it has ended. */
  const leftovers = (): string[] => readdirSync(join(folder, 'tmp'));
  const readyLine = (): ReadyLine => {
    const [own] = leftovers();
    return JSON.parse(readFileSync(join(folder, 'tmp', own ?? '', 'data', 'engine.json'), 'utf8')) as ReadyLine;
  };
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  function file(name: string, content: string | Buffer): string {
    writeFileSync(join(folder, name), content);
    return name;
  }

  /** A demo whose two children run for ever, and the ids of their processes. */
  async function startForever(): Promise<{ readonly demo: Demo; readonly pids: readonly number[] }> {
    const paths = ['a', 'b'].map((name) => join(folder, `pid-${name}`));
    const demo = start(file('in.txt', paths.join('\n')), '--command', forever);
    const pids = (): number[] =>
      paths.flatMap((path) => (existsSync(path) ? [Number(readFileSync(path, 'utf8'))] : []));
    await until(30_000, 'both children run', () => pids().filter((pid) => pid > 0).length === 2);
    return { demo, pids: pids() };
  }

  it('prints the rainbow, and nothing else, on stdout', async () => {
    const demo = await run();
    assert.equal(demo.stdout, rainbow, demo.stderr);
    assert.equal(demo.child.exitCode, 0);
    assert.match(demo.stderr, /7 lines of color\.txt[^]*split {3}7\/7 {2}SUCCEEDED[^]*merge {3}SUCCEEDED/);
    assert.doesNotMatch(demo.stderr, /\x1b|NodeDeprecation|Warning/);
    assert.deepEqual(leftovers(), []);
  });

  it('runs a command for each line of a file', async () => {
    const demo = await run(file('two words.txt', 'a\nbb\n'), '--command', 'node -p "process.env.LINE.length"');
    assert.deepEqual([demo.stdout, demo.child.exitCode], ['1\n2\n', 0], demo.stderr);
  });

  it('shows which children failed and the end of a log, and fails', async () => {
    const command = 'node -e "console.error(\'cannot do \' + process.env.LINE); process.exit(4)"';
    const demo = await run(file('in.txt', 'x\ny\n'), '--command', command);
    assert.deepEqual([demo.stdout, demo.child.exitCode], ['', 1]);
    assert.match(demo.stderr, /2 of 2 children failed:\n {2}child 0 \(line 1\): exit code 4, [^]*\| cannot do x/);
    assert.deepEqual(leftovers(), []);
  });

  for (const [what, commandLine, code, message] of [
    ['a missing file', ['nowhere.txt'], 1, /^There is no file ".*nowhere\.txt"\.\n$/m],
    ['a directory', ['.'], 1, /is a directory/],
    ['an empty file', ['empty'], 1, /empty: The file is empty/],
    ['a binary file', ['binary'], 1, /binary: Line 1 has a NUL byte/],
    ['a file in UTF-16', ['utf16'], 1, /UTF-16/],
    ['an unknown option', ['--fast'], 2, /Unknown option '--fast'[^]*--help/],
    ['an unknown preset', ['--preset', 'x'], 2, /no preset "x"/],
    ['a preset without its command', ['--preset', 'command'], 2, /needs --command/],
    ['two files', ['a', 'b'], 2, /One FILE is enough/],
  ] as const) {
    it(`explains ${what} before it starts anything`, async () => {
      file('empty', '');
      file('binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
      file('utf16', Buffer.from('\uFEFFred\n', 'utf16le'));
      const demo = await run(...commandLine);
      assert.deepEqual([demo.stdout, demo.child.exitCode], ['', code]);
      assert.match(demo.stderr, message);
      assert.doesNotMatch(demo.stderr, /^engine| at .*:\d+:\d+/m);
    });
  }

  it('does not mind a reader that has seen enough', async () => {
    const demo = start(file('many.txt', 'x\n'), '--command', 'node -e "process.stdout.write(\'y\'.repeat(5e6))"');
    demo.child.stdout?.once('data', () => demo.child.stdout?.destroy());
    await demo.ended;
    assert.equal(demo.child.exitCode, 0, demo.stderr);
    assert.doesNotMatch(demo.stderr, /EPIPE/);
    assert.deepEqual(leftovers(), []);
  });

  it('with --keep leaves the engine running and says how to reach it', async () => {
    const demo = await run('--keep');
    assert.deepEqual([demo.stdout, demo.child.exitCode], [rainbow, 0], demo.stderr);
    const ready = readyLine();
    assert.ok(demo.stderr.includes(ready.endpoint) && demo.stderr.includes(ready.secretAccessKey), demo.stderr);
    const clients = clientsOf({ ready });
    try {
      const list = new ListJobsCommand({ jobQueue: 'local', jobStatus: 'SUCCEEDED' });
      assert.equal((await clients.batch.send(list)).jobSummaryList?.length, 2);
    } finally {
      for (const client of Object.values(clients)) client.destroy();
      process.kill(ready.pid);
      await until(10_000, 'the engine ends', () => !isAlive(ready.pid));
    }
  });

  it('says so when the engine dies', async () => {
    const { demo, pids } = await startForever();
    process.kill(readyLine().pid, 'SIGKILL');
    await demo.ended;
    // What an engine that was killed leaves running is ended by the next one on its data: here there is none.
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    assert.equal(demo.child.exitCode, 1);
    assert.match(demo.stderr, /The local engine ended \(SIGKILL\)/);
    assert.deepEqual(leftovers(), []);
  });

  // Windows has no signals that a test could send: Ctrl-C comes from a console there.
  for (const [signal, code] of process.platform === 'win32'
    ? []
    : ([
        ['SIGINT', 130],
        ['SIGTERM', 143],
      ] as const)) {
    it(`on ${signal} stops the jobs and the engine and leaves nothing behind`, async () => {
      const { demo, pids } = await startForever();
      const engine = readyLine().pid;
      demo.child.kill(signal);
      await demo.ended;
      assert.equal(demo.child.exitCode, code, demo.stderr);
      assert.equal(demo.stdout, '');
      assert.match(demo.stderr, /Interrupted/);
      // A process that was killed is there until init has taken note of it.
      await until(5_000, 'all processes are gone', () => ![engine, ...pids].some(isAlive));
      assert.deepEqual(leftovers(), []);
    });
  }

  it('is interrupted while the engine starts, too', async () => {
    const demo = start();
    await until(30_000, 'the engine is being started', () => demo.stderr.includes('engine '));
    demo.child.kill('SIGINT');
    await demo.ended;
    assert.deepEqual([demo.stdout, leftovers()], ['', []]);
  });
});
