import assert from 'node:assert/strict';
import fs, { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { StorageError } from '../../../../src/engine/store/journal';
import { until } from '../../../support/until';
import { LogsWorld } from './logsWorld';

const dayMs = 24 * 60 * 60_000;

describe('Logs', () => {
  let world: LogsWorld;
  beforeEach(() => {
    world = new LogsWorld();
  });
  afterEach(() => world.close());

  it('has every appended line after a kill, and cuts off a torn last one', async () => {
    world.append('s', 'one', 'two');
    const [file = ''] = world.files();
    appendFileSync(file, '[1764000000000,1764000000000,"thr');
    world.reopen();
    assert.deepEqual(await world.messages('s'), ['one', 'two']);
    assert.match(readFileSync(file, 'utf8'), /"two"\]\n$/);
    world.append('s', 'four');
    world.reopen();
    assert.deepEqual(await world.messages('s'), ['one', 'two', 'four']);
  });

  it('appends behind a torn line even when nobody has read the stream before', async () => {
    world.append('s', 'one');
    const [file = ''] = world.files();
    appendFileSync(file, '[1764');
    world.reopen();
    world.append('s', 'two');
    assert.deepEqual(await world.messages('s'), ['one', 'two']);
  });

  it('takes back a batch for which the disk has no room, and takes the next one', async () => {
    world.append('s', 'before');
    const [file = ''] = world.files();
    const before = readFileSync(file, 'utf8');
    const write = fs.writeSync as (...args: unknown[]) => number;
    let calls = 0;
    Object.assign(fs, {
      writeSync: (descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number): number => {
        calls += 1;
        if (calls > 1) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
        return write(descriptor, bytes, offset, Math.min(length, 70), position);
      },
    });
    try {
      assert.throws(() => world.append('s', 'lost', 'lost too'), StorageError);
    } finally {
      Object.assign(fs, { writeSync: write });
    }
    assert.equal(calls, 2, 'the batch was half written when the disk was full');
    assert.equal(readFileSync(file, 'utf8'), before);
    assert.deepEqual(await world.messages('s'), ['before']);
    world.append('s', 'after');
    world.reopen();
    assert.deepEqual(await world.messages('s'), ['before', 'after']);
  });

  it('keeps what users name apart from paths', async () => {
    const stream = '../../../CON/a|b?c<d>"e"\u0000f';
    world.append(stream, 'here');
    world.reopen();
    assert.deepEqual(await world.messages(stream), ['here']);
    assert.equal(world.files().length, 1);
  });

  it('returns control characters and emoji as they came, and half a surrogate pair as U+FFFD', async () => {
    const line = 'a\u0000\u001b[31m\t\u2028\r\n"\\ 😀';
    world.append('s', line, 'x\ud83dy');
    world.reopen();
    assert.deepEqual(await world.messages('s'), [line, 'x\ufffdy']);
  });

  it('drops empty lines and splits what is too long for an event between characters', async () => {
    world.append('s', '', '€'.repeat(500_000), 'end');
    const messages = await world.messages('s');
    assert.deepEqual(await world.messages('s', { limit: 1 }), [messages[0]]);
    const tail = await world.messages('s', { startFromHead: false, limit: 2 });
    assert.equal(`${messages[0] ?? ''}${tail[0] ?? ''}`, '€'.repeat(500_000));
    assert.equal(tail[1], 'end');
  });

  it('makes a stream again that is deleted while its job still writes', async () => {
    world.append('s', 'one');
    await world.call('DeleteLogGroup', { logGroupName: 'g' });
    assert.deepEqual(world.files(), []);
    world.append('s', 'two');
    assert.deepEqual(await world.messages('s'), ['two']);
  });

  it('removes files that a kill has left without a stream', () => {
    world.append('s', 'one');
    const [file = ''] = world.files();
    writeFileSync(`${file}.orphan`, 'x');
    world.reopen();
    assert.deepEqual(world.files(), [file]);
  });

  it('writes to more streams than it keeps open', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let index = 0; index < 300; index += 1) world.append(`s${index}`, `line ${round}`);
    }
    for (const index of [0, 150, 299]) {
      assert.deepEqual(await world.messages(`s${index}`), ['line 0', 'line 1', 'line 2']);
    }
  });

  it('hides what is past its retention, and frees the disk of it, while tokens stay good', async () => {
    const big = 'x'.repeat(20_000);
    world.append('s', ...Array.from({ length: 5 }, (_, index) => `old ${index} ${big}`));
    world.append('gone', big);
    world.clock.advance(2 * dayMs);
    world.append('s', 'new 1', 'new 2');
    const head = await world.call('GetLogEvents', {
      logGroupName: 'g',
      logStreamName: 's',
      startFromHead: true,
      limit: 6,
    });
    const before = world.sizeBytes();
    await world.call('PutRetentionPolicy', { logGroupName: 'g', retentionInDays: 1 });
    assert.deepEqual(await world.messages('s'), ['new 1', 'new 2']);
    assert.deepEqual(await world.messages('gone'), []);
    world.clock.advance(60 * 60_000);
    await until(5000, 'the files shrink', () => world.sizeBytes() < before / 2);
    world.reopen();
    assert.deepEqual(await world.messages('s'), ['new 1', 'new 2']);
    assert.deepEqual(await world.messages('s', { nextToken: head.nextForwardToken }), ['new 2']);
    world.append('s', 'new 3');
    world.reopen();
    assert.deepEqual(await world.messages('s', { nextToken: head.nextForwardToken }), ['new 2', 'new 3']);
  });
});
