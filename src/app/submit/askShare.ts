// Asks whose share of a queue a job counts for.
import type { StepOptions } from '../ui';
import type { PickServices } from './pickName';
import { type QueueShares, namedText, shareFault } from './queueShares';

/** @returns undefined for none, which only a queue takes that is no fair-share one. @throws StepBack, UserCancelled */
export async function askShare(
  current: string | undefined,
  shares: QueueShares,
  options: StepOptions,
  { ui, t }: PickServices,
): Promise<string | undefined> {
  const prompt = t('shareIdentifier: whose share of the queue this job counts for.');
  const typed = await ui.input({
    ...options,
    value: current ?? '',
    prompt: shares.kind === 'fair' ? `${prompt} ${namedText(shares, t)}` : prompt,
    validate: (value) => shareFault(textOrNone(value), shares, t),
  });
  return textOrNone(typed);
}

function textOrNone(typed: string): string | undefined {
  return typed.trim() === '' ? undefined : typed.trim();
}
