// Reads the input once and says how it would be shared out.
import { AppError } from '../../core/errors';
import { PlanError } from '../../core/planError';
import { type PipelinePlan, type PlanOptions, PipelinePlanner } from '../../core/pipelinePlan';
import type { InputFile } from '../ports';

/**
 * @param onRead is told after each piece how many bytes have been read
 * @throws AppError `invalid` when the file cannot be read or cannot be an input; its text says where and what to do.
 */
export async function planRun(
  input: InputFile,
  options: PlanOptions,
  signal: AbortSignal,
  onRead?: (readBytes: number) => void,
): Promise<PipelinePlan> {
  const planner = new PipelinePlanner(options);
  let readBytes = 0;
  try {
    for await (const chunk of input.open(signal)) {
      signal.throwIfAborted();
      planner.add(chunk);
      readBytes += chunk.length;
      onRead?.(readBytes);
    }
    return planner.finish();
  } catch (cause) {
    if (cause instanceof PlanError) throw new AppError('invalid', `${input.name}: ${cause.message}`, { cause });
    throw cause;
  }
}
