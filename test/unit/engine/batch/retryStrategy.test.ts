import assert from 'node:assert/strict';
import { checkRetryStrategy, checkTimeout } from '../../../../src/engine/batch/retryStrategy';

describe('checkRetryStrategy', () => {
  const condition = (rest: object): void =>
    checkRetryStrategy({ attempts: 3, evaluateOnExit: [{ action: 'RETRY', ...rest }] });

  it('takes the patterns of the user guide', () => {
    for (const onStatusReason of ['Host EC2*', 'Task failed to start', '*', `${'x'.repeat(511)}*`]) {
      condition({ onStatusReason });
    }
    condition({ onReason: 'CannotPullContainerError:*', onExitCode: '1*' });
    condition({ action: 'exit' });
    condition({ onExitCode: '*' });
  });

  it('refuses patterns that AWS has no use for', () => {
    assert.throws(() => condition({ onReason: 'a*b' }), /onReason must be at most 512 characters/);
    assert.throws(() => condition({ onStatusReason: 'Host EC2 (instance*' }), /onStatusReason must be/);
    assert.throws(() => condition({ onExitCode: '-1' }), /onExitCode must be at most 512 characters: digits/);
    assert.throws(() => condition({ onReason: 'x'.repeat(513) }), /onReason must be/);
    assert.throws(() => condition({ action: 'AGAIN' }), /evaluateOnExit\[0\]\.action must be RETRY or EXIT/);
  });

  it('needs the number of attempts, also beside conditions', () => {
    const action = 'EXIT' as const;
    for (const strategy of [{}, { evaluateOnExit: [{ action }] }]) {
      assert.throws(() => checkRetryStrategy(strategy), /RetryAttempts must be provided with retry strategy/);
    }
    assert.throws(() => checkRetryStrategy({ attempts: 0 }), /attempts must be a whole number from 1 to 10/);
    checkRetryStrategy(undefined);
  });
});

describe('checkTimeout', () => {
  it('takes a minute or more', () => {
    checkTimeout({ attemptDurationSeconds: 60 });
    checkTimeout(undefined);
    assert.throws(() => checkTimeout({ attemptDurationSeconds: 59 }), /attemptDurationSeconds .* it is 59/);
  });
});
