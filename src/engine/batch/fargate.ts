// The sizes that a Fargate job can have.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ResourceRequirement.html
import { clientError } from './checks';

/** vCPUs, and the MiB that go with them: from, to, step. */
const sizes: readonly (readonly [vcpus: number, fromMiB: number, toMiB: number, stepMiB: number])[] = [
  [0.25, 512, 512, 1],
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

/** @throws ApiError `ClientException` for a pair that Fargate does not offer. */
export function checkFargateSize(vcpus: number, memoryMiB: number): void {
  const fits = sizes.some(
    ([size, fromMiB, toMiB, stepMiB]) =>
      size === vcpus && memoryMiB >= fromMiB && memoryMiB <= toMiB && (memoryMiB - fromMiB) % stepMiB === 0,
  );
  if (!fits) {
    throw clientError(`Fargate resource requirements (${vcpus.toFixed(2)} vCPU, ${memoryMiB} MiB) not valid.`);
  }
}
