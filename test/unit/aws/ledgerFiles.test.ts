import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldLedger } from '../../../src/app/ledger/foldLedger';
import type { LedgerEntry } from '../../../src/app/ledger/ledgerEntry';
import { LedgerFiles } from '../../../src/aws/ledgerFiles';

const run = (id: string, at: number): LedgerEntry => ({
  ...{ kind: 'run', id, at },
  facts: { jobName: id, origin: 'job', connection: { kind: 'local' } },
});

describe('the files of the ledger', function () {
  this.timeout(60_000);
  let folder: string;
  const writers: ChildProcess[] = [];
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ledger-'))));
  afterEach(() => {
    for (const writer of writers.splice(0)) writer.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const idsIn = async (files: LedgerFiles): Promise<ReadonlySet<string>> =>
    new Set(foldLedger((await files.read()).entries).map(({ id }) => id));

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
      assert.equal(await files.compact(100_000, 0), true);
    }
    const known = await idsIn(files);
    assert.deepEqual(
      acknowledged.filter((id) => !known.has(id)),
      [],
    );
    assert.equal(readdirSync(folder).length, 1, 'one file is left of them all');
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
    assert.deepEqual(await idsIn(files), new Set(['second', 'first']));
    assert.ok((await files.read()).badLines > 1);
    await files.dispose();
  });

  it('leaves a file of a newer version alone and says so', async () => {
    const name = 'runs-v2-0-ab.jsonl';
    writeFileSync(join(folder, name), 'of tomorrow');
    const files = new LedgerFiles(folder);
    await files.compact(1, 0);
    assert.deepEqual((await files.read()).newerFiles, [name]);
    assert.equal(readFileSync(join(folder, name), 'utf8'), 'of tomorrow');
  });

  it('is made small by one at a time, and again when that one was killed', async () => {
    const lock = join(folder, 'compacting');
    const files = new LedgerFiles(folder);
    writeFileSync(lock, '');
    assert.equal(await files.compact(1, 0), false, 'another one is at it');
    utimesSync(lock, 0, 0);
    await files.compact(1, 0);
    assert.equal(await files.compact(1, 0), true);
  });

  it('says which folder cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await assert.rejects(new LedgerFiles(file).append([run('a', 1)]), (error: Error) => error.message.includes(file));
  });
});
