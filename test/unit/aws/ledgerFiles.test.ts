import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { foldLedger } from '../../../src/app/ledger/foldLedger';
import type { LedgerEntry } from '../../../src/app/ledger/ledgerEntry';
import type { LedgerContent } from '../../../src/app/ledger/ledgerPort';
import { LedgerFiles } from '../../../src/aws/ledgerFiles';

const run = (id: string, at: number): LedgerEntry => ({
  ...{ kind: 'run', id, at },
  facts: { jobName: id, origin: 'job', connection: { kind: 'local' } },
});

function idsOf({ entries, isWhole }: LedgerContent): readonly (string | boolean)[] {
  return [isWhole, ...entries.map(({ id }) => id)];
}

/** Of a window that has ended: no process has so high a number. */
const goneName = 'runs-v1-99999999-cd.jsonl';

describe('the files of the ledger', function () {
  this.timeout(60_000);
  let folder: string;
  const writers: ChildProcess[] = [];
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ledger-'))));
  afterEach(() => {
    for (const writer of writers.splice(0)) writer.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** As a window that has just been opened reads it. */
  const read = () => new LedgerFiles(folder).readNew();
  const idsThere = async (): Promise<ReadonlySet<string>> =>
    new Set(foldLedger((await read()).entries).map(({ id }) => id));

  /** Kills it, wherever it is, once so many of its runs are on the disk. @returns those that it had acknowledged */
  async function writeUntilKilled(name: string, count: number): Promise<readonly string[]> {
    const script = join(__dirname, '../../support/ledgerWriter.ts');
    const writer = spawn(process.execPath, ['--import', 'tsx', script, folder, name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    writers.push(writer);
    let said = '';
    writer.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.split('\n').length > count) writer.kill('SIGKILL');
    });
    await new Promise((resolve) => writer.once('close', resolve));
    return said.split('\n').slice(0, -1);
  }

  it('loses nothing that was acknowledged when writers are killed, two at a time', async () => {
    const acknowledged: string[] = [];
    const files = new LedgerFiles(folder);
    for (let round = 0; round < 3; round += 1) {
      const both = ['one', 'other'].map((name, n) => writeUntilKilled(`${name}-${round}`, 20 + 7 * n + round));
      acknowledged.push(...(await Promise.all(both)).flat());
      // What the dead have left is made small while the ledger goes on.
      assert.equal(await files.compact(100_000, 0, true), true);
    }
    const runs = foldLedger((await read()).entries);
    const known = new Set(runs.filter(({ end }) => end?.children?.told === 10_000).map(({ id }) => id));
    assert.deepEqual(
      acknowledged.filter((id) => !known.has(id)),
      [],
    );
    assert.equal(readdirSync(folder).length, 1, 'one file is left of them all');
  });

  it('lets each run be claimed once by processes that want all of them', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => `r${n}`);
    const files = new LedgerFiles(folder);
    await files.append(ids.map((id, n) => run(id, n)));
    await files.dispose();
    const script = join(__dirname, '../../support/ledgerClaimer.ts');
    const claimed = await Promise.all(
      [1, 2, 3].map(async () => {
        const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, folder]);
        return stdout.split('\n').filter(Boolean);
      }),
    );
    assert.deepEqual(claimed.flat().sort(), [...ids].sort());
  });

  it('reads on after a line that was cut off anywhere', async () => {
    const whole = JSON.stringify(run('cut', 1));
    for (let length = 1; length < whole.length; length += 7) {
      writeFileSync(join(folder, `runs-v1-0-${length.toString(16)}.jsonl`), whole.slice(0, length));
    }
    const files = new LedgerFiles(folder);
    await files.append([run('first', 2)]);
    const [own = ''] = readdirSync(folder).filter((name) => name.includes(`-${process.pid}-`));
    // A full disk cuts a line of a window that goes on.
    appendFileSync(join(folder, own), whole.slice(0, 20));
    await files.append([run('second', 3)]);
    assert.deepEqual(await idsThere(), new Set(['second', 'first']));
    assert.ok((await read()).badLines > 1);
    await files.dispose();
  });

  it('leaves a file of a newer version alone and says so', async () => {
    const name = 'runs-v2-0-ab.jsonl';
    writeFileSync(join(folder, name), 'of tomorrow');
    const files = new LedgerFiles(folder);
    await files.compact(1, 0, true);
    assert.deepEqual((await read()).newerFiles, [name]);
    assert.equal(readFileSync(join(folder, name), 'utf8'), 'of tomorrow');
  });

  it('keeps what a window that is gone has written of a run of a window that is not', async () => {
    const files = new LedgerFiles(folder);
    await files.append([run('a', 1)]);
    const pin: LedgerEntry = { kind: 'pin', id: 'a', at: 2, isPinned: true };
    writeFileSync(join(folder, goneName), `${JSON.stringify(pin)}\n`);
    await new LedgerFiles(folder).compact(10, 3, false);
    assert.equal(foldLedger((await read()).entries)[0]?.isPinned, true);
    await files.dispose();
  });

  it('does not write a large file anew for a small one, but for many, and when it is told to', async () => {
    const line = (id: string): string => `${JSON.stringify(run(id, 1))}\n`;
    const large = 'runs-v1-0-ab.jsonl';
    writeFileSync(join(folder, large), Array.from({ length: 500 }, (_, n) => line(`r${n}`)).join(''));
    const gone = (n: number): void =>
      writeFileSync(join(folder, goneName.replace('cd', n.toString(16))), line(`s${n}`));
    const files = new LedgerFiles(folder);
    gone(1);
    await files.compact(1000, 0, false);
    assert.ok(readdirSync(folder).includes(large));
    for (let n = 2; n <= 21; n += 1) gone(n);
    await files.compact(1000, 0, false);
    const [only = '', ...others] = readdirSync(folder);
    assert.ok(only !== large && others.length === 0);
    await files.compact(7, 0, true);
    assert.equal((await idsThere()).size, 7);
  });

  it('tells a window what others write, and everything once files have become one', async () => {
    const [one, other] = [new LedgerFiles(folder), new LedgerFiles(folder)];
    await one.append([run('a', 1)]);
    assert.deepEqual(idsOf(await other.readNew()), [true, 'a']);
    await one.append([run('b', 2), run('c', 3)]);
    assert.deepEqual(idsOf(await other.readNew()), [false, 'b', 'c']);
    assert.deepEqual(idsOf(await other.readNew()), [false]);
    // Half a line is on the disk: the rest is read with it.
    const own = join(folder, one.window);
    const line = `${JSON.stringify(run('ä', 4))}\n`;
    const bytes = Buffer.from(line);
    const cut = line.indexOf('ä') + 1;
    appendFileSync(own, bytes.subarray(0, cut));
    assert.deepEqual(idsOf(await other.readNew()), [false]);
    appendFileSync(own, bytes.subarray(cut));
    assert.deepEqual(idsOf(await other.readNew()), [false, 'ä']);
    await one.dispose();
    renameSync(own, join(folder, goneName));
    await other.compact(10, 5, false);
    assert.deepEqual(idsOf(await other.readNew()), [true, 'ä', 'c', 'b', 'a']);
  });

  it('lets one window at a time do what is done once', async () => {
    const [one, other] = [new LedgerFiles(folder), new LedgerFiles(folder)];
    let inside = false;
    await one.alone(async () => {
      assert.equal(await other.alone(() => Promise.reject(new Error('never'))), false);
      inside = true;
    });
    assert.ok(inside);
    assert.equal(await other.alone(() => Promise.resolve()), true);
  });

  it('is made small by one at a time, and again when that one was killed', async () => {
    const lock = join(folder, 'compacting');
    const files = new LedgerFiles(folder);
    writeFileSync(lock, '');
    assert.equal(await files.compact(1, 0, true), false, 'another one is at it');
    utimesSync(lock, 0, 0);
    await files.compact(1, 0, true);
    assert.equal(await files.compact(1, 0, true), true);
  });

  it('says which folder cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await assert.rejects(new LedgerFiles(file).append([run('a', 1)]), (error: Error) => error.message.includes(file));
  });
});
