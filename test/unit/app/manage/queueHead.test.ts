// The head of a queue as a document: places in their order, with names where they may be read, and an empty queue says so.
import assert from 'node:assert/strict';
import { showQueueHead } from '../../../../src/app/commands/showQueueHead';
import { aJob, aQueue, fails, policyArn, queueArn } from '../../../support/fakeBrowser';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

describe('the head of a queue', () => {
  let world: SubmitWorld;
  const shown = async (): Promise<string> => {
    await showQueueHead(world, {
      kind: 'queue',
      arn: queueArn('q'),
      parent: { kind: 'queues', connection: 'aws' },
    });
    return (await world.ui.documents.at(-1)?.read(new AbortController().signal)) ?? '';
  };
  beforeEach(() => {
    world = makeSubmitWorld({ kind: 'aws', region: 'us-east-1' });
  });

  it('has the jobs in their order, how long they have stood there, and what the queue uses', async () => {
    const now = world.clock.now();
    world.batch.browser.jobs = [aJob('a', 'RUNNABLE', { jobName: 'first' })];
    world.batch.browser.front = { jobs: [{ jobId: 'a', since: now - 90_000 }, { jobId: 'gone' }], usedVcpus: 3 };
    const text = await shown();
    assert.match(text, /^Next in q, at .*\nFirst in, first out\.\nvCPUs that the queue uses now: 3\n\nplace /);
    assert.match(text, /\n1 +1 ?m\S* .*Z +a +first\n2 +– +– +gone +–\n$/);
    world.batch.browser.before = (call) => (call.startsWith('describe') ? fails('denied') : undefined);
    assert.match(await shown(), /\n1 .* a +–\n2 /);
  });

  it('of a fair-share queue has the share of each job, and what each share uses', async () => {
    const { browser } = world.batch;
    browser.queues = [aQueue('q', { schedulingPolicyArn: policyArn('p') })];
    browser.jobs = [aJob('a', 'RUNNABLE', { jobName: 'first', shareIdentifier: 'night' })];
    const shares = [
      { shareIdentifier: 'night', usedVcpus: 4 },
      { shareIdentifier: 'day', usedVcpus: 0 },
    ];
    browser.front = { jobs: [{ jobId: 'a' }, { jobId: 'gone' }], shares };
    const text = await shown();
    assert.match(text, /\nIts scheduling policy .*\nvCPUs that run now, by share: night 4\n\nplace .* share +job\n/);
    assert.match(text, /\n1 .* a +night +first\n2 .* gone +– +–\n$/);
  });

  it('of an empty queue says so', async () => {
    assert.match(await shown(), /\n\nNo job is RUNNABLE\./);
  });
});
