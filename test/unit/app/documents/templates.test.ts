// What a new document begins with: right as it is where everything is known, with a fault where the user has to say more.
import assert from 'node:assert/strict';
import { newDefinition } from '../../../../src/app/commands/newDefinition';
import { newEnvironment } from '../../../../src/app/commands/newEnvironment';
import { newQueue } from '../../../../src/app/commands/newQueue';
import { kindOfFile } from '../../../../src/app/documents/documentKinds';
import { readNewEnvironment } from '../../../../src/app/documents/readEnvironment';
import { inEnglish } from '../../../../src/app/l10n';
import type { Session } from '../../../../src/app/session';
import { anEnvironment, environmentArn } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const lastOf = ({ files }: SubmitWorld) => files.edited.at(-1) ?? { name: '', text: '' };
const faultsIn = (world: SubmitWorld): readonly string[] => {
  const { name, text } = lastOf(world);
  const read = name.endsWith('.batchenvironment.json') ? readNewEnvironment : kindOfFile(name)?.read;
  return read?.(text, inEnglish).faults.map((fault) => fault.text) ?? ['of no kind'];
};

describe('new documents', () => {
  it('can be sent as they are on the local engine', async () => {
    const world = makeSubmitWorld();
    for (const command of [newEnvironment, newQueue, newDefinition]) {
      await command(world);
      assert.deepEqual(faultsIn(world), [], lastOf(world).name);
    }
    assert.match(lastOf(world).text, /"image": "host"/);
  });

  it('take names that are free, and the environments of one family that take jobs', async () => {
    const world = makeSubmitWorld();
    world.batch.browser.environments = [
      anEnvironment('my-environment'),
      anEnvironment('off', { state: 'DISABLED' }),
      anEnvironment('machines', { resourceType: 'EC2' }),
      anEnvironment('spot', { resourceType: 'FARGATE_SPOT' }),
    ];
    await newEnvironment(world);
    assert.equal(lastOf(world).name, 'my-environment-2.batchenvironment.json');
    const namesIn = () => [...lastOf(world).text.matchAll(/"computeEnvironment": "(.*)"/g)].map(([, name]) => name);
    await newQueue(world);
    assert.deepEqual(namesIn(), ['my-environment', 'spot']);
    const parent = { kind: 'environments', connection: 'c' } as const;
    const environment = { kind: 'environment', arn: environmentArn('machines'), parent } as const;
    await newQueue(world, environment);
    assert.deepEqual(namesIn(), ['machines']);
    await newQueue(world, { kind: 'empty', parent: environment });
    assert.deepEqual(namesIn(), ['machines']);
  });

  it('have a fault where a queue has no environment to name', async () => {
    const world = makeSubmitWorld();
    world.batch.browser.environments = [];
    await newQueue(world);
    assert.match(faultsIn(world).join(), /computeEnvironment must not be empty/);
  });

  describe('on AWS', () => {
    const onAws = (network: Partial<Session['setUp']['network']>) => {
      const world = makeSubmitWorld({ kind: 'aws', region: 'cn-north-1' });
      Object.assign(world.session.setUp, { network });
      Object.assign(world.session, { region: 'cn-north-1' });
      return world;
    };
    const subnet = (id: string, isPublic: boolean) => ({ id, zone: 'a', cidr: '10.0.0.0/24', isPublic });

    it('are in the public subnets of the default VPC, with its security group', async () => {
      const world = onAws({
        listVpcs: () => Promise.resolve([{ id: 'vpc-1', cidr: '10.0.0.0/16', isDefault: true }]),
        listSubnets: () => Promise.resolve([subnet('subnet-1', true), subnet('subnet-2', false)]),
        findDefaultGroup: () => Promise.resolve('sg-7'),
      });
      await newEnvironment(world);
      assert.deepEqual(faultsIn(world), []);
      assert.match(lastOf(world).text, /"subnets": \[\s*"subnet-1"\s*\],\s*"securityGroupIds": \[\s*"sg-7"\s*\]/);
    });

    it('leave a gap to fill in where the network may not be looked at', async () => {
      const denied = () => Promise.reject(appError('denied'));
      const world = onAws({ listVpcs: denied });
      await newEnvironment(world);
      assert.match(faultsIn(world).join('\n'), /subnets\[0\] cannot be .*\n.*securityGroupIds\[0\] cannot be/);
    });

    it('name the role of the account and partition, or leave a gap', async () => {
      const world = onAws({});
      await newDefinition(world);
      assert.match(faultsIn(world).join(), /executionRoleArn cannot be "arn:aws-cn:iam::…:role/);
      Object.assign(world.session, { accountId: '210987654321' });
      await newDefinition(world);
      assert.deepEqual(faultsIn(world), []);
      assert.match(lastOf(world).text, /arn:aws-cn:iam::210987654321:role\/ecsTaskExecutionRole/);
    });
  });
});
