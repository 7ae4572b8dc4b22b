// Changing queues, environments and definitions through the SDK: what is sent, and that nothing else is.
import assert from 'node:assert/strict';
import { BatchGateway } from '../../../src/aws/batchGateway';
import { awsClients, closeClients } from '../../../src/aws/clients';
import { ManageGateway } from '../../../src/aws/manageGateway';
import { type StubServer, jsonError, startStubServer } from '../../support/stubServer';

const { signal } = new AbortController();

describe('ManageGateway', () => {
  let stub: StubServer;
  let clients: ReturnType<typeof awsClients>;
  let gateway: ManageGateway;
  before(async () => {
    stub = await startStubServer();
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    clients = awsClients({ region: 'us-east-1', endpoint: stub.endpoint, credentials });
    gateway = new ManageGateway(clients);
  });
  beforeEach(() => (stub.answer = (response) => response.end('{}')));
  after(async () => {
    closeClients(await clients());
    await stub.close();
  });

  const asked = (): unknown => {
    const last = stub.received.at(-1);
    return { [last?.url ?? '']: JSON.parse(last?.body ?? '') as unknown };
  };

  it('sends what is to be changed and leaves out what stays', async () => {
    await gateway.updateJobQueue('q', { state: 'DISABLED' }, signal);
    assert.deepEqual(asked(), { '/v1/updatejobqueue': { jobQueue: 'q', state: 'DISABLED' } });
    await gateway.updateJobQueue('q', { priority: 0 }, signal);
    assert.deepEqual(asked(), { '/v1/updatejobqueue': { jobQueue: 'q', priority: 0 } });
    const path = '/v1/updatecomputeenvironment';
    await gateway.updateComputeEnvironment('ce', { state: 'ENABLED' }, signal);
    assert.deepEqual(asked(), { [path]: { computeEnvironment: 'ce', state: 'ENABLED' } });
    await gateway.updateComputeEnvironment('ce', { maxvCpus: 0, desiredvCpus: 0 }, signal);
    assert.deepEqual(asked(), {
      [path]: { computeEnvironment: 'ce', computeResources: { maxvCpus: 0, desiredvCpus: 0 } },
    });
    await gateway.updateComputeEnvironment('ce', { unmanagedvCpus: 8 }, signal);
    assert.deepEqual(asked(), { [path]: { computeEnvironment: 'ce', unmanagedvCpus: 8 } });
    await gateway.deregisterJobDefinition('d:3', signal);
    assert.deepEqual(asked(), { '/v1/deregisterjobdefinition': { jobDefinition: 'd:3' } });
  });

  it('sends what a document says as it is, and tells the ARN of what was made', async () => {
    const arn = 'arn:aws:batch:us-east-1:123456789012:x/n';
    const answer = { computeEnvironmentArn: arn, jobQueueArn: arn, jobDefinitionArn: arn };
    stub.answer = (response) => response.end(JSON.stringify(answer));
    const computeResources = { type: 'FARGATE', maxvCpus: 4, subnets: ['subnet-1'] };
    const environment = { computeEnvironmentName: 'ce', type: 'MANAGED', computeResources };
    assert.equal(await gateway.createComputeEnvironment(environment, signal), arn);
    assert.deepEqual(asked(), { '/v1/createcomputeenvironment': environment });
    const queue = { jobQueueName: 'q', priority: 1, computeEnvironmentOrder: [{ order: 1, computeEnvironment: 'ce' }] };
    assert.equal(await gateway.createJobQueue(queue, signal), arn);
    assert.deepEqual(asked(), { '/v1/createjobqueue': queue });
    const definition = { jobDefinitionName: 'd', type: 'container', containerProperties: { image: 'i' } };
    assert.equal(await gateway.registerRevision({ ...definition, misspelt: 1 }, signal), arn);
    assert.deepEqual(asked(), { '/v1/registerjobdefinition': definition });
    await gateway.updateJobQueue('q', { otherMembers: { jobStateTimeLimitActions: [] } }, signal);
    assert.deepEqual(asked(), { '/v1/updatejobqueue': { jobQueue: 'q', jobStateTimeLimitActions: [] } });
    const otherMembers = { serviceRole: 'r', computeResources: { subnets: ['subnet-2'] } };
    await gateway.updateComputeEnvironment('ce', { otherMembers }, signal);
    assert.deepEqual(asked(), { '/v1/updatecomputeenvironment': { computeEnvironment: 'ce', ...otherMembers } });
  });

  it('says what was being done when it is refused', async () => {
    stub.answer = jsonError(
      403,
      'AccessDeniedException',
      'User: me is not authorized to perform: batch:UpdateJobQueue',
    );
    await assert.rejects(gateway.updateJobQueue('q', { state: 'ENABLED' }, signal), {
      kind: 'denied',
      message: /^Could not change the job queue q: .*not authorized to perform: batch:UpdateJobQueue/,
    });
  });

  it('reads the head of a queue, also where less is told than AWS tells', async () => {
    const batch = new BatchGateway(clients);
    const arn = 'arn:aws:batch:us-east-1:123456789012:job/';
    const jobs = [{ jobArn: `${arn}a`, earliestTimeAtPosition: 5 }, { jobArn: `${arn}b:7` }, {}];
    const totalCapacityUsage = [
      { capacityUnit: 'VCPU', quantity: 2.5 },
      { capacityUnit: 'ml.m5.large', quantity: 9 },
    ];
    const topCapacityUtilization = [{ shareIdentifier: 'a', capacityUsage: totalCapacityUsage }, {}];
    const queueUtilization = { totalCapacityUsage, fairshareUtilization: { topCapacityUtilization } };
    stub.answer = (response) => response.end(JSON.stringify({ frontOfQueue: { jobs }, queueUtilization }));
    assert.deepEqual(await batch.fetchQueueFront('q', signal), {
      jobs: [
        { jobId: 'a', since: 5 },
        { jobId: 'b:7', since: undefined },
      ],
      usedVcpus: 2.5,
      shares: [{ shareIdentifier: 'a', usedVcpus: 2.5 }],
    });
    assert.deepEqual(asked(), { '/v1/getjobqueuesnapshot': { jobQueue: 'q' } });
    stub.answer = (response) => response.end('{}');
    assert.deepEqual(await batch.fetchQueueFront('q', signal), { jobs: [], usedVcpus: undefined, shares: undefined });
  });
});
