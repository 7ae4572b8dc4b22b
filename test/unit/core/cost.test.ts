// What an attempt costs, and what the price list of AWS says of it.
import assert from 'node:assert/strict';
import { costOf, formatMoney, sumOf } from '../../../src/core/cost';
import { clusterOfArn, environmentOfCluster } from '../../../src/core/ecsPlace';
import { fargateRate, instanceRate } from '../../../src/core/priceList';
import { anInstanceOffer, fargateOffers, offer } from '../../support/priceList';

const hourMs = 3_600_000;
const usage = { durationMs: hourMs, vcpus: 1, memoryMib: 2048 };
const machine = { kind: 'machine', currency: 'USD', hour: 0.1, size: { vcpus: 4, memoryMib: 16_384 } } as const;
const size = { kind: 'size', currency: 'USD', vcpuHour: 0.04, gbHour: 0.004 } as const;
const onMachine = { isFargate: false };

describe('cost', () => {
  it('of Fargate: vCPUs and gigabytes, a minute at least', () => {
    assert.equal(costOf(usage, size, { isFargate: true })?.amount, 0.048);
    const short = costOf({ ...usage, durationMs: 1_000 }, size, { isFargate: true });
    assert.equal(short?.amount, 0.048 / 60);
  });

  it('of a machine: the larger share of its vCPUs, memory or GPUs, and never more than the machine', () => {
    const amount = (changes: object, rate = machine) => costOf({ ...usage, ...changes }, rate, onMachine)?.amount;
    assert.equal(amount({}), 0.025, 'a vCPU of four');
    assert.equal(amount({ memoryMib: 8192 }), 0.05, 'half of the memory');
    assert.equal(amount({ vcpus: 8 }), 0.1);
    assert.equal(amount({ gpus: 1 }), undefined, 'nobody tells how many GPUs it has');
    assert.equal(
      costOf({ ...usage, gpus: 1 }, { ...machine, size: { ...machine.size, gpus: 1 } }, onMachine)?.amount,
      0.1,
    );
  });

  it('is not guessed where a part is not known', () => {
    const { size: known, ...unsized } = machine;
    assert.equal(costOf(usage, unsized, onMachine), undefined);
    assert.equal(costOf(usage, unsized, { ...onMachine, size: known })?.amount, 0.025);
    assert.equal(costOf({ durationMs: hourMs, vcpus: 1 }, size, onMachine), undefined);
    assert.deepEqual(sumOf([undefined]), []);
  });

  it('is summed for each currency, and written with digits that say something', () => {
    const sums = sumOf([
      { currency: 'USD', amount: 1 },
      undefined,
      { currency: 'CNY', amount: 2 },
      { currency: 'USD', amount: 0.5 },
    ]);
    assert.deepEqual(sums.map(formatMoney), ['USD 1.50', 'CNY 2.00']);
    const texts = [0, 0.000_000_1, 0.000_012_34, 0.0123, 0.5, 12.345].map((amount) =>
      formatMoney({ currency: 'USD', amount }),
    );
    assert.deepEqual(texts, ['USD 0', 'USD < 0.000001', 'USD 0.0000123', 'USD 0.0123', 'USD 0.500', 'USD 12.35']);
  });
});

describe('price list of AWS', () => {
  it('tells the rates of Fargate for each processor, among all products of ECS', () => {
    assert.deepEqual(fargateRate(fargateOffers, 'X86_64'), {
      kind: 'size',
      currency: 'USD',
      vcpuHour: 0.04048,
      gbHour: 0.004445,
    });
    assert.deepEqual(fargateRate(fargateOffers, 'ARM64'), {
      kind: 'size',
      currency: 'USD',
      vcpuHour: 0.03238,
      gbHour: 0.00356,
    });
  });

  it('tells the rate and the size of an instance type', () => {
    const size = { vcpus: 2, memoryMib: 8192, gpus: 0 };
    assert.deepEqual(instanceRate([anInstanceOffer('m5.large', '0.0960000000')], 'm5.large'), {
      ...{ kind: 'machine', currency: 'USD', hour: 0.096, size },
    });
  });

  it('gives nothing for what is odd: other types, two prices, no price, broken texts', () => {
    const one = anInstanceOffer('m5.large', '0.0960000000');
    assert.equal(instanceRate([one], 'm5.xlarge'), undefined);
    assert.equal(instanceRate([one, anInstanceOffer('m5.large', '0.2')], 'm5.large'), undefined);
    assert.deepEqual(
      instanceRate([one, anInstanceOffer('m5.large', '0.0000000000'), one], 'm5.large')?.currency,
      'USD',
    );
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"product":null,"terms":{"OnDemand":[7]}}',
      offer({ instanceType: 'm5.large' }, 'Hrs', 'free'),
    ]) {
      assert.equal(instanceRate([text], 'm5.large'), undefined, text);
    }
    assert.equal(fargateRate(fargateOffers.slice(0, 1), 'X86_64'), undefined, 'no price of memory');
  });
});

describe('place in ECS', () => {
  it('is told by the ARNs of the task and the machine', () => {
    const cluster = 'big_Batch_0d1f2a3b-1111-2222-3333-444455556666';
    assert.equal(clusterOfArn(`arn:aws:ecs:eu-west-1:123456789012:task/${cluster}/0123`), cluster);
    assert.equal(clusterOfArn(`arn:aws-cn:ecs:cn-north-1:1:container-instance/${cluster}/0123`), cluster);
    assert.equal(clusterOfArn('arn:aws:ecs:eu-west-1:123456789012:task/0123'), undefined, 'the short form');
    assert.equal(environmentOfCluster(cluster), 'big');
    assert.equal(environmentOfCluster('AWSBatch-big'), 'AWSBatch-big');
  });
});
