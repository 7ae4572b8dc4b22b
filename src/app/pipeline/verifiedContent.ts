// The bytes of the input as they were when it was planned: byte ranges of another file would be nonsense.
import { crc32 } from '../../core/crc32';
import { AppError } from '../../core/errors';
import type { PipelinePlan } from '../../core/pipelinePlan';

/**
 * Passes the chunks on and compares them with the plan.
 * @throws AppError `invalid`, at the end at the latest, when they are not the planned ones.
 */
export async function* verifiedContent(
  chunks: AsyncIterable<Uint8Array>,
  plan: Pick<PipelinePlan, 'sizeBytes' | 'crc32'>,
  name: string,
): AsyncGenerator<Uint8Array, void> {
  let sizeBytes = 0;
  let crc = 0;
  for await (const chunk of chunks) {
    sizeBytes += chunk.length;
    crc = crc32(chunk, crc);
    if (sizeBytes > plan.sizeBytes) throw changed(name, `it has more than the ${plan.sizeBytes} bytes it had`);
    yield chunk;
  }
  if (sizeBytes !== plan.sizeBytes) throw changed(name, `it has ${sizeBytes} bytes and had ${plan.sizeBytes}`);
  if (crc !== plan.crc32) throw changed(name, 'its size is the same, its content is not');
}

function changed(name: string, how: string): AppError {
  return new AppError('invalid', `${name} changed after it was planned: ${how}. Nothing was submitted; start again.`);
}
