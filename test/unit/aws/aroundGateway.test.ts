// Machines, tasks and prices through the SDK: what is sent where, and what is made of the answers.
import assert from 'node:assert/strict';
import { AroundGateway } from '../../../src/aws/aroundGateway';
import { closeMoreClients, moreClients } from '../../../src/aws/moreClients';
import { pricingRegion } from '../../../src/aws/pricingRegion';
import { instanceRate } from '../../../src/core/priceList';
import { anInstanceOffer } from '../../support/priceList';
import { type StubServer, jsonError, startStubServer } from '../../support/stubServer';

const { signal } = new AbortController();

describe('AroundGateway', () => {
  let stub: StubServer;
  let clients: ReturnType<typeof moreClients>;
  let gateway: AroundGateway;
  let target = '';
  before(async () => {
    stub = await startStubServer();
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    clients = moreClients({ region: 'eu-west-1', endpoint: stub.endpoint, credentials });
    gateway = new AroundGateway(clients, 'eu-west-1');
  });
  after(async () => {
    closeMoreClients(await clients());
    await stub.close();
  });

  const answers = (...bodies: readonly object[]): void => {
    const left = [...bodies];
    stub.answer = (response, { headers }) => {
      target = `${String(headers['x-amz-target'])} ${/Credential=[^/]+\/\d+\/([^/]+)/.exec(headers.authorization ?? '')?.[1] ?? ''}`;
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(left.shift() ?? {}));
    };
  };
  const asked = (): Record<string, unknown> =>
    JSON.parse(stub.received.at(-1)?.body ?? '{}') as Record<string, unknown>;

  it('asks for prices where the price list is, page by page, and gives the texts as they are', async () => {
    const [one, other] = [anInstanceOffer('m5.large', '0.1070000000'), anInstanceOffer('m5.xlarge', '0.2')];
    answers({ FormatVersion: 'aws_v1', PriceList: [one], NextToken: 'more' }, { PriceList: [other] });
    const list = await gateway.fetchPriceList({ kind: 'instance', instanceType: 'm5.large' }, signal);
    assert.deepEqual(list, [one, other]);
    assert.equal(instanceRate(list, 'm5.large')?.kind, 'machine');
    assert.equal(target, 'AWSPriceListService.GetProducts eu-central-1');
    const { ServiceCode, NextToken, Filters } = asked();
    assert.deepEqual([ServiceCode, NextToken], ['AmazonEC2', 'more']);
    assert.deepEqual((Filters as readonly object[]).slice(0, 2), [
      { Type: 'TERM_MATCH', Field: 'regionCode', Value: 'eu-west-1' },
      { Type: 'TERM_MATCH', Field: 'instanceType', Value: 'm5.large' },
    ]);
  });

  it('tells of a machine what ECS knows of it', async () => {
    const resource = (name: string, integerValue: number) => ({ name, type: 'INTEGER', integerValue });
    const machine = {
      ...{ containerInstanceArn: 'arn:m', ec2InstanceId: 'i-1', status: 'ACTIVE', agentConnected: true },
      registeredResources: [resource('CPU', 2048), resource('MEMORY', 7680)],
      remainingResources: [resource('CPU', 1024), resource('MEMORY', 512)],
      attributes: [
        { name: 'ecs.instance-type', value: 'm5.large' },
        { name: 'ecs.availability-zone', value: 'eu-west-1b' },
        { name: 'com.amazonaws.ecs.capability.logging-driver.awslogs' },
      ],
    };
    answers({ containerInstances: [machine], failures: [{ arn: 'arn:gone', reason: 'MISSING' }] });
    assert.deepEqual(await gateway.describeContainerInstances('c', ['arn:m', 'arn:gone'], signal), [
      {
        ...{ arn: 'arn:m', ec2InstanceId: 'i-1', instanceType: 'm5.large', zone: 'eu-west-1b', status: 'ACTIVE' },
        ...{ size: { vcpus: 2, memoryMib: 7680, gpus: 0 }, freeVcpus: 1, freeMemoryMib: 512 },
        ...{ isAgentConnected: true, hasLogDriver: true },
      },
    ]);
    assert.equal(target, 'AmazonEC2ContainerServiceV20141113.DescribeContainerInstances eu-west-1');
  });

  it('says what was refused, and asks for no prices where no list can be asked', async () => {
    stub.answer = jsonError(400, 'AccessDeniedException', 'User: me is not authorized to perform: ecs:DescribeTasks');
    await assert.rejects(gateway.describeTasks('c', ['arn:t'], signal), {
      kind: 'denied',
      message: 'Could not look at the tasks of c: User: me is not authorized to perform: ecs:DescribeTasks',
    });
    await assert.rejects(new AroundGateway(clients, 'us-gov-west-1').fetchPriceList({ kind: 'fargate' }, signal), {
      kind: 'invalid',
    });
    const regions = [
      'us-west-2',
      'eu-north-1',
      'ap-east-1',
      'me-south-1',
      'cn-north-1',
      'us-gov-east-1',
      'eusc-de-east-1',
    ];
    const homes = ['us-east-1', 'eu-central-1', 'ap-south-1', 'ap-south-1', 'cn-northwest-1', undefined, undefined];
    assert.deepEqual(regions.map(pricingRegion), homes);
  });
});
