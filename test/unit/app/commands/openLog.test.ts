import assert from 'node:assert/strict';
import { openLog } from '../../../../src/app/commands/openLog';
import { UserCancelled } from '../../../../src/app/commands/userCancelled';
import type { Node } from '../../../../src/app/tree/node';
import type { DocumentSource } from '../../../../src/app/ui';
import { statusCounts } from '../../../../src/core/arrayJob';
import type { Job } from '../../../../src/core/job';
import { aJob } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const section: Node = { kind: 'jobs', connection: 'local' };
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: section });
const { signal } = new AbortController();

describe('awsBatch.openLog', () => {
  let world: SubmitWorld;
  beforeEach(() => (world = makeSubmitWorld()));

  const jobs = (...all: Job[]): void => void (world.batch.browser.jobs = all);
  const withLog = (status: string, rest: Partial<Job> = {}): Job =>
    aJob('j', status, { jobName: 'hello', logGroupName: '/aws/batch/job', maxAttempts: 2, ...rest });

  async function open(target: Node = nodeOf('j')): Promise<DocumentSource> {
    await openLog(world, target);
    const source = world.ui.documents.at(-1);
    assert.ok(source);
    return source;
  }

  /** Follows until the end; each time it sleeps the next thing happens, and after the last it is closed. */
  async function follow(source: DocumentSource, ...happenings: (() => void)[]): Promise<string> {
    const closing = new AbortController();
    let text = '';
    world.clock.sleep = () => {
      const next = happenings.shift();
      if (next === undefined) closing.abort();
      else next();
      return Promise.resolve();
    };
    await source.follow?.((more) => (text += more), closing.signal);
    return text;
  }

  it('shows a finished log with local times, and does not follow it', async () => {
    jobs(
      withLog('SUCCEEDED', {
        exitCode: 0,
        stoppedAt: 1,
        attempts: [{ exitCode: 0, logStreamName: 's1' }],
        logStreamName: 's1',
      }),
    );
    world.logs.streams.set('s1', ['\u001b[31mred\u001b[0m', 'two']);
    const source = await open();
    assert.deepEqual([source.name, source.language, 'follow' in source], ['hello.log', 'log', false]);
    assert.equal(
      await source.read(signal),
      [
        '# Job hello (j) · SUCCEEDED (exit code 0) · attempt 1 of 2',
        '# Log stream: s1',
        '# 2026-11-24',
        '04:15:02.007  red',
        '04:15:02.008  two',
        '',
      ].join('\n'),
    );
  });

  it('says why there is no output yet, and goes on when there is', async () => {
    jobs(withLog('RUNNABLE', { statusReason: 'MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT' }));
    const source = await open();
    const first = await source.read(signal);
    assert.match(first, /# No output yet: the job is RUNNABLE: MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT\n$/);
    const text = await follow(
      source,
      () => jobs(withLog('RUNNING', { logStreamName: 's1' })),
      () => world.logs.streams.set('s1', ['one']),
      () => {
        world.logs.streams.get('s1')?.push('two');
        jobs(
          withLog('FAILED', { exitCode: 3, reason: 'bad', logStreamName: 's1', attempts: [{ logStreamName: 's1' }] }),
        );
      },
      () => world.logs.streams.get('s1')?.push('late'),
      ...Array.from({ length: 10 }, () => () => undefined),
    );
    assert.deepEqual(
      text.split('\n').filter((line) => !line.startsWith('# 2026')),
      [
        '# RUNNING: Its container runs.',
        '04:15:02.007  one',
        '04:15:02.008  two',
        '04:15:02.009  late',
        '# FAILED (exit code 3, bad)',
        '',
      ],
    );
  });

  it('explains a state for which AWS gives no reason', async () => {
    jobs(withLog('PENDING'));
    assert.match(await (await open()).read(signal), /PENDING: Waits for another job to succeed/);
  });

  it('follows into the next attempt', async () => {
    jobs(withLog('RUNNING', { logStreamName: 's1' }));
    world.logs.streams.set('s1', ['first']);
    const source = await open();
    assert.match(await source.read(signal), /attempt 1 of 2\n.*first\n$/s);
    const text = await follow(
      source,
      () => {
        world.logs.streams.get('s1')?.push('end of first');
        jobs(withLog('RUNNING', { logStreamName: 's2', attempts: [{ exitCode: 1, logStreamName: 's1' }] }));
      },
      () => undefined,
      () => world.logs.streams.set('s2', ['second']),
      () => undefined,
    );
    assert.match(text, /end of first\n# Job hello.*attempt 2 of 2\n.*second\n/s);
  });

  it('opens each attempt apart', async () => {
    const attempts = [{ exitCode: 1, logStreamName: 's1' }, { statusReason: 'Task failed to start' }];
    jobs(withLog('RUNNING', { logStreamName: 's3', attempts }));
    world.logs.streams.set('s1', ['one']);
    const first = await open({ kind: 'attempt', jobId: 'j', number: 1, parent: nodeOf('j') });
    assert.match(await first.read(signal), /attempt 1 of 2.*one\n$/s);
    assert.deepEqual([first.name, 'follow' in first], ['hello-attempt-1.log', false]);
    const second = await open({ kind: 'attempt', jobId: 'j', number: 2, parent: nodeOf('j') });
    assert.match(await second.read(signal), /# There is no output\.\n$/);
    assert.notEqual(first.id, second.id);
  });

  it('says when the log goes elsewhere', async () => {
    jobs(aJob('j', 'RUNNING'));
    assert.match(await (await open()).read(signal), /another log driver/);
  });

  it('shows the newest lines of a very long log, and what comes after them', async () => {
    world.logs.streams.set(
      's1',
      Array.from({ length: 120_000 }, (_, i) => `line ${i}`),
    );
    jobs(withLog('RUNNING', { logStreamName: 's1' }));
    const source = await open();
    const text = await source.read(signal);
    assert.match(text, /# Only the newest 50000 lines are shown\.\n# 2026-11-24\n\S+ {2}line 70000\n/);
    assert.match(text, /line 119999\n$/);
    const more = await follow(source, () => world.logs.streams.get('s1')?.push('new'));
    assert.match(more, /^\S+ {2}new\n$/);
  });

  it('bears trouble while it follows, and gives up in the end', async () => {
    jobs(withLog('RUNNING', { logStreamName: 's1' }));
    world.logs.streams.set('s1', ['one']);
    const source = await open();
    await source.read(signal);
    world.logs.error = appError('throttled', 'Rate exceeded');
    const text = await follow(
      source,
      () => {
        world.logs.error = undefined;
        world.logs.streams.get('s1')?.push('two');
      },
      () => undefined,
    );
    assert.match(text, /^# The log cannot be read: Rate exceeded\n\S+ {2}two\n$/);
    world.logs.error = appError('denied', 'no logs:GetLogEvents');
    assert.match(
      await follow(
        source,
        () => undefined,
        () => undefined,
      ),
      /^# The log cannot be read: no logs:GetLogEvents\n$/,
    );
    assert.deepEqual(
      world.sessions.reported.map(({ kind }) => kind),
      ['throttled', 'denied'],
    );
  });

  it('stops when the connection ends', async () => {
    jobs(withLog('RUNNING', { logStreamName: 's1' }));
    const source = await open();
    await source.read(signal);
    assert.equal(
      await follow(
        source,
        () => world.ending.abort(new Error('switched')),
        () => assert.fail('still there'),
      ),
      '',
    );
  });

  describe('of an array', () => {
    const child = (index: number, status: string): Job =>
      aJob(`a:${index}`, status, {
        jobName: 'array',
        array: { index },
        logGroupName: 'g',
        exitCode: status === 'FAILED' ? 7 : undefined,
      });
    beforeEach(() => {
      const counts = statusCounts({ FAILED: 2, SUCCEEDED: 1, RUNNABLE: 1 });
      const parent = aJob('a', 'PENDING', { jobName: 'array', array: { size: 4, counts } });
      jobs(parent, child(0, 'SUCCEEDED'), child(3, 'FAILED'), child(1, 'FAILED'), child(2, 'RUNNABLE'));
    });

    it('offers the children, the failed ones first', async () => {
      world.ui.answers = ['first'];
      const source = await open(nodeOf('a'));
      assert.deepEqual(
        world.ui.picks[0]?.items.map(({ label, description, group }) => [group, label, description]),
        [
          ['Failed', 'Child 1', 'exit 7'],
          ['Failed', 'Child 3', 'exit 7'],
          ['Succeeded', 'Child 0', undefined],
          [undefined, 'Type an Index…', undefined],
        ],
      );
      assert.equal(source.name, 'array-1.log');
    });

    it('takes an index', async () => {
      world.ui.answers = [{ pick: 'Type an Index…' }, { type: '4' }, { type: '2' }];
      assert.equal((await open(nodeOf('a'))).name, 'array-2.log');
    });

    it('ends without a word when the choice is closed', async () => {
      world.ui.answers = ['escape'];
      await assert.rejects(openLog(world, nodeOf('a')), UserCancelled);
      world.ui.answers = [{ pick: 'Type an Index…' }, 'escape'];
      await assert.rejects(openLog(world, nodeOf('a')), UserCancelled);
    });
  });

  it('asks for a job from the palette, and tells when it is gone', async () => {
    jobs(aJob('j', 'SUCCEEDED', { jobName: 'hello', jobQueue: 'q', stoppedAt: 1 }));
    world.ui.answers = [{ pick: 'q' }, { pick: 'hello' }];
    await openLog(world);
    assert.equal(world.ui.documents[0]?.name, 'hello.log');
    jobs();
    await assert.rejects(openLog(world, nodeOf('j')), {
      kind: 'notFound',
      message: /does not know the job j any longer/,
    });
  });
});
