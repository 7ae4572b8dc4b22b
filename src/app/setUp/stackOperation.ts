// One thing that CloudFormation does to a stack, shown while it goes on; a failure is told by what failed first.
import { stackNameIn } from '../../core/arn';
import { AppError, withMessage } from '../../core/errors';
import type { Services } from '../services';
import type { Session } from '../session';
import type { Progress } from '../ui';
import { followStack, newestEventId } from './followStack';
import { failureText, firstFailure, goesOnText } from './stackText';

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

/** AWS works, but how far it is can no longer be seen. */
export class StackUnseen extends AppError {
  constructor(cause: AppError, text: string) {
    super(cause.kind, `${cause.message}\n${text}`, { cause, code: cause.code, requestId: cause.requestId });
  }
}

/** @throws StackFailed with the first failed resource and what helps; StackUnseen; AppError; the signal's reason. */
export async function runOperation(
  { stackId, begin, good }: StackOperation,
  { setUp: { stacks } }: Session,
  { t, clock }: StackServices,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  const since = stackId === undefined ? undefined : await newestEventId(stackId, stacks, signal);
  const id = await begin().catch((cause: unknown) => {
    if (!(cause instanceof AppError) || !cause.isAnswerLost) throw cause;
    const maybe = t('No answer came, so AWS may have begun all the same: run the same command again to see.');
    throw withMessage(cause, `${cause.message}\n${maybe}`);
  });
  const { status, events } = await followStack(id, since, stacks, clock, signal, {
    onEvent: (event, all) => {
      const done = new Set(all.filter((one) => one.status.endsWith('_COMPLETE')).map(({ logicalId }) => logicalId));
      progress.report(t('{0}: {1} ({2} done)', event.logicalId, event.status, done.size));
    },
    onTrouble: ({ message }) => progress.report(t('{0}; trying again', message)),
  }).catch((cause: unknown) => {
    if (!(cause instanceof AppError)) throw cause;
    throw new StackUnseen(cause, goesOnText(stackNameIn(id), t));
  });
  if (good.includes(status)) return id;
  const first = firstFailure(events);
  throw new StackFailed(status, id, first === undefined ? t('The stack is {0}.', status) : failureText(first, t));
}
