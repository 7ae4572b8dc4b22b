// The log of an engine that runs for weeks in the background.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileLog } from '../../../src/engine/fileLog';

describe('fileLog', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps the newest lines in two files of bounded size', () => {
    const path = join(folder, 'engine.log');
    const line = 'x'.repeat(10_000);
    // Half of it in an earlier process: what is there already counts.
    for (const process of ['before', 'after']) {
      const log = fileLog(path);
      for (let count = 0; count < 200; count += 1) log.info(`${process} ${line}`);
    }
    fileLog(path).error('the last line', new Error('with its cause'));
    assert.deepEqual(readdirSync(folder).sort(), ['engine.log', 'engine.log.1']);
    for (const name of readdirSync(folder)) assert.ok(statSync(join(folder, name)).size < 1.1 * 1024 * 1024, name);
    assert.match(readFileSync(path, 'utf8'), /error the last line: Error: with its cause\n(.*\n)+$/);
  });

  it('does not end the engine when it cannot be written', () => {
    fileLog(join(folder, 'missing', 'engine.log')).info('lost');
  });
});
