// The logs in the panel: one attempt by attempt, several interleaved, bursts, and what is said while there is nothing.
import assert from 'node:assert/strict';
import type { Job } from '../../../../src/core/job';
import { aJob } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { settle } from '../../../support/manualClock';
import { PanelWorld, anArray } from '../../../support/panelWorld';

const group = { logGroupName: '/aws/batch/job' };

describe('log of the run panel', () => {
  let world: PanelWorld;
  const open = async (jobId: string, jobs: Job[]): Promise<void> => {
    world = new PanelWorld(jobId);
    world.browser.jobs = jobs;
    await world.show();
  };
  const job = (status: string, rest: Partial<Job> = {}): Job => aJob('j', status, { ...group, ...rest });
  const child = (index: number, status = 'RUNNING', rest: Partial<Job> = {}) => ({
    ...{ status, ...group, logStreamName: `s${index}` },
    ...rest,
  });
  afterEach(() => {
    world.panel.dispose();
    assert.deepEqual(world.faults, []);
  });

  it('says what the job waits for, shows lines within a poll, and the end', async () => {
    await open('j', [job('RUNNABLE', { statusReason: 'waiting for room' })]);
    const id = world.follow({ kind: 'job' });
    await world.pass(1000);
    assert.deepEqual(world.log(id), [
      'start: name-j [] -',
      'note: No output yet: the job is RUNNABLE: waiting for room',
    ]);
    world.browser.jobs = [job('RUNNING', { logStreamName: 's' })];
    await world.pass(20_000);
    world.logs.streams.set('s', ['one']);
    await world.pass(2000);
    assert.deepEqual(world.log(id).slice(-2), ['one', 'note: ']);
    world.logs.streams.set('s', ['one', 'two']);
    await world.pass(2000);
    assert.equal(world.log(id).at(-1), 'two');
    const attempts = [{ exitCode: 0, logStreamName: 's' }];
    world.browser.jobs = [job('SUCCEEDED', { logStreamName: 's', attempts, stoppedAt: world.clock.now() })];
    world.logs.streams.set('s', ['one', 'two', 'three']);
    await world.pass(30_000);
    assert.deepEqual(world.log(id).slice(-3), ['two', 'three', 'end: The log has ended.']);
  });

  it('shows an attempt of choice, and begins anew when the next one writes', async () => {
    const attempts = [{ exitCode: 3, logStreamName: 's1' }];
    await open('j', [job('RUNNING', { attempts, logStreamName: 's1' })]);
    world.logs.streams.set('s1', ['first']);
    world.logs.streams.set('s2', ['second']);
    const id = world.follow({ kind: 'job' });
    await world.pass(1000);
    assert.deepEqual(world.log(id), ['start: name-j [Attempt 1 · exit code 3 | Attempt 2] 1', 'first', 'note: ']);
    world.browser.jobs = [job('RUNNING', { attempts, logStreamName: 's2' })];
    await world.pass(20_000);
    assert.deepEqual(world.log(id).slice(-3), [
      'start: name-j [Attempt 1 · exit code 3 | Attempt 2] 1',
      'second',
      'note: ',
    ]);
    const past = world.follow({ kind: 'job' }, { attempt: 0 });
    await world.pass(6000);
    assert.deepEqual(world.log(past), [
      'start: name-j [Attempt 1 · exit code 3 | Attempt 2] 0',
      'first',
      'end: The log has ended.',
    ]);
    // The former selection is followed no longer.
    world.logs.streams.set('s2', ['second', 'third']);
    const told = world.log(id).length;
    await world.pass(4000);
    assert.equal(world.log(id).length, told);
  });

  it('shows the last lines of a long log, and cuts long ones', async () => {
    await open('j', [job('SUCCEEDED', { logStreamName: 's', attempts: [{ logStreamName: 's' }], stoppedAt: 1 })]);
    world.logs.streams.set('s', [...Array.from({ length: 5000 }, (_, i) => String(i)), 'x'.repeat(1_000_000)]);
    const id = world.follow({ kind: 'job' });
    await world.pass(3000);
    const [start = '', first, ...rest] = world.log(id);
    assert.match(start, / cut$/);
    assert.equal(first, '3001');
    assert.equal(rest.length, 2000);
    assert.match(rest.at(-2) ?? '', /^x{20000} … \[cut: 980000 characters more\]$/);
  });

  it('neither floods the panel nor loses the order when 100,000 lines come at once', async () => {
    await open('j', [job('RUNNING', { logStreamName: 's' })]);
    const lines = ['start'];
    world.logs.streams.set('s', lines);
    const id = world.follow({ kind: 'job' });
    await world.pass(500);
    lines.push(...Array.from({ length: 100_000 }, (_, i) => `line ${i}`));
    const from = world.messages.length;
    const startMs = world.clock.now();
    await world.pass(10_000);
    const batches = world.messages.slice(from).filter(({ type }) => type === 'logLines');
    assert.ok(batches.length <= ((world.clock.now() - startMs) / 1000) * 4, String(batches.length));
    const shown = world.log(id).filter((line) => !/^(start:|note:)/.test(line));
    const numbers = shown.filter((line) => line.startsWith('line ')).map((line) => Number(line.slice(5)));
    assert.deepEqual(
      numbers,
      [...numbers].sort((one, other) => one - other),
    );
    assert.deepEqual([numbers[0], numbers.at(-1), new Set(numbers).size], [0, 99_999, numbers.length]);
    assert.equal(shown.filter((line) => line.includes('lines are left out here')).length, 1);
    assert.ok(numbers.length < 20_000);
    lines.push('after');
    await world.pass(2000);
    assert.equal(world.log(id).at(-1), 'after');
  });

  it('interleaves several children with their index, at a few calls a second', async () => {
    const size = 60;
    await open(
      'a',
      anArray('a', size, (index) => child(index)),
    );
    for (let index = 0; index < size; index += 1) world.logs.streams.set(`s${index}`, [`hello ${index}`]);
    let reads = 0;
    const fetchLogPage = world.logs.fetchLogPage.bind(world.logs);
    world.logs.fetchLogPage = (position) => {
      reads += 1;
      return fetchLogPage(position);
    };
    const id = world.follow({ kind: 'children', indexes: Array.from({ length: size }, (_, index) => index) });
    await world.pass(15_000);
    const [start, ...lines] = world.log(id);
    assert.equal(start, 'start: The first 50 of 60 children [] -');
    assert.deepEqual(
      lines.filter((line) => !line.startsWith('note:')),
      Array.from({ length: 50 }, (_, index) => `${index}: hello ${index}`),
    );
    assert.ok(reads <= 15 * 10, String(reads));
    world.logs.streams.get('s49')?.push('more');
    await world.pass(15_000);
    assert.equal(world.log(id).at(-1), '49: more');
  });

  it('follows whatever runs: children come and go', async () => {
    await open(
      'a',
      anArray('a', 4, (index) => (index < 2 ? child(index) : { status: 'RUNNABLE' })),
    );
    for (let index = 0; index < 4; index += 1) world.logs.streams.set(`s${index}`, [`hello ${index}`]);
    const id = world.follow({ kind: 'running' });
    await world.pass(3000);
    assert.deepEqual(world.log(id).slice(0, 3), ['start: Running children [] -', '0: hello 0', '1: hello 1']);
    world.browser.jobs = anArray('a', 4, (index) => child(index, index < 2 ? 'SUCCEEDED' : 'RUNNING'));
    world.logs.streams.get('s0')?.push('bye 0');
    await world.pass(8000);
    assert.deepEqual(new Set(world.log(id).slice(3)), new Set(['note: ', '0: bye 0', '2: hello 2', '3: hello 3']));
    world.browser.jobs = anArray('a', 4, (index) => child(index, 'SUCCEEDED'), { status: 'SUCCEEDED' });
    await world.pass(20_000);
    assert.equal(world.log(id).at(-1), 'end: The log has ended.');
  });

  it('shows the log of one child, of which the table then tells its attempts', async () => {
    const attempts = [{ exitCode: 7, logStreamName: 's1' }];
    await open(
      'a',
      anArray('a', 3, (index) => child(index, 'FAILED', { attempts, exitCode: 7, stoppedAt: 1 }), { status: 'FAILED' }),
    );
    world.logs.streams.set('s1', ['broken']);
    assert.deepEqual(world.children.attempts, [null, null, null]);
    const id = world.follow({ kind: 'children', indexes: [1] });
    await world.pass(5000);
    assert.deepEqual(world.log(id), [
      'start: name-a:1:1 [Attempt 1 · exit code 7] 0',
      'broken',
      'end: The log has ended.',
    ]);
    assert.deepEqual(world.children.attempts, [null, 1, null]);
  });

  it('goes on after passing trouble, and stops where it is refused', async () => {
    await open('j', [job('RUNNING', { logStreamName: 's' })]);
    world.logs.streams.set('s', ['one']);
    world.logs.error = appError('throttled', 'slower');
    const id = world.follow({ kind: 'job' });
    await world.pass(500);
    assert.equal(world.log(id).at(-1), 'note: The log cannot be read: slower');
    world.logs.error = undefined;
    await world.pass(4000);
    assert.deepEqual(world.log(id).slice(1), ['start: name-j [Attempt 1] 0', 'one', 'note: ']);
    world.logs.error = appError('denied', 'not GetLogEvents');
    await world.pass(4000);
    assert.equal(world.log(id).at(-1), 'end: The log cannot be read: not GetLogEvents');
  });

  it('is told of names and reasons of any length and kind, as they are but for their end', async () => {
    const hostile = `<img src=x onerror=alert(1)>\u202e\u0000${'x'.repeat(100_000)}`;
    const attempts = [{ statusReason: hostile, logStreamName: 's' }];
    const rest = {
      jobName: hostile,
      statusReason: hostile,
      reason: hostile,
      attempts,
      logStreamName: 's',
      stoppedAt: 1,
    };
    await open('j', [job('FAILED', { ...rest, dependsOn: [{ jobId: 'd' }] }), aJob('d', 'FAILED', rest)]);
    world.follow({ kind: 'job' });
    await world.pass(5000);
    assert.equal(world.state.name.slice(0, 30), hostile.slice(0, 30));
    // What the page would refuse is a fault of this world: see afterEach.
    const array = anArray('a', 3, (index) => child(index, 'FAILED', { reason: `${index} ${hostile}` }), rest);
    world.panel.dispose();
    assert.deepEqual(world.faults, []);
    await open('a', array);
    assert.deepEqual([world.children.reasons.length, world.state.failures.length], [3, 3]);
  });

  describe('with Live Tail', () => {
    const lines = (id: number): readonly string[] => world.log(id).filter((line) => !/^(start|note|end):/.test(line));
    const notes = (id: number): readonly string[] => world.log(id).filter((line) => /^(note|end):/.test(line));

    it('shows what was there and what comes, each line once, and reads no more', async () => {
      await open('j', [job('RUNNING', { logStreamName: 's' })]);
      world.logs.write('s', 'one');
      const id = world.follow({ kind: 'job' }, { isLive: true });
      await world.pass(500);
      // While both bring lines.
      world.logs.write('s', 'two');
      await world.pass(500);
      world.logs.write('s', 'three');
      await world.pass(3000);
      const { reads } = world.logs;
      world.logs.write('s', 'four');
      await world.pass(500);
      assert.equal(lines(id).at(-1), 'four');
      world.logs.write('s', 'five');
      await world.pass(10_000);
      assert.deepEqual(lines(id), ['one', 'two', 'three', 'four', 'five']);
      assert.equal(world.logs.reads, reads);
      assert.equal(notes(id).at(-1), 'note: Live Tail is on.');
      // What is not looked at costs nothing.
      world.panel.setVisible(false);
      await world.pass(500);
      assert.equal(world.logs.live.size, 0);
    });

    it('reads the log where Live Tail is refused, and goes on reading where it ends', async () => {
      await open('j', [job('RUNNING', { logStreamName: 's' })]);
      world.logs.write('s', 'one');
      world.logs.liveError = appError('denied', 'logs:StartLiveTail is not allowed.');
      const refused = world.follow({ kind: 'job' }, { isLive: true });
      await world.pass(3000);
      world.logs.write('s', 'two');
      await world.pass(3000);
      assert.deepEqual(lines(refused), ['one', 'two']);
      const why = 'note: The log is read every second, without Live Tail. logs:StartLiveTail is not allowed.';
      assert.equal(notes(refused).at(-1), why);

      world.logs.liveError = undefined;
      const ended = world.follow({ kind: 'job' }, { isLive: true });
      await world.pass(5000);
      world.logs.write('s', 'three');
      await world.pass(1000);
      world.logs.endLive(appError('server', 'It has lasted three hours.'));
      await world.pass(1000);
      world.logs.write('s', 'four');
      await world.pass(3000);
      assert.deepEqual(lines(ended), ['one', 'two', 'three', 'four']);
      assert.match(notes(ended).at(-1) ?? '', /without Live Tail\. It has lasted three hours\./);
    });

    it('loses nothing of what is followed, however many others of the same definition write', async () => {
      const stream = { logStreamName: 'split/default/t0' };
      await open(
        'a',
        anArray('a', 2, (index) => (index === 0 ? child(0, 'RUNNING', stream) : { status: 'RUNNABLE' })),
      );
      const id = world.follow({ kind: 'running' }, { isLive: true });
      await world.pass(8000);
      world.logs.write(stream.logStreamName, 'first');
      await world.pass(8000);
      for (let other = 0; other < 300; other += 1) world.logs.write(`split/default/o${other}`, 'x');
      await world.pass(1000);
      world.logs.write(stream.logStreamName, 'second');
      for (let other = 300; other < 600; other += 1) world.logs.write(`split/default/o${other}`, 'x');
      // All of it has come before anybody looks.
      await settle();
      await world.pass(2000);
      assert.deepEqual(lines(id), ['0: first', '0: second']);
    });

    it('brings all children of an array in one session, those that begin later too', async () => {
      const stream = (index: number) => ({ logStreamName: `split/default/t${index}` });
      await open(
        'a',
        anArray('a', 3, (index) => (index < 2 ? child(index, 'RUNNING', stream(index)) : { status: 'RUNNABLE' })),
      );
      for (const index of [0, 1]) world.logs.write(`split/default/t${index}`, `hello ${index}`);
      const id = world.follow({ kind: 'running' }, { isLive: true });
      await world.pass(8000);
      assert.deepEqual(
        [...world.logs.live].map(({ place }) => place),
        [
          {
            logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/batch/job',
            streamPrefix: 'split/default/',
          },
        ],
      );
      // A run of somebody else with the same definition.
      world.logs.write('split/default/other', 'not ours');
      world.logs.write('split/default/t2', 'early');
      world.browser.jobs = anArray('a', 3, (index) => child(index, 'RUNNING', stream(index)));
      await world.pass(15_000);
      const { reads } = world.logs;
      for (const index of [0, 1, 2]) world.logs.write(`split/default/t${index}`, `more ${index}`);
      await world.pass(1500);
      assert.deepEqual(lines(id).slice(0, 3), ['0: hello 0', '1: hello 1', '2: early']);
      assert.deepEqual(lines(id).slice(3), ['0: more 0', '1: more 1', '2: more 2']);
      assert.equal(world.logs.reads, reads);
      world.browser.jobs = anArray('a', 3, (index) => child(index, 'SUCCEEDED', stream(index)), {
        status: 'SUCCEEDED',
      });
      world.logs.write('split/default/t1', 'bye 1');
      await world.pass(20_000);
      assert.deepEqual(world.log(id).slice(-2), ['1: bye 1', 'end: The log has ended.']);
    });
  });
});
