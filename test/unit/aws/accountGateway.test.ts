// What the account has, through the SDK: answers in the shapes that AWS documents, and what is not there.
import assert from 'node:assert/strict';
import { AccountGateway } from '../../../src/aws/accountGateway';
import { awsClients, closeClients } from '../../../src/aws/clients';
import { closeMoreClients, moreClients } from '../../../src/aws/moreClients';
import { type StubServer, startStubServer } from '../../support/stubServer';

const { signal } = new AbortController();

describe('AccountGateway', () => {
  let stub: StubServer;
  let more: ReturnType<typeof moreClients>;
  let clients: ReturnType<typeof awsClients>;
  let gateway: AccountGateway;
  before(async () => {
    stub = await startStubServer();
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    const connection = { region: 'us-east-1', endpoint: stub.endpoint, credentials };
    [clients, more] = [awsClients(connection), moreClients(connection)];
    gateway = new AccountGateway(clients, more);
  });
  after(async () => {
    closeClients(await clients());
    closeMoreClients(await more());
    await stub.close();
  });

  const answers = (status: number, type: string, body: string): void => {
    stub.answer = (response) => {
      response.writeHead(status, { 'content-type': type });
      response.end(body);
    };
  };

  it('reads the quota by its code', async () => {
    answers(200, 'application/x-amz-json-1.1', JSON.stringify({ Quota: { QuotaCode: 'L-34B43A08', Value: 128 } }));
    assert.equal(await gateway.fetchVcpuQuota('spot', signal), 128);
    assert.deepEqual(JSON.parse(stub.received.at(-1)?.body ?? ''), { ServiceCode: 'ec2', QuotaCode: 'L-34B43A08' });
  });

  it('counts vCPUs of standard instances, Spot apart', async () => {
    const instance = (type: string, cores: number, lifecycle = ''): string =>
      `<item><instanceType>${type}</instanceType>${lifecycle}<cpuOptions><coreCount>${cores}</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions></item>`;
    const spot = '<instanceLifecycle>spot</instanceLifecycle>';
    const all = [
      instance('m5.large', 1),
      instance('c7g.xlarge', 2, spot),
      instance('g5.xlarge', 2),
      instance('inf2.xlarge', 2),
    ];
    const body = `<DescribeInstancesResponse><reservationSet><item><instancesSet>${all.join('')}</instancesSet></item></reservationSet></DescribeInstancesResponse>`;
    answers(200, 'text/xml', body);
    assert.deepEqual(await gateway.fetchStandardVcpus(signal), { onDemand: 2, spot: 4 });
  });

  it('finds the groups of an environment by their names, and its last activities, the newest first', async () => {
    const id = '640012bd-4e90-3f19-9dd2-c09a23dc923d';
    const group = (name: string): string => `<member><AutoScalingGroupName>${name}</AutoScalingGroupName></member>`;
    const activity = (at: string, more: string): string =>
      `<member><ActivityId>a</ActivityId><StartTime>2026-11-24T${at}Z</StartTime><Description>Launching a new EC2 instance</Description>${more}</member>`;
    stub.answer = (response, { body }) => {
      const page = /NextToken=t/.test(body) ? group(`AWSBatch-run-asg-${id}`) : group(`AWSBatch-run-2-asg-${id}`);
      const next = /NextToken=t/.test(body) ? '' : '<NextToken>t</NextToken>';
      const activities =
        activity('08:00:00', '<StatusCode>Successful</StatusCode>') +
        activity('09:00:00', '<StatusCode>Failed</StatusCode><StatusMessage>No capacity</StatusMessage>');
      const isGroups = body.includes('Action=DescribeAutoScalingGroups');
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(
        isGroups
          ? `<R><DescribeAutoScalingGroupsResult><AutoScalingGroups>${page}</AutoScalingGroups>${next}</DescribeAutoScalingGroupsResult></R>`
          : `<R><DescribeScalingActivitiesResult><Activities>${activities}</Activities></DescribeScalingActivitiesResult></R>`,
      );
    };
    assert.deepEqual(await gateway.fetchScalingActivities('run', signal), [
      { at: Date.parse('2026-11-24T09:00:00Z'), hasFailed: true, text: 'No capacity' },
      { at: Date.parse('2026-11-24T08:00:00Z'), hasFailed: false, text: 'Launching a new EC2 instance' },
    ]);
    assert.match(stub.received.at(-1)?.body ?? '', new RegExp(`AutoScalingGroupName=AWSBatch-run-asg-${id}`));
  });

  it('tells a role that is not there from one that may not be looked at', async () => {
    const error = (code: string): string =>
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}: run</Message></Error></ErrorResponse>`;
    answers(404, 'text/xml', error('NoSuchEntity'));
    assert.equal(await gateway.hasRole('arn:aws:iam::123456789012:role/path/run', signal), false);
    assert.match(stub.received.at(-1)?.body ?? '', /RoleName=run(&|$)/);
    answers(403, 'text/xml', error('AccessDenied'));
    await assert.rejects(gateway.hasInstanceProfile('run', signal), { kind: 'denied' });
  });

  it('names the actions that a role may not take, and finds a log group by its whole name', async () => {
    const result = (name: string, decision: string): string =>
      `<member><EvalActionName>${name}</EvalActionName><EvalDecision>${decision}</EvalDecision></member>`;
    const members = result('logs:CreateLogStream', 'allowed') + result('logs:PutLogEvents', 'implicitDeny');
    answers(
      200,
      'text/xml',
      `<R><SimulatePrincipalPolicyResult><EvaluationResults>${members}</EvaluationResults></SimulatePrincipalPolicyResult></R>`,
    );
    assert.deepEqual(await gateway.fetchDeniedActions('arn:aws:iam::1:role/run', [], signal), ['logs:PutLogEvents']);
    answers(200, 'application/x-amz-json-1.1', JSON.stringify({ logGroups: [{ logGroupName: '/own/other' }] }));
    assert.equal(await gateway.hasLogGroup('/own', signal), false);
  });
});
