// An installation is there whole or not at all: a half one would fail every later run in ways nobody understands.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installOnce } from './installOnce';

describe('installOnce', () => {
  let cache: string;
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'install-once-'));
  });
  afterEach(() => {
    rmSync(cache, { recursive: true });
  });

  const fillWith =
    (name: string) =>
    (folder: string): Promise<void> => {
      writeFileSync(join(folder, name), '');
      return Promise.resolve();
    };

  it('fills once and answers with the same folder afterwards', async () => {
    const first = await installOnce('tool', fillWith('one'), cache);
    assert.equal(await installOnce('tool', fillWith('two'), cache), first);
    assert.deepEqual(readdirSync(first), ['one']);
  });

  it('leaves nothing behind when filling fails, and tries again the next time', async () => {
    const failing = async (folder: string): Promise<void> => {
      await fillWith('half')(folder);
      throw new Error('no network');
    };
    await assert.rejects(installOnce('tool', failing, cache), /no network/);
    assert.deepEqual(readdirSync(cache), []);
    assert.deepEqual(readdirSync(await installOnce('tool', fillWith('whole'), cache)), ['whole']);
  });

  it('lets two runs at once end with one whole installation', async () => {
    const [one, other] = await Promise.all([
      installOnce('tool', fillWith('one'), cache),
      installOnce('tool', fillWith('other'), cache),
    ]);
    assert.equal(one, other);
    assert.equal(readdirSync(one).length, 1);
    assert.deepEqual(readdirSync(cache), ['tool']);
  });

  it('removes what a killed run left, but not what a living one fills', async () => {
    // No process has a number that high: the limit of Linux is 2^22.
    const [dead, living] = ['.scratch-4999999-aa', `.scratch-${process.pid}-bb`];
    for (const name of [dead, living]) mkdirSync(join(cache, name));
    await installOnce('tool', fillWith('one'), cache);
    assert.equal(existsSync(join(cache, dead)), false);
    assert.equal(existsSync(join(cache, living)), true);
  });
});
