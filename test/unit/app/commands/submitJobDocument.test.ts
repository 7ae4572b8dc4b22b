import assert from 'node:assert/strict';
import { submitJobDocument } from '../../../../src/app/commands/submitJobDocument';
import { inEnglish } from '../../../../src/app/l10n';
import { readJob } from '../../../../src/app/documents/readJob';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const good = { jobName: 'j', jobQueue: 'q', jobDefinition: 'd' };

/** What is wrong, as `line: text`. */
function faultsOf(document: unknown): readonly string[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document, undefined, 1);
  return readJob(text, inEnglish).faults.map((fault) => `${fault.line}: ${fault.text}`);
}

describe('a job in JSON', () => {
  it('is taken with every member that SubmitJob has', () => {
    const whole = {
      ...good,
      $schema: 'x',
      arrayProperties: { size: 2 },
      dependsOn: [{ jobId: 'a' }, { type: 'SEQUENTIAL' }, { jobId: 'b', type: 'N_TO_N' }],
      parameters: { a: '' },
      containerOverrides: { command: ['x'], environment: [{ name: 'A' }, { name: 'B', value: '' }] },
      retryStrategy: { attempts: 10, evaluateOnExit: [{ onExitCode: '13*', onReason: '*', action: 'exit' }] },
      timeout: { attemptDurationSeconds: 60 },
      tags: { a: 'b' },
      propagateTags: true,
      shareIdentifier: 'A1',
      schedulingPriorityOverride: 0,
      ecsPropertiesOverride: { taskProperties: [{ containers: [{ name: 'c', command: ['x'] }] }] },
      eksPropertiesOverride: { podProperties: { containers: [{ image: 'x' }] } },
      nodeOverrides: { numNodes: 2, nodePropertyOverrides: [{ targetNodes: '0:', containerOverrides: {} }] },
    };
    assert.deepEqual(faultsOf(whole), []);
  });

  const bad: readonly [what: string, document: unknown, faults: readonly string[]][] = [
    ['a missing name', { jobQueue: 'q', jobDefinition: 'd' }, ['1: jobName is missing.']],
    ['a name with a blank', { ...good, jobName: 'a b' }, ['2: jobName cannot be "a b". 1 to 128 letters']],
    ['no queue', { ...good, jobQueue: '' }, ['3: jobQueue must not be empty.']],
    [
      'a typing error',
      { ...good, jobDefinitions: 'd' },
      ['5: jobDefinitions is not known here. Did you mean "jobDefinition"?'],
    ],
    ['a member of elsewhere', { ...good, image: 'i' }, ['5: image is not known here. These are: jobName,']],
    ['a size as text', { ...good, arrayProperties: { size: '5' } }, ['6: arrayProperties.size must be a whole number']],
    ['an array of one', { ...good, arrayProperties: { size: 1 } }, ['6: arrayProperties.size must be at least 2.']],
    [
      'a large array',
      { ...good, arrayProperties: { size: 10_001 } },
      ['6: arrayProperties.size must be at most 10000.'],
    ],
    ['11 attempts', { ...good, retryStrategy: { attempts: 11 } }, ['6: retryStrategy.attempts must be at most 10.']],
    [
      'a short timeout',
      { ...good, timeout: { attemptDurationSeconds: 59 } },
      ['6: timeout.attemptDurationSeconds must'],
    ],
    [
      'a reserved variable, and a value that is no text',
      { ...good, containerOverrides: { environment: [{ name: 'AWS_BATCH_X', value: 1 }] } },
      [
        '8: containerOverrides.environment[0].name cannot be "AWS_BATCH_X". May not begin',
        '9: containerOverrides.environment[0].value must be a text in quotes.',
      ],
    ],
    [
      'an empty word',
      { ...good, containerOverrides: { command: ['a', ''] } },
      ['8: containerOverrides.command[1] must not'],
    ],
    [
      'memory as a number',
      { ...good, containerOverrides: { resourceRequirements: [{ type: 'RAM', value: 5 }] } },
      [
        '8: containerOverrides.resourceRequirements[0].type must be one of',
        '9: containerOverrides.resourceRequirements[0]',
      ],
    ],
    [
      'too many dependencies',
      { ...good, dependsOn: Array.from({ length: 21 }, () => ({ jobId: 'a' })) },
      ['5: dependsOn has'],
    ],
    ['an order without an array', { ...good, dependsOn: [{ type: 'SEQUENTIAL' }] }, ['6: SEQUENTIAL is for arrays']],
    [
      'an order with a job',
      { ...good, arrayProperties: { size: 2 }, dependsOn: [{ type: 'SEQUENTIAL', jobId: 'a' }] },
      ['9: SEQUENTIAL orders the children of the job itself'],
    ],
    ['a dependency on nothing', { ...good, dependsOn: [{}] }, ['6: The jobId of the job to wait for is missing.']],
    ['too much', { ...good, parameters: { a: 'x'.repeat(31_000) } }, ['1: The request has 31']],
    ['no object', '[]', ['1: The document must be an object in braces.']],
    ['a comma too many', '{\n "jobName": "j",\n}', ['3: } may not stand here']],
    ['a missing comma', '{\n "jobName": "j"\n "jobQueue": "q"}', ['3: "jobQueue" may not stand here']],
    ['an end too early', '{\n "jobName": "j"\n', ['3: The document ends too early']],
    ['a comment', '{\n // no\n}', ['2: / may not stand here']],
    ['a quote that is not closed', '{\n "jobName: "j"\n}', ['2: j may not stand here']],
    ['a name given twice', '{\n "jobName": "j",\n "jobName": "k"}', ['3: "jobName" is given twice.']],
    ['endless brackets', '['.repeat(5000), ['1: There are too many brackets']],
    ['nothing', '', ['1: The document ends too early']],
  ];
  for (const [what, document, faults] of bad) {
    it(`is refused with ${what}, in the line where it stands`, () => {
      const found = faultsOf(document);
      assert.equal(found.length, faults.length, found.join('\n'));
      for (const [index, fault] of faults.entries()) assert.ok(found[index]?.startsWith(fault), found.join('\n'));
    });
  }
});

