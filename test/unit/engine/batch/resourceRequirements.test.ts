import assert from 'node:assert/strict';
import { checkResourceRequirements } from '../../../../src/engine/batch/resourceRequirements';

/** Written out from the API reference, not computed: vCPUs and every MiB that goes with them. */
const fargateSizes: Readonly<Record<string, readonly number[]>> = {
  '0.25': [512, 1024, 2048],
  '0.5': [1024, 2048, 3072, 4096],
  '1': [2048, 3072, 4096, 5120, 6144, 7168, 8192],
  '2': [4096, 5120, 6144, 7168, 8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384],
  '4': [8192, 9216, 29696, 30720],
  '8': [16384, 20480, 24576, 28672, 32768, 36864, 40960, 45056, 49152, 53248, 57344, 61440],
  '16': [32768, 40960, 49152, 57344, 65536, 73728, 81920, 90112, 98304, 106496, 114688, 122880],
  '32': [61440, 122880, 249856],
};

describe('checkResourceRequirements', () => {
  const check = (vcpus: string, memory: string, platforms: readonly ('EC2' | 'FARGATE')[] = []) =>
    checkResourceRequirements(
      [
        { type: 'VCPU', value: vcpus },
        { type: 'MEMORY', value: memory },
      ],
      platforms,
    );

  it('takes every size of Fargate', () => {
    for (const [vcpus, sizes] of Object.entries(fargateSizes)) {
      for (const memoryMiB of sizes) {
        assert.deepEqual(check(vcpus, String(memoryMiB), ['FARGATE']), { vcpus: Number(vcpus), memoryMiB });
      }
    }
  });

  it('refuses the neighbours of every size of Fargate', () => {
    for (const [vcpus, sizes] of Object.entries(fargateSizes)) {
      for (const memoryMiB of [0, (sizes[0] ?? 0) / 2, (sizes[0] ?? 0) + 1, (sizes.at(-1) ?? 0) * 2]) {
        assert.throws(() => check(vcpus, String(memoryMiB), ['FARGATE']), /Fargate resource requirements/);
      }
    }
    for (const vcpus of ['0', '0.1', '3', '64']) {
      assert.throws(() => check(vcpus, '2048', ['FARGATE']), /Fargate resource requirements/);
    }
  });

  it('takes whole vCPUs and at least 4 MiB on EC2, which is the default', () => {
    assert.deepEqual(check('1', '4'), { vcpus: 1, memoryMiB: 4 });
    assert.deepEqual(check('96', '700000', ['EC2']), { vcpus: 96, memoryMiB: 700_000 });
    assert.throws(() => check('0.25', '512'), /Fractions of a vCPU need platformCapabilities \["FARGATE"\]/);
    assert.throws(() => check('0', '512'), /VCPU must be a whole number of at least 1/);
    assert.throws(() => check('1', '-4'), /MEMORY must be a number in a string/);
    assert.throws(() => check('1e3', '512'), /VCPU must be a number in a string/);
  });

  it('counts GPUs on EC2 only, and refuses a type that is missing, unknown or given twice', () => {
    const size = [
      { type: 'VCPU', value: '1' },
      { type: 'MEMORY', value: '2048' },
    ] as const;
    const gpu = { type: 'GPU', value: '1' } as const;
    assert.deepEqual(checkResourceRequirements([...size, gpu], []), { vcpus: 1, memoryMiB: 2048 });
    assert.throws(() => checkResourceRequirements([...size, gpu], ['FARGATE']), /GPU is not applicable for Fargate/);
    assert.throws(() => checkResourceRequirements([...size, size[0]], []), /gives VCPU twice/);
    assert.throws(() => checkResourceRequirements(size.slice(0, 1), []), /^ApiError: Memory is not provided/);
    assert.throws(() => checkResourceRequirements(undefined, []), /vCPU is not provided/);
    const disk = { type: 'DISK' as 'GPU', value: '1' };
    assert.throws(() => checkResourceRequirements([...size, disk], []), /type must be one of VCPU, MEMORY, GPU/);
  });
});
