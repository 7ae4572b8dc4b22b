// The test of an operation that reads a configuration which no bucket of the engine has.
import assert from 'node:assert/strict';
import { uniqueName } from '../../support/target';
import { type S3Fixture, assertRefused, openS3Fixture } from './s3Fixture';

type Ask = (fixture: S3Fixture, Bucket: string) => Promise<object>;

/** @param expected the error's name, or the members of the answer. */
export function describeUnset(operation: string, ask: Ask, expected: string | object): void {
  describe(`s3 ${operation}`, () => {
    let fixture: S3Fixture;
    before(async () => {
      fixture = await openS3Fixture();
    });
    after(() => fixture.close());

    it('answers as for a bucket that has none', async () => {
      const answer = ask(fixture, fixture.bucket);
      if (typeof expected === 'string') return assertRefused(answer, expected, 404);
      const { $metadata, ...members } = (await answer) as Record<string, unknown>;
      assert.ok($metadata);
      assert.deepEqual(members, expected);
    });

    it('refuses a bucket that does not exist', () =>
      assertRefused(ask(fixture, uniqueName('none')), 'NoSuchBucket', 404));
  });
}
