import assert from 'node:assert/strict';
import { SessionEnded, type Session } from '../../../../src/app/session';
import { BatchStore } from '../../../../src/app/store/batchStore';
import { jobQueues, jobsInStatus, recentJobs } from '../../../../src/app/store/listQuery';
import { FakeBrowser, aJob, aQueue, fails, queueArn } from '../../../support/fakeBrowser';
import { ManualClock, settle } from '../../../support/manualClock';

describe('BatchStore', () => {
  let browser: FakeBrowser;
  let clock: ManualClock;
  let end: AbortController;
  let reported: string[];
  let store: BatchStore;
  const running = jobsInStatus(queueArn('q'), 'RUNNING');
  const list = (query: typeof running) => ({ kind: 'list', query }) as const;
  const job = (jobId: string) => ({ kind: 'job', jobId }) as const;

  beforeEach(() => {
    browser = new FakeBrowser();
    clock = new ManualClock();
    end = new AbortController();
    reported = [];
    const session = { id: '1', signal: end.signal, batch: browser } as unknown as Session;
    store = new BatchStore(session, clock, ({ kind }) => reported.push(kind));
  });

  it('describes a hundred jobs a call, and each job once for all who ask', async () => {
    browser.jobs = Array.from({ length: 250 }, (_, n) => aJob(`j${n}`, 'RUNNING'));
    const needs = browser.jobs.map(({ jobId }) => job(jobId));
    await Promise.all([store.load(needs), store.load(needs), store.load([job('gone')])]);
    assert.deepEqual(browser.calls.sort(), ['describe 1', 'describe 100', 'describe 100', 'describe 50']);
    assert.equal(store.job('j249')?.job?.status, 'RUNNING');
    assert.deepEqual([store.job('gone')?.job, store.job('gone')?.seenAt], [undefined, clock.now()]);
    await store.load(needs);
    assert.equal(browser.calls.length, 4);
  });

  it('does not ask for jobs again that have ended', async () => {
    browser.jobs = [aJob('a', 'RUNNING'), aJob('b', 'FAILED')];
    await store.load([job('a'), job('b')]);
    browser.calls = [];
    await store.refreshJobs(['a', 'b']);
    assert.deepEqual(browser.calls, ['describe 1']);
  });

  it('keeps the newest word on a job, and an end is the last', async () => {
    browser.jobs = [aJob('a', 'RUNNING')];
    await store.load([list(running)]);
    await clock.advance(10);
    browser.jobs = [aJob('a', 'SUCCEEDED')];
    await store.load([list(recentJobs(queueArn('q')))]);
    assert.equal(store.latest('a')?.status, 'SUCCEEDED');
    // An answer of a service that lags behind.
    browser.jobs = [aJob('a', 'RUNNING')];
    await clock.advance(10);
    await store.refreshList(running);
    assert.equal(store.latest('a')?.status, 'SUCCEEDED');
  });

  it('shows what the user stops as stopping, before the service does and until it has ended', async () => {
    browser.jobs = [aJob('a', 'RUNNING')];
    await store.load([list(running)]);
    let changes = 0;
    store.onDidChange(() => (changes += 1));
    store.noteStopping(['a']);
    assert.deepEqual([store.latest('a')?.isStopping, changes], [true, 1]);
    await store.refreshList(running);
    assert.equal(store.latest('a')?.isStopping, true);
    browser.jobs = [aJob('a', 'FAILED')];
    await store.load([job('a')]);
    assert.deepEqual([store.latest('a')?.status, store.latest('a')?.isStopping], ['FAILED', undefined]);
  });

  it('sends six calls at once at most', async () => {
    let [underWay, most] = [0, 0];
    browser.before = async () => {
      most = Math.max(most, (underWay += 1));
      await settle();
      underWay -= 1;
    };
    browser.queues = Array.from({ length: 50 }, (_, n) => aQueue(`q${n}`));
    await store.load(browser.queues.map(({ arn }) => list(recentJobs(arn))));
    assert.deepEqual([browser.calls.length, most], [50, 6]);
  });

  it('reports failures, keeps them beside the list, and asks no second time by itself', async () => {
    browser.before = () => fails('denied');
    await store.load([list(running)]);
    await store.load([list(running)]);
    assert.deepEqual([reported, store.list(running)?.error?.kind, browser.calls.length], [['denied'], 'denied', 1]);
  });

  it('takes nothing in when its session has ended, and says why', async () => {
    const answered = withResolver();
    browser.before = () => answered.promise;
    const loading = store.load([{ kind: 'list', query: jobQueues }, job('a')]);
    const rejected = assert.rejects(loading, SessionEnded);
    end.abort(new SessionEnded('switched'));
    answered.resolve();
    await rejected;
    assert.equal(store.list(jobQueues), undefined);
    assert.deepEqual(reported, []);
  });

  it('forgets what nobody has needed for a minute', async () => {
    browser.jobs = [aJob('a', 'RUNNING'), aJob('b', 'RUNNABLE')];
    const runnable = jobsInStatus(queueArn('q'), 'RUNNABLE');
    await store.load([list(running), list(runnable), job('a')]);
    store.retain([list(runnable)]);
    assert.equal(store.latest('a')?.status, 'RUNNING');
    await clock.advance(61_000);
    store.retain([list(runnable)]);
    assert.deepEqual([store.list(running), store.job('a'), store.latest('a')], [undefined, undefined, undefined]);
    assert.equal(store.list(runnable)?.items.length, 1);
  });
});

function withResolver(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
