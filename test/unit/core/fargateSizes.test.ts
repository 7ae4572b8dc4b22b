import assert from 'node:assert/strict';
import { fargateMemoryMib, fargateVcpus } from '../../../src/core/fargateSizes';

describe('sizes of Fargate', () => {
  it('are those of the documentation', () => {
    assert.deepEqual(fargateVcpus, [0.25, 0.5, 1, 2, 4, 8, 16, 32]);
    assert.deepEqual(fargateMemoryMib(0.25), [512, 1024, 2048]);
    assert.deepEqual(fargateMemoryMib(1), [2048, 3072, 4096, 5120, 6144, 7168, 8192]);
    assert.deepEqual([fargateMemoryMib(8).length, fargateMemoryMib(8).at(-1)], [12, 61_440]);
    assert.deepEqual(fargateMemoryMib(32), [61_440, 122_880, 249_856]);
    assert.deepEqual(fargateMemoryMib(3), []);
  });
});
