import assert from 'node:assert/strict';
import type { Session } from '../../../../src/app/session';
import { BatchStore, type Need } from '../../../../src/app/store/batchStore';
import { jobQueues, jobsInStatus, recentJobs } from '../../../../src/app/store/listQuery';
import {
  Poller,
  type PollerStatus,
  maxIntervalMs,
  maxUnfocusedMs,
  minIntervalMs,
} from '../../../../src/app/store/poller';
import { jobStatuses } from '../../../../src/core/jobStatus';
import { FakeBrowser, aJob, aQueue, fails, queueArn } from '../../../support/fakeBrowser';
import { ManualClock, settle } from '../../../support/manualClock';

describe('Poller', () => {
  let browser: FakeBrowser;
  let clock: ManualClock;
  let store: BatchStore | undefined;
  let needs: readonly Need[];
  let statuses: PollerStatus[];
  let faults: unknown[];
  let poller: Poller;
  const q = queueArn('q');
  const states: readonly Need[] = jobStatuses.map((status) => ({ kind: 'list', query: jobsInStatus(q, status) }));

  beforeEach(() => {
    browser = new FakeBrowser();
    clock = new ManualClock();
    store = storeOf(new AbortController());
    needs = states;
    [statuses, faults] = [[], []];
    poller = new Poller({
      shown: () => store && { store, needs },
      clock,
      random: () => 0.5,
      onStatus: (status) => statuses.push(status),
      onFault: (cause) => faults.push(cause),
    });
  });
  afterEach(() => {
    poller.stop();
    assert.deepEqual(faults, []);
  });

  function storeOf(end: AbortController): BatchStore {
    const session = { id: '1', signal: end.signal, batch: browser } as unknown as Session;
    return new BatchStore(session, clock, () => undefined);
  }
  async function show(): Promise<void> {
    await store?.load(needs);
    browser.calls = [];
    poller.setVisible(true);
    await settle();
  }
  /** Calls while so much time passes. */
  async function callsIn(ms: number): Promise<readonly string[]> {
    browser.calls = [];
    for (let passed = 0; passed < ms; passed += 500) await clock.advance(500);
    return browser.calls;
  }

  it('asks for the live states only, one after the other in the order in which jobs go through them', async () => {
    await show();
    assert.deepEqual(browser.calls, [], 'what was read a moment ago is not asked for again');
    assert.deepEqual(await callsIn(minIntervalMs * 1.5), [
      'jobs SUBMITTED q',
      'jobs PENDING q',
      'jobs RUNNABLE q',
      'jobs STARTING q',
      'jobs RUNNING q',
    ]);
  });

  it('asks for the ended ones when a job has left the live ones, and only then', async () => {
    browser.jobs = [aJob('a', 'RUNNABLE')];
    await show();
    browser.jobs = [aJob('a', 'RUNNING')];
    const moved = await callsIn(minIntervalMs * 1.5);
    assert.ok(!moved.includes('jobs SUCCEEDED q'));
    browser.jobs = [aJob('a', 'SUCCEEDED')];
    const ended = await callsIn(minIntervalMs);
    assert.ok(ended.includes('jobs SUCCEEDED q') && ended.includes('jobs FAILED q'));
    assert.equal(store?.list(jobsInStatus(q, 'SUCCEEDED'))?.items.length, 1);
  });

  it('looks less often while nothing changes, and more often when something does', async () => {
    await show();
    await callsIn(60_000);
    const idle = (await callsIn(60_000)).filter((call) => call === 'jobs RUNNING q').length;
    assert.equal(idle, 60_000 / maxIntervalMs);
    const busy: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      browser.jobs = [...browser.jobs, aJob(`j${n}`, 'RUNNING')];
      busy.push((await callsIn(minIntervalMs)).filter((call) => call === 'jobs RUNNING q').length);
    }
    assert.ok(
      busy.slice(5).every((looks) => looks === 1),
      busy.join(),
    );
  });

  it('asks for nothing while it is hidden, and at once when it is shown again', async () => {
    await show();
    poller.setVisible(false);
    assert.deepEqual(await callsIn(600_000), []);
    poller.setVisible(true);
    await settle();
    assert.ok(browser.calls.includes('jobs RUNNING q'));
  });

  it('slows down in the background, stops after five minutes there, and catches up in the foreground', async () => {
    await show();
    poller.setFocused(false);
    const first = (await callsIn(60_000)).filter((call) => call === 'jobs RUNNING q').length;
    assert.ok(first >= 3 && first <= 5, String(first));
    await callsIn(maxUnfocusedMs);
    assert.deepEqual(await callsIn(600_000), []);
    poller.setFocused(true);
    await settle();
    assert.ok(browser.calls.includes('jobs RUNNING q'));
  });

  it('stops a look that is throttled, backs off further each time, and says when it looks again', async () => {
    await show();
    browser.before = () => fails('throttled', 'Too Many Requests');
    assert.deepEqual(await callsIn(minIntervalMs * 1.5), ['jobs SUBMITTED q']);
    const [trouble] = statuses.flatMap((status) => status.trouble ?? []);
    assert.equal(trouble?.error.kind, 'throttled');
    assert.ok(trouble.nextLookAt > clock.now() + minIntervalMs);
    const looks = await callsIn(300_000);
    assert.ok(looks.length <= 8, `${looks.length} calls in five minutes`);
    browser.before = () => undefined;
    await callsIn(60_000);
    assert.equal(statuses.at(-1)?.trouble, undefined);
  });

  it('is not hurried by an expansion while it backs off, but by the user who asks', async () => {
    await show();
    browser.before = () => fails('throttled');
    await callsIn(minIntervalMs * 2);
    browser.calls = [];
    poller.wake();
    await settle();
    assert.deepEqual(browser.calls, []);
    poller.force();
    await settle();
    assert.deepEqual(browser.calls, ['jobs SUBMITTED q']);
  });

  it('goes on with the other lists when one is refused, and asks for that one rarely', async () => {
    browser.before = (call) => (call === 'jobs PENDING q' ? fails('denied') : undefined);
    await show();
    const calls = await callsIn(120_000);
    assert.equal(calls.filter((call) => call === 'jobs PENDING q').length, 0);
    assert.ok(calls.filter((call) => call === 'jobs RUNNING q').length > 5);
    assert.ok(statuses.every(({ trouble }) => trouble === undefined));
  });

  it('makes twelve calls a look at most, and leaves none out for long', async () => {
    browser.queues = Array.from({ length: 40 }, (_, n) => aQueue(`q${n}`));
    needs = browser.queues.map(({ arn }) => ({ kind: 'list', query: recentJobs(arn) }));
    await show();
    assert.ok((await callsIn(minIntervalMs * 1.5)).length <= 12);
    const seen = new Set(await callsIn(maxIntervalMs * 5));
    assert.equal(seen.size, 40);
  });

  it('asks for details in one call, and not for those of jobs that have ended', async () => {
    browser.jobs = Array.from({ length: 90 }, (_, n) => aJob(`j${n}`, n < 40 ? 'RUNNING' : 'SUCCEEDED'));
    needs = browser.jobs.map(({ jobId }) => ({ kind: 'job', jobId }));
    await show();
    assert.deepEqual(await callsIn(minIntervalMs * 1.5), ['describe 40']);
  });

  it('leaves the session alone that has ended', async () => {
    const end = new AbortController();
    store = storeOf(end);
    await show();
    browser.before = () => end.abort(new Error('switched'));
    await callsIn(minIntervalMs * 2);
    store = undefined;
    assert.deepEqual(await callsIn(60_000), []);
  });

  it('asks for resources every half minute', async () => {
    needs = [{ kind: 'list', query: jobQueues }];
    await show();
    const count = (await callsIn(120_000)).length;
    assert.ok(count >= 2 && count <= 4, String(count));
  });
});
