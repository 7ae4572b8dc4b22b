// A job definition as a document: what is wrong with it, and what is sent when nothing is.
import assert from 'node:assert/strict';
import { registerDefinition } from '../../../../src/app/commands/registerDefinition';
import { reviseDefinition } from '../../../../src/app/commands/reviseDefinition';
import { inEnglish } from '../../../../src/app/l10n';
import { readDefinition } from '../../../../src/app/documents/readDefinition';
import { appError } from '../../../support/fakePorts';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const size = (vcpu: string, memory: string) => [
  { type: 'VCPU', value: vcpu },
  { type: 'MEMORY', value: memory },
];
const container = { image: 'i', command: ['true'], resourceRequirements: size('1', '2048') };
const good = { jobDefinitionName: 'd', type: 'container', containerProperties: container };

function faultsOf(document: unknown): readonly string[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document, undefined, 1);
  return readDefinition(text, inEnglish).faults.map((fault) => `${fault.line}: ${fault.text}`);
}

describe('a job definition in JSON', () => {
  const fargate = { ...good, platformCapabilities: ['FARGATE'] };
  const onFargate = { ...container, executionRoleArn: 'arn:aws:iam::123456789012:role/r' };
  const cases: readonly [what: string, document: unknown, faults: readonly RegExp[]][] = [
    ['a sound one', good, []],
    ['a sound one for Fargate', { ...fargate, containerProperties: onFargate }, []],
    ['no name', { ...good, jobDefinitionName: undefined }, [/^1: jobDefinitionName is missing\./]],
    ['a name with a blank', { ...good, jobDefinitionName: 'a b' }, [/^2: jobDefinitionName cannot be "a b"/]],
    ['a misspelt member', { ...good, containerPropertys: {} }, [/Did you mean "containerProperties"\?/]],
    [
      'misspelt members deep inside',
      {
        ...good,
        containerProperties: {
          ...container,
          comand: [],
          logConfiguration: { logdriver: 'awslogs', logDriver: 'awslogs' },
          mountPoints: [{ sourceVolumes: 'v' }],
        },
      },
      [
        /^1[0-9]: containerProperties\.comand is not known here. Did you mean "command"\?/,
        /containerProperties\.logConfiguration\.logdriver .* "logDriver"/,
        /containerProperties\.mountPoints\[0\]\.sourceVolumes .* "sourceVolume"/,
      ],
    ],
    [
      'a role that was not filled in',
      { ...good, containerProperties: { ...onFargate, executionRoleArn: 'arn:…' } },
      [/cannot be/],
    ],
    ['no container', { ...good, containerProperties: undefined }, [/^1: Give exactly one of: containerProperties, /]],
    ['no image', { ...good, containerProperties: { command: ['x'] } }, [/containerProperties\.image is missing/]],
    ['no execution role', fargate, [/Fargate needs containerProperties\.executionRoleArn/]],
    [
      'a size that Fargate does not have',
      { ...fargate, containerProperties: { ...onFargate, resourceRequirements: size('1', '512') } },
      [/With 1 vCPUs Fargate takes as MEMORY one of: 2048, 3072/],
    ],
    [
      'three vCPUs',
      { ...fargate, containerProperties: { ...onFargate, resourceRequirements: size('3', '8192') } },
      [/On Fargate VCPU is one of: 0\.25, /],
    ],
    [
      'what Fargate does not take',
      {
        ...fargate,
        containerProperties: {
          ...onFargate,
          ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 1 }],
          linuxParameters: { initProcessEnabled: true, swappiness: 1, devices: [] },
          volumes: [{ name: 'v', host: { sourcePath: '/x' } }],
          logConfiguration: { logDriver: 'syslog' },
        },
      },
      [
        /offer containerProperties\.ulimits/,
        /linuxParameters\.swappiness/,
        /host\.sourcePath/,
        /logDriver is one of: awslogs/,
      ],
    ],
    [
      'what only Fargate takes',
      { ...good, containerProperties: { ...container, ephemeralStorage: { sizeInGiB: 30 } } },
      [/ephemeralStorage is for Fargate/],
    ],
    [
      'a mount point of no volume',
      {
        ...good,
        containerProperties: { ...container, volumes: [{ name: 'v' }], mountPoints: [{ sourceVolume: 'w' }] },
      },
      [/There is no volume of the name w/],
    ],
    [
      'more than AWS Batch takes',
      { ...good, parameters: { x: 'x'.repeat(25_000) } },
      [/^1: The request has \d+ bytes/],
    ],
    ['a bracket that is missing', '{"jobDefinitionName": "d"', [/ends too early/]],
  ];
  for (const [what, document, expected] of cases) {
    it(`has ${expected.length === 0 ? 'no fault' : 'a fault'}: ${what}`, () => {
      const faults = faultsOf(document);
      assert.equal(faults.length, expected.length, faults.join('\n'));
      expected.forEach((pattern, at) => assert.match(faults[at] ?? '', pattern));
    });
  }
});

describe('awsBatch.registerDefinition', () => {
  let world: SubmitWorld;
  beforeEach(() => {
    world = makeSubmitWorld({ kind: 'aws', region: 'us-east-1' });
  });

  const put = (document: unknown) => world.files.put('d.batchdefinition.json', JSON.stringify(document, undefined, 1));

  it('sends what the document says, once the connection is confirmed', async () => {
    const target = put({ $schema: 'x', ...good });
    world.ui.answers = [{ choose: 'Register' }];
    await registerDefinition(world, target);
    assert.match(world.ui.questions[0]?.detail ?? '', /us-east-1/);
    assert.deepEqual(world.manage.registered, [good]);
    assert.equal(world.ui.notices.at(-1)?.message, 'd:2 is registered.');
  });

  it('sends nothing that is wrong, and shows the line', async () => {
    const target = put({ ...good, jobDefinitionName: 'a b' });
    await assert.rejects(
      registerDefinition(world, target),
      /d\.batchdefinition\.json, line 2: jobDefinitionName cannot/,
    );
    assert.deepEqual(world.manage.registered, []);
  });

  it('says what AWS refuses', async () => {
    const target = put(good);
    world.manage.error = appError('denied', 'not RegisterJobDefinition');
    world.ui.answers = [{ choose: 'Register' }];
    await assert.rejects(registerDefinition(world, target), /not RegisterJobDefinition/);
  });

  it('begins with a revision that is there, without what AWS Batch added', async () => {
    const arn = 'arn:aws:batch:us-east-1:123456789012:job-definition/d:1';
    const tags = { 'aws:cloudformation:stack-name': 's', own: 'x' };
    const described = { jobDefinitionArn: arn, revision: 1, status: 'ACTIVE', containerOrchestrationType: 'ECS' };
    world.batch.definitions[arn] = { ...described, ...good, tags };
    const parent = { kind: 'definition', name: 'd', parent: { kind: 'definitions', connection: 'c' } };
    await reviseDefinition(world, { kind: 'revision', arn, name: 'd', parent });
    const { name, text } = world.files.edited.at(-1) ?? { name: '', text: '' };
    assert.equal(name, 'd.batchdefinition.json');
    assert.deepEqual(JSON.parse(text), { ...good, tags: { own: 'x' } });
  });
});
