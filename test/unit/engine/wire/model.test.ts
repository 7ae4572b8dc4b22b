import assert from 'node:assert/strict';
import { batchModel, logsModel, requiredMembers, s3Model } from '../../../../src/engine/wire/model';
import { ModelMismatch, readJson } from '../../../../src/engine/wire/jsonInput';

// The SDK exports its schemas without documenting them: a new version that changes their shape must be noticed here.
describe('the API models of the SDK', () => {
  it('list the operations with their routes and required members', () => {
    assert.equal(batchModel.size, 48);
    assert.equal(logsModel.size, 118);
    assert.equal(s3Model.size, 112);
    const submitJob = batchModel.get('SubmitJob');
    assert.deepEqual(submitJob?.http, ['POST', '/v1/submitjob', 200]);
    assert.deepEqual(submitJob.required, ['jobName', 'jobQueue', 'jobDefinition']);
    assert.deepEqual(s3Model.get('UploadPart')?.required, ['Bucket', 'Key', 'PartNumber', 'UploadId']);
    const dependsOn = submitJob.input.getMemberSchema('containerOverrides').getMemberSchema('environment');
    assert.deepEqual(requiredMembers(dependsOn.getValueSchema()), []);
  });

  it('tell what is wrong with a request, by the name of the member', () => {
    const input = batchModel.get('SubmitJob')?.input;
    assert.ok(input);
    const read = (value: unknown): unknown => readJson(input, value);
    const whole = { jobName: 'a', jobQueue: 'b', jobDefinition: 'c' };
    assert.deepEqual(read({ ...whole, unknown: 1, timeout: null }), whole);
    const wrong: [unknown, RegExp][] = [
      [[], /The request must be an object/],
      [{ ...whole, jobName: undefined }, /jobName is missing/],
      [{ ...whole, jobName: 7 }, /jobName must be a string/],
      [{ ...whole, propagateTags: 'yes' }, /propagateTags must be true or false/],
      [{ ...whole, arrayProperties: { size: '7' } }, /arrayProperties\.size must be a number/],
      [{ ...whole, dependsOn: {} }, /dependsOn must be a list/],
      [
        { ...whole, containerOverrides: { environment: [{ name: 1 }] } },
        /containerOverrides\.environment\[0\]\.name must/,
      ],
      [{ ...whole, parameters: { a: 1 } }, /parameters\.a must be a string/],
    ];
    for (const [value, message] of wrong) {
      assert.throws(
        () => read(value),
        (error) => error instanceof ModelMismatch && message.test(error.message),
      );
    }
  });
});
