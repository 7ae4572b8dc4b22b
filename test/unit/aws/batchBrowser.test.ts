// Looking around through the SDK: what is asked, and what becomes of answers that are odd or of a newer API.
import assert from 'node:assert/strict';
import { BatchGateway } from '../../../src/aws/batchGateway';
import { awsClients, closeClients } from '../../../src/aws/clients';
import { type StubServer, startStubServer } from '../../support/stubServer';

const { signal } = new AbortController();

describe('BatchGateway, looking around', () => {
  let stub: StubServer;
  let clients: ReturnType<typeof awsClients>;
  let gateway: BatchGateway;
  before(async () => {
    stub = await startStubServer();
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    clients = awsClients({ region: 'us-east-1', endpoint: stub.endpoint, credentials });
    gateway = new BatchGateway(clients);
  });
  after(async () => {
    closeClients(await clients());
    await stub.close();
  });

  const answer = (body: object): void => void (stub.answer = (response) => response.end(JSON.stringify(body)));
  const asked = (): unknown => {
    const last = stub.received.at(-1);
    return { [last?.url ?? '']: JSON.parse(last?.body ?? '') as unknown };
  };

  it('asks for jobs by state, by age and of arrays, from where a page ended', async () => {
    answer({ jobSummaryList: [{ jobId: 'a' }], nextToken: 'more' });
    const first = await gateway.fetchJobPage({ jobQueue: 'q', status: 'RUNNING' }, {}, signal);
    assert.deepEqual([first.items[0]?.jobId, first.nextToken], ['a', 'more']);
    assert.deepEqual(asked(), { '/v1/listjobs': { jobQueue: 'q', jobStatus: 'RUNNING' } });
    await gateway.fetchJobPage({ jobQueue: 'q', createdAfter: 5 }, { token: 'more' }, signal);
    const filters = [{ name: 'AFTER_CREATED_AT', values: ['5'] }];
    assert.deepEqual(asked(), { '/v1/listjobs': { jobQueue: 'q', filters, nextToken: 'more' } });
    await gateway.fetchJobPage({ arrayJobId: 'a', status: 'FAILED' }, {}, signal);
    assert.deepEqual(asked(), { '/v1/listjobs': { arrayJobId: 'a', jobStatus: 'FAILED' } });
  });

  it('takes an empty token for none', async () => {
    answer({ jobQueues: [], nextToken: '' });
    assert.deepEqual(await gateway.fetchJobQueuePage({}, signal), { items: [], nextToken: undefined });
  });

  it('asks of scheduling policies for their names, then for what they say, and of none for nothing more', async () => {
    const arn = 'arn:aws:batch:us-east-1:123456789012:scheduling-policy/p';
    const shareDistribution = [{ shareIdentifier: 'A*', weightFactor: 0.5 }, { shareIdentifier: 'b' }];
    stub.answer = (response) => {
      const isList = stub.received.at(-1)?.url === '/v1/listschedulingpolicies';
      const schedulingPolicies = isList
        ? [{ arn }, { arn: `${arn}2` }]
        : [
            { arn, name: 'p', fairsharePolicy: { shareDistribution } },
            { arn: `${arn}2`, quotaSharePolicy: {} },
          ];
      response.end(JSON.stringify({ schedulingPolicies, ...(isList && { nextToken: 'more' }) }));
    };
    const page = await gateway.fetchSchedulingPolicyPage({}, signal);
    assert.deepEqual(asked(), { '/v1/describeschedulingpolicies': { arns: [arn, `${arn}2`] } });
    const [policy, other] = page.items;
    assert.deepEqual(policy?.fairshare, {
      ...{ shareDecaySeconds: 0, computeReservation: 0 },
      shareDistribution: [
        { shareIdentifier: 'A*', weightFactor: 0.5 },
        { shareIdentifier: 'b', weightFactor: undefined },
      ],
    });
    assert.deepEqual([other?.name, other?.fairshare, page.nextToken], ['p2', undefined, 'more']);
    answer({ schedulingPolicies: [] });
    assert.deepEqual((await gateway.fetchSchedulingPolicyPage({ token: 'more' }, signal)).items, []);
    assert.deepEqual(asked(), { '/v1/listschedulingpolicies': { nextToken: 'more' } });
  });

  it('gives queues their environments in the order in which they are tried', async () => {
    const computeEnvironmentOrder = [
      { order: 2, computeEnvironment: 'b' },
      { order: 1, computeEnvironment: 'a' },
    ];
    answer({
      jobQueues: [
        { jobQueueName: 'q', jobQueueArn: 'arn', state: 'DRAINING', priority: 7, computeEnvironmentOrder },
        {},
      ],
    });
    const [queue, empty] = (await gateway.fetchJobQueuePage({}, signal)).items;
    assert.deepEqual(
      [queue?.computeEnvironments, queue?.state, queue?.status, queue?.priority],
      [['a', 'b'], 'DRAINING', 'UNKNOWN', 7],
    );
    assert.deepEqual([empty?.name, empty?.computeEnvironments], ['', []]);
  });

  it('reads sizes where they stand, in old and in new definitions', async () => {
    answer({
      jobDefinitions: [
        {
          jobDefinitionName: 'new',
          revision: 2,
          containerProperties: {
            resourceRequirements: [
              { type: 'VCPU', value: '0.25' },
              { type: 'MEMORY', value: '512' },
              { type: 'QPU', value: '1' },
            ],
          },
        },
        { jobDefinitionName: 'old', revision: 1, containerProperties: { vcpus: 2, memory: 2048 } },
        { jobDefinitionName: 'ecs', ecsProperties: { taskProperties: [{ containers: [{ image: 'i' }] }] } },
        {
          jobDefinitionName: 'nodes',
          type: 'multinode',
          nodeProperties: { numNodes: 4, nodeRangeProperties: [{ targetNodes: '0:', container: { image: 'n' } }] },
        },
        { type: 'hologram' },
      ],
    });
    const { items } = await gateway.fetchJobDefinitionPage({ name: 'x', status: 'ACTIVE' }, {}, signal);
    assert.deepEqual(asked(), { '/v1/describejobdefinitions': { jobDefinitionName: 'x', status: 'ACTIVE' } });
    const sizes = items.map(({ container }) => [container?.image, container?.vcpus, container?.memoryMib]);
    assert.deepEqual(sizes, [
      [undefined, 0.25, 512],
      [undefined, 2, 2048],
      ['i', undefined, undefined],
      ['n', undefined, undefined],
      [undefined, undefined, undefined],
    ]);
    assert.deepEqual([items[4]?.type, items[4]?.status], ['hologram', 'UNKNOWN']);
  });

  it('tells of environments of which AWS tells little', async () => {
    answer({ computeEnvironments: [{ computeEnvironmentName: 'own', type: 'UNMANAGED', unmanagedvCpus: 8 }] });
    const [environment] = (await gateway.fetchComputeEnvironmentPage({}, signal)).items;
    assert.deepEqual(
      [environment?.management, environment?.resourceType, environment?.maxvCpus],
      ['UNMANAGED', undefined, 8],
    );
  });

  it('keeps what lists tell of jobs: arrays with their counts, nodes, and that they are being stopped', async () => {
    const statusSummary = { RUNNING: 3, SUCCEEDED: 1, HIBERNATING: 9 };
    answer({
      jobSummaryList: [
        { jobId: 'a', arrayProperties: { size: 4, statusSummary, statusSummaryLastUpdatedAt: 5 }, isTerminated: true },
        { jobId: 'n', nodeProperties: { numNodes: 3 }, container: { exitCode: 9, reason: 'r' } },
      ],
    });
    const [array, nodes] = (await gateway.fetchJobPage({ jobQueue: 'q', status: 'PENDING' }, {}, signal)).items;
    assert.deepEqual([array?.array?.counts?.RUNNING, array?.array?.countedAt, array?.isStopping], [3, 5, true]);
    assert.deepEqual([nodes?.nodeCount, nodes?.exitCode, nodes?.reason, nodes?.isStopping], [3, 9, 'r', false]);
  });

  it('gives one resource as it is, and says when it is gone', async () => {
    answer({ jobs: [{ jobId: 'a', novelty: { deep: [1] } }] });
    assert.equal(((await gateway.fetchRaw({ kind: 'job', jobId: 'a' }, signal)) as { jobId: string }).jobId, 'a');
    assert.deepEqual(asked(), { '/v1/describejobs': { jobs: ['a'] } });
    for (const [kind, url, member] of [
      ['jobQueue', '/v1/describejobqueues', 'jobQueues'],
      ['computeEnvironment', '/v1/describecomputeenvironments', 'computeEnvironments'],
      ['jobDefinition', '/v1/describejobdefinitions', 'jobDefinitions'],
    ] as const) {
      answer({});
      await assert.rejects(gateway.fetchRaw({ kind, name: 'x' }, signal), { kind: 'notFound', message: / x / });
      assert.deepEqual(asked(), { [url]: { [member]: ['x'] } });
    }
  });
});
