// Queues and environments in JSON: what is wrong with them, and in which line.
import assert from 'node:assert/strict';
import type { DocumentReader } from '../../../../src/app/documents/readDocument';
import { readEnvironment, readNewEnvironment } from '../../../../src/app/documents/readEnvironment';
import { readQueue } from '../../../../src/app/documents/readQueue';
import { inEnglish } from '../../../../src/app/l10n';

type Case = readonly [what: string, document: object, faults: readonly RegExp[]];

function check(read: DocumentReader<unknown>, cases: readonly Case[]): void {
  for (const [what, document, expected] of cases) {
    it(`have ${expected.length === 0 ? 'no fault' : 'a fault'}: ${what}`, () => {
      const { faults } = read(JSON.stringify(document, undefined, 1), inEnglish);
      const found = faults.map(({ line, text }) => `${line}: ${text}`);
      assert.equal(found.length, expected.length, found.join('\n'));
      expected.forEach((pattern, at) => assert.match(found[at] ?? '', pattern));
    });
  }
}

const network = { subnets: ['subnet-1'], securityGroupIds: ['sg-1'] };
const onFargate = { type: 'FARGATE', maxvCpus: 4, ...network };
const onEc2 = { type: 'EC2', minvCpus: 0, maxvCpus: 4, instanceTypes: ['optimal'], instanceRole: 'r', ...network };
const environmentOf = (computeResources: object, more: object = {}) => ({
  ...{ computeEnvironmentName: 'e', type: 'MANAGED' },
  ...more,
  computeResources,
});

describe('compute environments in JSON', () => {
  check(readEnvironment, [
    ['a sound one on Fargate', environmentOf(onFargate), []],
    ['a sound one on EC2', environmentOf(onEc2, { state: 'DISABLED', updatePolicy: {} }), []],
    ['a sound one of your own machines', { computeEnvironmentName: 'e', type: 'UNMANAGED', unmanagedvCpus: 4 }, []],
    [
      'a misspelt member',
      environmentOf({ ...onFargate, maxVcpu: 4 }),
      [/^\d+: computeResources\.maxVcpu .* "maxvCpus"\?/],
    ],
    ['no resources', { computeEnvironmentName: 'e', type: 'MANAGED' }, [/^1: computeResources is missing/]],
    [
      'resources of your own machines',
      environmentOf({ ...onFargate }, { type: 'UNMANAGED' }),
      [/has no computeResources/],
    ],
    [
      'a network that was not filled in',
      environmentOf({ ...onFargate, subnets: ['subnet-…'] }),
      [/^8: .*subnets\[0\] cannot be "subnet-…"\. An id like/],
    ],
    ['no subnet', environmentOf({ ...onFargate, subnets: [] }), [/subnets must have 1 or more entries/]],
    [
      'machines on Fargate',
      environmentOf({ ...onFargate, minvCpus: 0, instanceRole: 'r' }),
      [/Fargate does not offer computeResources\.minvCpus/, /instanceRole/],
    ],
    [
      'no security group on Fargate',
      environmentOf({ ...onFargate, securityGroupIds: undefined }),
      [/securityGroupIds is missing/],
    ],
    [
      'more at least than at most',
      environmentOf({ ...onEc2, minvCpus: 8 }),
      [/^6: minvCpus \(8\) is more than maxvCpus \(4\)/],
    ],
  ]);
});

describe('compute environments that do not exist yet', () => {
  check(readNewEnvironment, [
    ['a sound one', environmentOf(onEc2), []],
    ['off from the start', environmentOf(onFargate, { state: 'DISABLED' }), [/^4: .* created ENABLED/]],
    [
      'what only an update takes',
      environmentOf({ ...onEc2, updateToLatestImageVersion: true }, { updatePolicy: {} }),
      [/updatePolicy is for Update/, /updateToLatestImageVersion is for Update/],
    ],
    [
      'machines without a profile and types',
      environmentOf({ type: 'EC2', maxvCpus: 4, minvCpus: 0, ...network }),
      [/EC2 needs computeResources\.instanceTypes/, /instanceRole/],
    ],
    [
      'Spot with the old way to choose',
      environmentOf({ ...onEc2, type: 'SPOT' }),
      [/SPOT needs computeResources\.spotIamFleetRole/],
    ],
    [
      'Spot with a newer way',
      environmentOf({ ...onEc2, type: 'SPOT', allocationStrategy: 'SPOT_PRICE_CAPACITY_OPTIMIZED' }),
      [],
    ],
  ]);
});

const entry = (order: number, computeEnvironment: string) => ({ order, computeEnvironment });
const queueOf = (...computeEnvironmentOrder: object[]) => ({ jobQueueName: 'q', priority: 1, computeEnvironmentOrder });

describe('job queues in JSON', () => {
  check(readQueue, [
    ['a sound one', queueOf(entry(1, 'a'), entry(2, 'b')), []],
    ['a name that begins with a hyphen', { ...queueOf(entry(1, 'a')), jobQueueName: '-q' }, []],
    ['no environments', { jobQueueName: 'q', priority: 1 }, [/^1: Give exactly one of: computeEnvironmentOrder/]],
    [
      'an environment that was not filled in',
      queueOf(entry(1, '')),
      [/computeEnvironmentOrder\[0\]\.computeEnvironment must not be empty/],
    ],
    ['four environments', queueOf(...['a', 'b', 'c', 'd'].map((name, at) => entry(at, name))), [/more than 3 entries/]],
    ['one order twice', queueOf(entry(1, 'a'), entry(1, 'b')), [/^9: order 1 is given twice/]],
    [
      'one environment twice',
      queueOf(entry(1, 'a'), entry(2, 'arn:aws:batch:us-east-1:123456789012:compute-environment/a')),
      [/^9: The compute environment a is given twice/],
    ],
    [
      'a limit that AWS Batch does not take',
      {
        ...queueOf(entry(1, 'a')),
        jobStateTimeLimitActions: [{ reason: 'r', state: 'RUNNABLE', action: 'CANCEL', maxTimeSeconds: 60 }],
      },
      [/maxTimeSeconds must be at least 600/],
    ],
  ]);
});
