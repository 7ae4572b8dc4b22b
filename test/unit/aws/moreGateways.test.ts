// CloudFormation, networks and ECR through the SDK: lists longer than a page, and answers that are not what they seem.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { followStack, newestEventId } from '../../../src/app/setUp/followStack';
import { closeMoreClients, moreClients } from '../../../src/aws/moreClients';
import { NetworkGateway } from '../../../src/aws/networkGateway';
import { RegistryGateway } from '../../../src/aws/registryGateway';
import { StackGateway } from '../../../src/aws/stackGateway';
import { ManualClock } from '../../support/manualClock';
import { type StubServer, startStubServer, xmlError } from '../../support/stubServer';

const { signal } = new AbortController();

describe('gateways of the services around AWS Batch', () => {
  let stub: StubServer;
  let clients: ReturnType<typeof moreClients>;
  before(async () => {
    stub = await startStubServer();
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    clients = moreClients({ region: 'us-east-1', endpoint: stub.endpoint, credentials });
  });
  after(async () => {
    closeMoreClients(await clients());
    await stub.close();
  });

  /** Answers each action, by the token that it is sent. */
  function answerPages(pageOf: (asked: URLSearchParams) => string): void {
    stub.answer = (response, { body }) => {
      const asked = new URLSearchParams(body);
      const action = asked.get('Action') ?? '';
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(`<${action}Response>${pageOf(asked)}</${action}Response>`);
    };
  }
  const next = (token: number | undefined): string => (token === undefined ? '' : `<NextToken>${token}</NextToken>`);

  describe('StackGateway', () => {
    const stacks = new StackGateway(() => clients());
    /** Newest first, a hundred to a page, as CloudFormation gives them. */
    let newest: number;
    const eventXml = (id: number): string => {
      const type = id === newest ? 'AWS::CloudFormation::Stack' : 'AWS::Batch::JobQueue';
      const of = `<LogicalResourceId>r${id}</LogicalResourceId><ResourceType>${type}</ResourceType>`;
      return `<member><EventId>e${id}</EventId>${of}<ResourceStatus>UPDATE_COMPLETE</ResourceStatus></member>`;
    };
    let pages: number[];
    beforeEach(() => {
      pages = [];
      answerPages((asked) => {
        const page = Number(asked.get('NextToken') ?? 0);
        pages.push(page);
        const from = newest - page * 100;
        const ids = Array.from({ length: Math.min(100, from + 1) }, (_, i) => from - i);
        const events = `<StackEvents>${ids.map(eventXml).join('')}</StackEvents>`;
        return `<DescribeStackEventsResult>${events}${next(from >= 100 ? page + 1 : undefined)}</DescribeStackEventsResult>`;
      });
    });

    it('follows an operation of more than two pages of events, each told once and in order', async () => {
      newest = 20;
      const since = await newestEventId('s', stacks, signal);
      assert.deepEqual([since, pages], ['e20', [0]]);
      newest = 270;
      const told: string[] = [];
      const onTrouble = (error: Error): never => {
        throw error;
      };
      const follower = { onEvent: ({ id }: { readonly id: string }) => void told.push(id), onTrouble };
      const { status } = await followStack('s', since, stacks, new ManualClock(), signal, follower);
      assert.equal(status, 'UPDATE_COMPLETE');
      assert.deepEqual(
        told,
        Array.from({ length: 250 }, (_, i) => `e${21 + i}`),
      );
      assert.deepEqual(pages.slice(1), [0, 1, 2], 'nothing is read beyond what is known');
    });

    it('lists all stacks, without those that are gone', async () => {
      answerPages((asked) => {
        const token = asked.get('NextToken');
        const status = token === null ? 'DELETE_COMPLETE' : 'CREATE_COMPLETE';
        const stack = `<member><StackName>${status}</StackName><StackStatus>${status}</StackStatus></member>`;
        return `<DescribeStacksResult><Stacks>${stack}</Stacks>${next(token === null ? 1 : undefined)}</DescribeStacksResult>`;
      });
      assert.deepEqual(
        (await stacks.listStacks(signal)).map(({ name }) => name),
        ['CREATE_COMPLETE'],
      );
    });

    it('gathers the changes of all pages', async () => {
      answerPages((asked) => {
        const page = Number(asked.get('NextToken') ?? 0);
        const change = `<ResourceChange><Action>Add</Action><LogicalResourceId>r${page}</LogicalResourceId></ResourceChange>`;
        const changes = `<Changes><member><Type>Resource</Type>${change}</member></Changes>`;
        const result = `<Status>CREATE_COMPLETE</Status>${changes}${next(page < 2 ? page + 1 : undefined)}`;
        return `<DescribeChangeSetResult>${result}</DescribeChangeSetResult>`;
      });
      const { status, changes } = await stacks.describeChangeSet('s', 'c', signal);
      assert.deepEqual([status, changes.map(({ logicalId }) => logicalId)], ['CREATE_COMPLETE', ['r0', 'r1', 'r2']]);
    });

    it('takes only what CloudFormation says for "there is no such stack"', async () => {
      stub.answer = xmlError(400, 'ValidationError', 'Stack with id s does not exist');
      assert.equal(await stacks.findStack('s', signal), undefined);
      stub.answer = (response: ServerResponse) => {
        response.writeHead(404, { 'content-type': 'text/html' });
        response.end('<html>no such page</html>');
      };
      await assert.rejects(stacks.findStack('s', signal), /^AppError: Could not look at the stack s: /);
    });

    it('sends a creation again as the same one', async () => {
      const tokens: (string | null)[] = [];
      stub.answer = (response, { body }) => {
        tokens.push(new URLSearchParams(body).get('ClientRequestToken'));
        if (tokens.length === 1) response.destroy();
        else
          response.end(
            '<CreateStackResponse><CreateStackResult><StackId>id</StackId></CreateStackResult></CreateStackResponse>',
          );
      };
      const request = { stackName: 's', template: '{}', parameters: {}, tags: {} };
      assert.equal(await stacks.createStack(request, signal), 'id');
      assert.equal(tokens.length, 2);
      assert.ok(tokens[0]);
      assert.equal(tokens[0], tokens[1]);
    });
  });

  it('NetworkGateway lists every subnet, however many pages there are, in the order of their zones', async () => {
    answerPages((asked) => {
      assert.equal(asked.get('Filter.1.Value.1'), 'vpc-1');
      const page = Number(asked.get('NextToken') ?? 0);
      const items = Array.from({ length: 100 }, (_, i) => {
        const id = String(page * 100 + i).padStart(3, '0');
        return `<item><subnetId>subnet-${id}</subnetId><availabilityZone>us-east-1${'cba'[i % 3]}</availabilityZone></item>`;
      });
      return `<subnetSet>${items.join('')}</subnetSet>${page < 2 ? `<nextToken>${page + 1}</nextToken>` : '<nextToken/>'}`;
    });
    const subnets = await new NetworkGateway(() => clients()).listSubnets('vpc-1', signal);
    assert.equal(new Set(subnets.map(({ id }) => id)).size, 300);
    assert.deepEqual(
      [subnets[0], subnets.at(-1)?.zone],
      [{ id: 'subnet-002', zone: 'us-east-1a', cidr: '', name: undefined, isPublic: false }, 'us-east-1c'],
    );
  });

  describe('RegistryGateway', () => {
    const registry = new RegistryGateway(() => clients());
    const answer = (answerTo: (asked: { readonly nextToken?: string }) => object): void => {
      stub.answer = (response, { body }) => {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(answerTo(JSON.parse(body) as object)));
      };
    };

    it('lists the repositories of all pages, by name', async () => {
      answer(({ nextToken }) =>
        nextToken === undefined
          ? { repositories: [{ repositoryName: 'z', repositoryUri: 'u/z' }], nextToken: 'more' }
          : { repositories: [{ repositoryName: 'a', repositoryUri: 'u/a' }] },
      );
      assert.deepEqual(await registry.listRepositories(signal), [
        { name: 'a', uri: 'u/a' },
        { name: 'z', uri: 'u/z' },
      ]);
    });

    it('signs in with a password that may hold anything', async () => {
      const authorizationToken = Buffer.from('AWS:a:b\n=').toString('base64');
      answer(() => ({
        authorizationData: [{ authorizationToken, proxyEndpoint: 'https://1.dkr.ecr.x.amazonaws.com' }],
      }));
      const access = { registry: '1.dkr.ecr.x.amazonaws.com', user: 'AWS', password: 'a:b\n=' };
      assert.deepEqual(await registry.authorize(signal), access);
      answer(() => ({ authorizationData: [] }));
      await assert.rejects(registry.authorize(signal), /its answer holds no token/);
    });
  });
});