describe('awsBatch.submitJobDocument', () => {
  let world: SubmitWorld;
  beforeEach(() => (world = makeSubmitWorld()));
  const document = (content: object) => world.files.put('my.batchjob.json', JSON.stringify(content, undefined, 2));

  it('submits what the editor has, saved or not', async () => {
    const target = document(good);
    world.files.unsaved.set(
      target.clicked,
      JSON.stringify({ ...good, $schema: 's', timeout: { attemptDurationSeconds: 60 } }),
    );
    await submitJobDocument(world, target);
    assert.deepEqual(world.batch.lastRequest, { ...good, otherMembers: { timeout: { attemptDurationSeconds: 60 } } });
    assert.deepEqual(world.revealed, ['job-1']);
    world.files.active = target.clicked;
    await submitJobDocument(world);
    assert.equal(world.batch.requests.length, 2);
  });

  it('sends nothing that is wrong, and shows the line', async () => {
    const target = document({ ...good, jobQueue: '', extra: 1 });
    await assert.rejects(submitJobDocument(world, target), {
      kind: 'invalid',
      message: 'my.batchjob.json, line 3: jobQueue must not be empty. Faults beside this one: 1.',
    });
    assert.deepEqual([world.files.shown, world.batch.requests], [[{ uri: target.clicked, line: 3 }], []]);
  });

  it('wants a document of its kind', async () => {
    await assert.rejects(submitJobDocument(world), { kind: 'invalid', message: /\.batchjob\.json/ });
    await assert.rejects(submitJobDocument(world, world.files.put('a.json', '{}')), { kind: 'invalid' });
  });
});
