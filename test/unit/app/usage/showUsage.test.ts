// Where and How Much: what is asked, what it costs, and that nothing is guessed.
import assert from 'node:assert/strict';
import { showUsage } from '../../../../src/app/commands/showUsage';
import { inEnglish } from '../../../../src/app/l10n';
import { RunLedger } from '../../../../src/app/runs/runLedger';
import { RunsList } from '../../../../src/app/runs/runsList';
import type { Settings } from '../../../../src/app/settings';
import type { Node } from '../../../../src/app/tree/node';
import { priceAgeMs } from '../../../../src/app/usage/findRate';
import { readOwnRates } from '../../../../src/app/usage/ownRates';
import type { Connection } from '../../../../src/core/connection';
import type { Job } from '../../../../src/core/job';
import { aJob, anEnvironment, fails } from '../../../support/fakeBrowser';
import { FakeLedger } from '../../../support/fakeLedger';
import { anInstanceOffer, fargateOffers } from '../../../support/priceList';
import { makeSubmitWorld } from '../../../support/submitWorld';

const minuteMs = 60_000;
const startedAt = Date.UTC(2026, 10, 24, 2, 0, 0);
const container = { vcpus: 1, memoryMib: 2048 };
const cluster = 'ce_Batch_0d1f2a3b-1111-2222-3333-444455556666';
const taskArn = `arn:aws:ecs:us-east-1:123456789012:task/${cluster}/t1`;
const containerInstanceArn = `arn:aws:ecs:us-east-1:123456789012:container-instance/${cluster}/m1`;
const nodeOf = (jobId: string): Node => ({ kind: 'job', jobId, parent: { kind: 'jobs', connection: 'aws' } });

/** Ran for an hour. */
function done(jobId: string, place: object, rest: Partial<Job> = {}): Job {
  const attempt = { startedAt, stoppedAt: startedAt + 60 * minuteMs, exitCode: 0, ...place };
  const createdAt = startedAt - 5 * minuteMs;
  return aJob(jobId, 'SUCCEEDED', { container, createdAt, attempts: [attempt], ...rest });
}

function makeWorld(connection: Connection = { kind: 'aws', region: 'us-east-1' }) {
  const world = makeSubmitWorld(connection);
  const set: { rates: object } = { rates: {} };
  // Only this one setting is asked for.
  const settings = { get: () => set.rates } as unknown as Settings;
  const { around } = world;
  around.priceList = fargateOffers;
  world.batch.browser.environments = [anEnvironment('ce', { resourceType: 'FARGATE' })];
  const ledger = new RunLedger(new FakeLedger(), () => 100);
  const log = { info: () => undefined, warn: () => undefined, show: () => undefined, error: () => undefined };
  const runs = new RunsList(ledger, inEnglish, { count: String, dateTime: String, clock: String });
  const show = async (jobId: string): Promise<string> => {
    await showUsage({ ...world, settings, runs, log }, nodeOf(jobId));
    return (await world.ui.documents.at(-1)?.read(world.session.signal)) ?? '';
  };
  const onMachines = (resourceType: string): void => {
    world.batch.browser.environments = [anEnvironment('ce', { resourceType, instanceTypes: ['m5', 'c5'] })];
    const seen = { instanceType: 'm5.large', zone: 'us-east-1b', status: 'ACTIVE', isAgentConnected: true };
    around.machines = [{ arn: containerInstanceArn, hasLogDriver: true, ...seen }];
    around.priceList = [anInstanceOffer('m5.large', '0.0960000000')];
  };
  return { ...world, around, ledger, set, show, onMachines };
}

