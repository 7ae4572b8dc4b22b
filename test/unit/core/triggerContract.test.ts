import assert from 'node:assert/strict';
import { readTriggerSettings } from '../../../src/core/triggerContract';

const given = {
  PIPELINE_BUCKET: 'b',
  PIPELINE_QUEUE: 'q',
  PIPELINE_SPLIT_DEFINITION: 's',
  PIPELINE_MERGE_DEFINITION: 'm',
};

describe('readTriggerSettings', () => {
  it('has a default for all but the bucket, the queue and the definitions', () => {
    assert.deepEqual(readTriggerSettings(given), {
      bucket: 'b',
      jobQueue: 'q',
      splitDefinition: 's',
      mergeDefinition: 'm',
      choice: { preset: 'rainbow' },
      skipBlank: false,
      resultName: 'mycolor',
      inbox: 'inbox/',
    });
  });

  it('names what is missing or wrong', () => {
    assert.throws(() => readTriggerSettings({ ...given, PIPELINE_QUEUE: '', PIPELINE_PRESET: 'command' }), {
      message: 'Set these variables of the function: PIPELINE_QUEUE, PIPELINE_COMMAND.',
    });
    assert.throws(() => readTriggerSettings({ ...given, PIPELINE_PRESET: 'x' }), /must be rainbow or command, not "x"/);
  });

  it('refuses an inbox in which runs would start runs', () => {
    for (const PIPELINE_INBOX of ['', '/', 'inbox', 'runs/', 'runs/in/'])
      assert.throws(() => readTriggerSettings({ ...given, PIPELINE_INBOX }), /PIPELINE_INBOX must end in "\/"/);
  });
});
