// The pairs of vCPUs and memory that a Fargate job can have.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ResourceRequirement.html

/** vCPUs, and the MiB that go with them: from, to, step. */
const sizes: readonly (readonly [vcpus: number, fromMib: number, toMib: number, stepMib: number])[] = [
  [0.25, 512, 512, 512],
  [0.25, 1024, 2048, 1024],
  [0.5, 1024, 4096, 1024],
  [1, 2048, 8192, 1024],
  [2, 4096, 16_384, 1024],
  [4, 8192, 30_720, 1024],
  [8, 16_384, 61_440, 4096],
  [16, 32_768, 122_880, 8192],
  [32, 61_440, 122_880, 61_440],
  [32, 249_856, 249_856, 1],
];

export const fargateVcpus: readonly number[] = [...new Set(sizes.map(([vcpus]) => vcpus))];

/** MiB that go with so many vCPUs, in ascending order; none for a number that Fargate does not offer. */
export function fargateMemoryMib(vcpus: number): readonly number[] {
  return sizes
    .filter(([size]) => size === vcpus)
    .flatMap(([, fromMib, toMib, stepMib]) =>
      Array.from({ length: (toMib - fromMib) / stepMib + 1 }, (_, index) => fromMib + index * stepMib),
    );
}
