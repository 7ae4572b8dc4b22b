// The arguments of commands for other extensions and key bindings.
import assert from 'node:assert/strict';
import { stopJob } from '../../../../src/app/commands/stopJob';
import { submitPipeline } from '../../../../src/app/commands/submitPipeline';
import { isTyped, readArguments, typedArguments } from '../../../../src/app/commands/typedArguments';
import { commands } from '../../../../src/app/commands';
import { inEnglish } from '../../../../src/app/l10n';
import { aJob } from '../../../support/fakeBrowser';
import { makeSubmitWorld } from '../../../support/submitWorld';

describe('typed arguments', () => {
  it('stand for what is clicked in the view', async () => {
    const world = makeSubmitWorld();
    world.batch.browser.jobs = [aJob('j', 'RUNNING'), aJob('k', 'RUNNING')];
    world.ui.answers = ['enter', { choose: 'Stop' }];
    const both = readArguments('awsBatch.stopJob', { jobIds: ['j', 'k'] }, inEnglish);
    await stopJob(world, both.target, both.selection);
    await stopJob(world, readArguments('awsBatch.stopJob', { jobId: 'j' }, inEnglish).target);
    assert.deepEqual(world.batch.terminated, ['j', 'k', 'j']);
  });

  it('fill in the plan of a pipeline, which the user sees, and bring the ids back', async () => {
    const world = makeSubmitWorld();
    world.files.put('c.txt', 'a\nb\n');
    world.ui.answers = ['first'];
    const given = { file: 'mem:///w/c.txt', queue: 'fast', command: 'wc -c', maxChildren: 1 };
    const result = await submitPipeline(world, readArguments('awsBatch.submitPipeline', given, inEnglish).target);
    assert.deepEqual([result.splitJobId, result.mergeJobId, result.bucket], ['job-1', 'job-2', 'pipeline']);
    const [split] = world.batch.requests;
    assert.deepEqual(
      [split?.jobQueue, split?.arraySize, split?.environment?.PIPELINE_PRESET],
      ['fast', undefined, 'command'],
    );
  });

  it('are refused by the name of the member that is wrong', () => {
    const read = (id: string, given: object) => () => readArguments(id, given, inEnglish);
    assert.throws(read('awsBatch.openRunPanel', { jobId: 5 }), {
      kind: 'invalid',
      message: /^awsBatch\.openRunPanel: jobId is wrong/,
    });
    assert.throws(read('awsBatch.openRunPanel', { jobId: 'j', tab: 1 }), { message: /tab is wrong/ });
    assert.throws(read('awsBatch.stopJob', {}), { message: /Give jobId or jobIds/ });
    assert.throws(read('awsBatch.submitPipeline', { file: 'x', maxChildren: 0 }), { message: /maxChildren is wrong/ });
  });

  it('belong to commands that there are, and are told from what is clicked', () => {
    assert.deepEqual(
      Object.keys(typedArguments).filter((id) => !Object.hasOwn(commands, id)),
      [],
    );
    const node = { kind: 'job', jobId: 'j', parent: { kind: 'jobs', connection: '' } };
    assert.deepEqual([{}, { jobId: 'j' }, node, undefined, 'x', new Date()].map(isTyped), [
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
