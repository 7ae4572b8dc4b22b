import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { S3Fake } from './s3Fake';
import { type Bundle, buildWorker, startWorker, upload } from './workerProcess';

describe("the worker's bundle", function () {
  // Tens of megabytes, or tens of processes, on a machine that may be busy.
  this.timeout(60_000);

  let bundle: Bundle;
  before(() => {
    bundle = buildWorker();
  });
  after(() => bundle.remove());

  it('is small enough to travel inside a job definition, which may have 24 KiB', () => {
    assert.ok(statSync(bundle.path).size < 16_000, `${statSync(bundle.path).size} bytes`);
  });

  it('says how it is used', async () => {
    for (const command of [[], ['splt'], ['split', 'more'], ['toString']]) {
      const { exitCode, stderr } = await startWorker(bundle, command, {}).ended;
      assert.equal(exitCode, 2);
      assert.match(stderr, /^Usage: worker split \| merge .*\n$/);
    }
  });

  it('names in one line what is missing in its environment, or wrong', async () => {
    const fake = await S3Fake.start();
    const environment = await upload(fake, 'red\n');
    const cases: [string, Record<string, string>, RegExp][] = [
      ['split', {}, /^Not set: PIPELINE_PRESET, PIPELINE_BUCKET, PIPELINE_OUTPUT, PIPELINE_CHILDREN, PIPELINE_INPUT, /],
      ['merge', { ...environment, PIPELINE_RESULT: '' }, /^Not set: PIPELINE_RESULT\. A pipeline sets them/],
      ['split', { ...environment, PIPELINE_PRESET: 'x' }, /^PIPELINE_PRESET must be rainbow or command, not "x"/],
      ['split', { ...environment, PIPELINE_PRESET: 'command' }, /^Not set: PIPELINE_COMMAND\./],
      [
        'split',
        { ...environment, PIPELINE_CHILDREN: '0' },
        /^PIPELINE_CHILDREN must be a whole number from 1 to 10000, /,
      ],
      ['split', { ...environment, AWS_BATCH_JOB_ARRAY_INDEX: '-1' }, /^AWS_BATCH_JOB_ARRAY_INDEX must be /],
      ['split', { ...environment, AWS_BATCH_JOB_ARRAY_INDEX: '1' }, /^There is no child 1 among 1: /],
      ['split', { ...environment, PIPELINE_INDEX_MAP: '5-' }, /^PIPELINE_INDEX_MAP: Not an index map: "5-"/],
      ['merge', { ...environment, AWS_ENDPOINT_URL: 'x' }, /^AWS_ENDPOINT_URL must be an http or https URL, not "x"/],
    ];
    for (const [command, given, text] of cases) {
      const { exitCode, stdout, stderr } = await startWorker(bundle, [command], given).ended;
      assert.match(stderr, text);
      assert.match(stderr, /^.*\n$/, 'one line');
      assert.equal(exitCode, 2);
      assert.equal(stdout, '');
    }
    await fake.close();
  });

  it('ends at once with 1 and the reason when it fails, and leaves no secret in the log', async () => {
    const fake = await S3Fake.start();
    const environment = await upload(fake, 'red\n');
    const wrong = { ...environment, AWS_SECRET_ACCESS_KEY: 'not-the-secret', AWS_SESSION_TOKEN: 'the-token' };
    const { exitCode, stderr } = await startWorker(bundle, ['split'], wrong).ended;
    assert.equal(exitCode, 1);
    assert.match(stderr, /^GET s3:\/\/pipeline\/runs\/1\/index: 403 SignatureDoesNotMatch .*\n$/);
    assert.doesNotMatch(stderr, /not-the-secret|the-token/);
    await fake.close();
  });
});
