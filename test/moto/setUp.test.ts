// Set Up Pipeline and Tear Down Pipeline against moto's CloudFormation, by the extension's own commands. What moto does not
// do: bucket, queue and role policies as resources of their own; deleting queues and environments; it makes what a condition
// of a condition leaves out; it wants a service role where AWS has its own, so that one is added to the template here.
import assert from 'node:assert/strict';
import { BatchClient, DescribeJobDefinitionsCommand, RegisterJobDefinitionCommand } from '@aws-sdk/client-batch';
import { setUpPipeline } from '../../src/app/commands/setUpPipeline';
import { tearDownPipeline } from '../../src/app/commands/tearDownPipeline';
import { pipelineChoices } from '../../src/app/submit/pipelineChoices';
import { type SetUpOnMoto, startSetUpOnMoto } from '../support/setUpOnMoto';
import { startTestEngine } from '../support/testEngine';

const neverAborted = new AbortController().signal;

describe('setting up on moto', () => {
  let world: SetUpOnMoto;
  let ui: SetUpOnMoto['ui'];
  let services: SetUpOnMoto['services'];
  let session: SetUpOnMoto['session'];
  let connection: SetUpOnMoto['connection'];
  before(async () => {
    world = await startSetUpOnMoto();
    ({ ui, services, session, connection } = world);
  });
  after(() => world.stop());
  afterEach(() => ui.assertAllAnswered());

  const resourcesOf = async (name: string): Promise<readonly string[]> =>
    (await session.setUp.stacks.listResources(name, neverAborted)).map(({ resourceType }) => resourceType);
  const bucketOf = async (name: string): Promise<string> =>
    (await session.setUp.stacks.findStack(name, neverAborted))?.outputs.Bucket ?? '';

  for (const [type, label, more] of [
    ['fargate', 'Fargate', []],
    ['fargatespot', 'Fargate Spot', []],
    ['ec2', 'EC2', [{ type: '2' }]],
    ['ec2spot', 'EC2 Spot', ['enter']],
  ] as const) {
    it(`makes everything for ${label}, in two steps, and Submit Pipeline uses it`, async () => {
      ui.answers = [
        { type },
        { pick: label },
        { type: '16' },
        ...more,
        'first',
        { pickMany: ['subnet-'] },
        { pick: 'No image to build' },
        { choose: 'Set Up' },
      ];
      await setUpPipeline(services);
      const { region } = session;
      assert.match(ui.questions.at(-1)?.detail ?? '', new RegExp(`^In ${region}:\n.*bucket\n.*${type}-queue`));
      assert.match(ui.notices.at(-1)?.message ?? '', new RegExp(`^${type} is set up.*inbox/`));
      const types = await resourcesOf(type);
      for (const wanted of [
        'Batch::ComputeEnvironment',
        'Batch::JobQueue',
        'Lambda::Function',
        'Events::Rule',
        'SQS::Queue',
      ])
        assert.ok(types.includes(`AWS::${wanted}`), wanted);
      const bucket = await bucketOf(type);
      const {
        jobQueue,
        bucket: chosen,
        splitDefinition,
        mergeDefinition,
      } = pipelineChoices(services.workspaceMemory, connection);
      assert.deepEqual(
        [jobQueue, chosen, splitDefinition, mergeDefinition],
        [`${type}-queue`, bucket, `${type}-split`, `${type}-merge`],
      );
      const { items } = await session.batch.fetchJobDefinitionPage({ name: splitDefinition }, {}, neverAborted);
      assert.match(items[0]?.container?.image ?? '', /^public\.ecr\.aws\/docker\/library\/node:\d+\.\d+\.\d+/);
    });
  }

  it('makes definitions that AWS Batch takes, as the local engine judges it: moto takes everything', async () => {
    const { endpoint, region } = world.moto.address;
    const batch = new BatchClient({ endpoint, region, credentials: { accessKeyId: 'moto', secretAccessKey: 'moto' } });
    const judge = await startTestEngine();
    try {
      const { jobDefinitions = [] } = await batch.send(new DescribeJobDefinitionsCommand({ status: 'ACTIVE' }));
      assert.equal(jobDefinitions.length, 8);
      for (const { jobDefinitionName, containerProperties, retryStrategy } of jobDefinitions) {
        // moto forgets this one.
        const platformCapabilities = [
          jobDefinitionName?.startsWith('fargate') ? ('FARGATE' as const) : ('EC2' as const),
        ];
        const definition = { jobDefinitionName, type: 'container' as const, containerProperties, platformCapabilities };
        await judge.batch.send(new RegisterJobDefinitionCommand({ ...definition, retryStrategy }));
      }
    } finally {
      batch.destroy();
      await judge.close();
    }
  });

  it('is updated through a change set, which is shown before (moto tells of no single changes)', async () => {
    ui.answers = [
      ...[{ type: 'fargate' }, { pick: 'Fargate' }, { type: '64' }, 'first' as const, { pickMany: ['subnet-'] }],
      ...[{ pick: 'No image to build' }, { choose: 'Change' }],
    ];
    await setUpPipeline(services);
    assert.match(ui.questions.at(-1)?.detail ?? '', /What changes/);
    const stack = await session.setUp.stacks.findStack('fargate', neverAborted);
    assert.deepEqual([stack?.status, stack?.parameters.MaxvCpus], ['UPDATE_COMPLETE', '64']);
  });

  it('is torn down after its name was typed; the bucket goes with all in it, or stays', async () => {
    const buckets = [await bucketOf('fargate'), await bucketOf('ec2')];
    for (const bucket of buckets)
      await session.storage.putObject({ bucket, key: 'inbox/color.txt' }, 'red\n', neverAborted);
    ui.answers = [{ pick: 'fargate' }, { pick: 'Delete the bucket too' }, { type: 'fargate' }];
    await tearDownPipeline(services);
    assert.match(ui.inputs.at(-1)?.prompt ?? '', /SplitDefinition.*with everything in it/);
    ui.answers = [{ pick: 'ec2' }, { pick: 'Keep the bucket' }, { type: 'ec2' }];
    await tearDownPipeline(services);
    assert.match(ui.notices.at(-1)?.message ?? '', /is kept\.$/);
    for (const name of ['fargate', 'ec2'])
      assert.equal(await session.setUp.stacks.findStack(name, neverAborted), undefined);
    const left = await session.storage.listBuckets(neverAborted);
    assert.deepEqual(
      buckets.map((bucket) => left.includes(bucket)),
      [false, true],
    );
  });

  it('does not touch a stack that is not its own', async () => {
    const template = '{"Resources":{"Q":{"Type":"AWS::SQS::Queue"}}}';
    const request = { stackName: 'theirs', template, parameters: {}, tags: {} };
    await session.setUp.stacks.createStack(request, neverAborted);
    ui.answers = [{ type: 'theirs' }];
    await assert.rejects(setUpPipeline(services), /theirs is the name of a stack that was not made here/);
  });
});
