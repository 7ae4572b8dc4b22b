import assert from 'node:assert/strict';
import { type RunSnapshot, watchRun } from '../../../../src/app/pipeline/watchRun';
import { statusCounts } from '../../../../src/core/arrayJob';
import type { AppError } from '../../../../src/core/errors';
import type { Job } from '../../../../src/core/job';
import { FakeBatch, InstantClock, appError } from '../../../support/fakePorts';

const run = { split: { jobId: 's', jobName: 'x-split' }, merge: { jobId: 'm', jobName: 'x-merge' } };
const options = { minIntervalMs: 100, maxIntervalMs: 1000 };

function look(split: Record<string, number>, splitStatus: string, mergeStatus: string): readonly Partial<Job>[] {
  return [
    { jobId: 's', jobName: 'x-split', status: splitStatus, array: { size: 4, counts: statusCounts(split) } },
    { jobId: 'm', jobName: 'x-merge', status: mergeStatus },
  ];
}

describe('watchRun', () => {
  let batch: FakeBatch;
  let clock: InstantClock;
  let cancel: AbortController;
  beforeEach(() => ([batch, clock, cancel] = [new FakeBatch(), new InstantClock(), new AbortController()]));

  async function watch(mostLooks = 1000): Promise<readonly RunSnapshot[]> {
    const seen: RunSnapshot[] = [];
    for await (const snapshot of watchRun(run, { batch, clock, random: () => 0.5 }, cancel.signal, options)) {
      seen.push(snapshot);
      if (seen.length === mostLooks) break;
    }
    return seen;
  }

  it('tells the counts of the children and ends when both jobs have', async () => {
    batch.looks = [
      look({ RUNNABLE: 4 }, 'PENDING', 'PENDING'),
      look({ SUCCEEDED: 4 }, 'SUCCEEDED', 'RUNNABLE'),
      look({ SUCCEEDED: 4 }, 'SUCCEEDED', 'SUCCEEDED'),
    ];
    const seen = await watch();
    assert.deepEqual(
      seen.map(({ split, merge, outcome }) => [split.counts.SUCCEEDED, merge.status, outcome]),
      [
        [0, 'PENDING', 'running'],
        [4, 'RUNNABLE', 'running'],
        [4, 'SUCCEEDED', 'succeeded'],
      ],
    );
    assert.deepEqual(batch.calls, ['describe', 'describe', 'describe'], 'one call a look');
  });

  it('looks less often while nothing changes, and often again after a change', async () => {
    const still = look({ RUNNING: 4 }, 'PENDING', 'PENDING');
    batch.looks = [...Array<typeof still>(10).fill(still), look({ RUNNING: 3, SUCCEEDED: 1 }, 'PENDING', 'PENDING')];
    await watch(12);
    assert.equal(clock.slept[0], 100);
    assert.equal(clock.slept[9], 1000);
    assert.equal(clock.slept[10], 100);
  });

  it('lists failed children once for each time that there are more', async () => {
    batch.failed = [3, 1].map((index) => ({
      jobId: `s:${index}`,
      jobName: 'x-split',
      status: 'FAILED',
      statusReason: 'Essential container in task exited',
      exitCode: index,
      array: { index },
    }));
    const failing = look({ RUNNING: 2, FAILED: 2 }, 'PENDING', 'PENDING');
    batch.looks = [failing, failing, look({ SUCCEEDED: 2, FAILED: 2 }, 'FAILED', 'FAILED')];
    const last = (await watch()).at(-1);
    assert.equal(last?.outcome, 'failed');
    assert.deepEqual(
      last.failedChildren.map(({ child, exitCode }) => [child, exitCode]),
      [
        [1, 1],
        [3, 3],
      ],
    );
    assert.equal(batch.calls.filter((call) => call === 'list').length, 1);
  });

  it('goes on with the counts when the children may not be listed', async () => {
    batch.listError = appError('denied', 'no ListJobs for you');
    batch.looks = [look({ FAILED: 4 }, 'PENDING', 'PENDING'), look({ FAILED: 4 }, 'FAILED', 'FAILED')];
    const last = (await watch()).at(-1);
    assert.equal(last?.outcome, 'failed');
    assert.match(last.trouble ?? '', /no ListJobs/);
  });

  it('treats a plain job as one child', async () => {
    batch.looks = [
      [
        { jobId: 's', status: 'FAILED', statusReason: 'Task failed to start' },
        { jobId: 'm', status: 'FAILED' },
      ],
    ];
    const [only] = await watch();
    assert.equal(only?.split.counts.FAILED, 1);
    assert.deepEqual(
      only.failedChildren.map(({ child, statusReason }) => [child, statusReason]),
      [[0, 'Task failed to start']],
    );
  });

  it('backs off, further each time, while AWS asks for fewer calls, and never gives up for that', async () => {
    const end = look({ SUCCEEDED: 4 }, 'SUCCEEDED', 'SUCCEEDED');
    batch.looks = [...Array<AppError>(20).fill(appError('throttled', 'Too Many Requests')), end];
    const seen = await watch();
    assert.equal(seen.length, 21);
    assert.equal(seen[0]?.trouble, 'Too Many Requests');
    assert.equal(seen.at(-1)?.trouble, undefined);
    assert.deepEqual(clock.slept.slice(0, 4), [100, 200, 400, 800]);
    assert.equal(Math.max(...clock.slept), 60_000);
  });

  it('survives a short silence and gives up after a long one', async () => {
    const end = look({ SUCCEEDED: 4 }, 'SUCCEEDED', 'SUCCEEDED');
    const refused = appError('network', 'connect ECONNREFUSED');
    batch.looks = [...Array<AppError>(4).fill(refused), end];
    assert.equal((await watch()).at(-1)?.outcome, 'succeeded');
    batch.looks = [refused];
    await assert.rejects(watch(), refused);
  });

  it('fails at once where waiting does not help', async () => {
    for (const kind of ['expired', 'denied', 'signedOut'] as const) {
      batch.looks = [appError(kind)];
      await assert.rejects(watch(), { kind });
    }
  });

  it('waits for jobs that are not to be seen yet, and names those that never are', async () => {
    const [, merge] = look({}, 'PENDING', 'PENDING');
    assert.ok(merge);
    batch.looks = [[], [], look({ SUCCEEDED: 4 }, 'SUCCEEDED', 'SUCCEEDED')];
    assert.equal((await watch()).at(-1)?.outcome, 'succeeded');
    batch.looks = [[merge]];
    await assert.rejects(watch(), { kind: 'notFound', message: /does not know x-split \(s\):/ });
  });

  it('stops when it is cancelled', async () => {
    batch.looks = [look({ RUNNING: 4 }, 'PENDING', 'PENDING')];
    const reason = new Error('closed');
    const seen: RunSnapshot[] = [];
    await assert.rejects(async () => {
      for await (const snapshot of watchRun(run, { batch, clock, random: () => 0 }, cancel.signal, options)) {
        seen.push(snapshot);
        if (seen.length === 3) cancel.abort(reason);
      }
    }, reason);
    assert.equal(seen.length, 3);
  });
});