describe('where and how much', () => {
  it('of a job on Fargate: place, times and an estimate with the rates and their date', async () => {
    const { batch, around, show, ledger } = makeWorld();
    batch.browser.jobs = [done('a', { taskArn })];
    await ledger.add(
      { kind: 'run', id: 'a', at: 1, facts: { jobName: 'a', origin: 'job', connection: { kind: 'local' } } },
      { kind: 'look', id: 'a', at: 2, look: { status: 'SUCCEEDED' } },
    );
    const text = await show('a');
    assert.equal(ledger.get('a')?.cost?.costs[0]?.amount.toFixed(4), '0.0494', 'the run remembers it');
    assert.match(text, /Estimate: USD 0\.0494/, '0.04048 + 2 × 0.004445');
    assert.match(text, /\| ce +\| FARGATE /);
    assert.match(text, /5 min 00 s +\| 1 h 00 min +\| 1 +\| 1 +\| 2048/);
    assert.match(text, /the price list of AWS for us-east-1, asked on 2026-11-24/);
    assert.match(text, /An estimate, not a bill/);
    assert.deepEqual(around.calls, ['prices fargate'], 'ECS has forgotten the task of an hour ago');
  });

  it('of a job on EC2: the share of the machine, its type and zone', async () => {
    const world = makeWorld();
    world.onMachines('EC2');
    world.batch.browser.jobs = [done('a', { taskArn, containerInstanceArn })];
    const text = await world.show('a');
    assert.match(text, /Estimate: USD 0\.0480/, 'one of two vCPUs');
    assert.match(text, /\| ce +\| EC2 +\| m5\.large +\| us-east-1b /);
    assert.deepEqual(world.around.calls, ['machines 1', 'prices m5.large']);
  });

  it('gives no figure for Spot but by an own rate, and names attempts that lost their machine', async () => {
    const world = makeWorld();
    world.onMachines('SPOT');
    const lost = { statusReason: 'Host EC2 (instance i-0abc) terminated.', startedAt, stoppedAt: startedAt + minuteMs };
    const job = done('a', { containerInstanceArn });
    world.batch.browser.jobs = [{ ...job, attempts: [{ ...lost, containerInstanceArn }, ...job.attempts] }];
    const text = await world.show('a');
    assert.match(text, /Estimate: no figure/);
    assert.match(text, /No figure for 2 attempts: The price of Spot/);
    assert.match(text, /2 attempts, 1 of them retries\. 1 attempts were lost/);
    assert.ok(!world.around.calls.some((call) => call.startsWith('prices')));
    // The price list is not asked for Spot, so the machine itself tells how large it is.
    world.around.machines = world.around.machines.map((one) => ({ ...one, size: { vcpus: 2, memoryMib: 7680 } }));
    world.set.rates = { spotInstanceTypes: { 'm5.large': 0.03 } };
    assert.match(await world.show('a'), /Estimate: USD 0\.0152/);
  });

  it('asks for a price once a day, and says what is refused without an error', async () => {
    const { batch, around, clock, show } = makeWorld();
    batch.browser.jobs = [done('a', { taskArn })];
    around.before = () => fails('throttled', 'Could not ask for the prices of AWS: Rate exceeded');
    const refused = await show('a');
    assert.match(refused, /Estimate: no figure[^]*No figure for 1 attempts: Could not ask for the prices/);
    around.before = () => undefined;
    await show('a');
    await show('a');
    assert.equal(around.calls.length, 2, 'the refusal is not kept, the price is');
    await clock.sleep(priceAgeMs, new AbortController().signal);
    await show('a');
    assert.equal(around.calls.length, 3);
    await clock.sleep(priceAgeMs, new AbortController().signal);
    around.before = () => fails('denied', 'not authorized to perform: pricing:GetProducts');
    assert.match(await show('a'), /No figure for 1 attempts: not authorized/, 'a price of yesterday is no price');
  });

  it('tells of a refusal of ECS once, and of the environment all the same', async () => {
    const world = makeWorld();
    world.onMachines('EC2');
    const counts = { array: { size: 300 } };
    const children = Array.from({ length: 300 }, (_, index) =>
      done(`all:${index}`, { containerInstanceArn: `${containerInstanceArn}${index}` }, { array: { index } }),
    );
    world.batch.browser.jobs = [aJob('all', 'SUCCEEDED', counts), ...children];
    world.around.before = () => fails('denied', 'not authorized to perform: ecs:DescribeContainerInstances');
    const text = await world.show('all');
    assert.deepEqual(world.around.calls, ['machines 100']);
    assert.equal(text.split('ecs:DescribeContainerInstances').length, 2);
    assert.match(text, /\| ce +\| EC2 +\| not known +\| not known +\| 300 /);
    assert.match(text, /300 of 300 jobs/);
    assert.deepEqual(
      world.batch.browser.calls.filter((call) => call.startsWith('describe')),
      ['describe 1', ...Array<string>(3).fill('describe 100')],
    );
  });

  it('on the local engine: no prices and no machines are asked for, own rates hold', async () => {
    const { batch, around, set, show } = makeWorld({ kind: 'local' });
    batch.browser.jobs = [done('a', { taskArn, containerInstanceArn })];
    assert.match(await show('a'), /Estimate: no figure/);
    set.rates = { currency: 'EUR', vcpuHour: 1, gbHour: 0.5 };
    assert.match(await show('a'), /Estimate: EUR 2\.00/);
    assert.deepEqual(around.calls, []);
  });

  it('says what is wrong with own rates', () => {
    const refused = (rates: unknown) => {
      try {
        readOwnRates(rates, inEnglish);
      } catch (cause) {
        return (cause as Error).message;
      }
      return undefined;
    };
    assert.equal(refused({}), undefined);
    assert.match(refused({ vcpuHour: 1 }) ?? '', /belong together/);
    assert.match(refused({ instanceTypes: { 'm5.large': 'free' } }) ?? '', /instanceTypes\.m5\.large/);
    assert.match(refused({ vcpuHours: 1, gbHour: 1 }) ?? '', /vcpuHours/);
    assert.match(refused({ vcpuHour: -1, gbHour: 1 }) ?? '', /vcpuHour/);
    assert.match(refused('free') ?? '', /awsBatch\.rates is not right/);
  });
});
