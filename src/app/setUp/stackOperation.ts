// One thing that CloudFormation does to a stack, shown while it goes on; a failure is told by what failed first.
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import type { Session } from '../session';
import type { Progress } from '../ui';
import { followStack, newestEventId } from './followStack';
import { failureText, firstFailure } from './stackText';

export type StackServices = Pick<Services, 'ui' | 't' | 'clock'>;

export type StackOperation = {
  /** The stack's name, or its id where it may be gone. Undefined: `begin` makes it. */
  readonly stackId?: string;
  /** @returns the stack's id */
  readonly begin: () => Promise<string>;
  /** The states that mean success. */
  readonly good: readonly string[];
};

/** AWS has tried, and the stack is not what was wanted. */
export class StackFailed extends AppError {
  constructor(
    readonly status: string,
    readonly stackId: string,
    text: string,
  ) {
    super('invalid', text);
  }
}

/** @throws StackFailed with the first failed resource and what helps; AppError; the signal's reason. */
export async function runOperation(
  { stackId, begin, good }: StackOperation,
  { setUp: { stacks } }: Session,
  { t, clock }: StackServices,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  const since = stackId === undefined ? undefined : await newestEventId(stackId, stacks, signal);
  const id = await begin();
  const { status, events } = await followStack(id, since, stacks, clock, signal, (event, all) => {
    const done = new Set(all.filter((one) => one.status.endsWith('_COMPLETE')).map(({ logicalId }) => logicalId));
    progress.report(t('{0}: {1} ({2} done)', event.logicalId, event.status, done.size));
  });
  if (good.includes(status)) return id;
  const first = firstFailure(events);
  throw new StackFailed(status, id, first === undefined ? t('The stack is {0}.', status) : failureText(first, t));
}
