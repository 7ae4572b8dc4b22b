// Follows what CloudFormation does, event by event, until it is done.
import type { AppError } from '../../core/errors';
import type { Clock } from '../ports';
import { lookPatiently } from './lookPatiently';
import type { StackEvent, StackPort } from './setUpPorts';
import { stackStatusIn } from './stackText';

const lookEveryMs = 3_000;

export type Followed = {
  /** What the stack itself has come to: CREATE_COMPLETE, UPDATE_FAILED … */
  readonly status: string;
  /** Oldest first. */
  readonly events: readonly StackEvent[];
};

/** The newest event so far: what begins now comes after it. Undefined where there is no stack yet. */
export async function newestEventId(
  stackId: string,
  stacks: StackPort,
  signal: AbortSignal,
): Promise<string | undefined> {
  for await (const [newest] of stacks.fetchEvents(stackId, signal)) return newest?.id;
  return undefined;
}

export type StackFollower = {
  readonly onEvent: (event: StackEvent, events: readonly StackEvent[]) => void;
  /** A look has failed and is made again. */
  readonly onTrouble: (error: AppError) => void;
};

/** @param since the event before what is followed; undefined: from the stack's beginning. */
export async function followStack(
  stackId: string,
  since: string | undefined,
  stacks: StackPort,
  clock: Clock,
  signal: AbortSignal,
  { onEvent, onTrouble }: StackFollower,
): Promise<Followed> {
  const events: StackEvent[] = [];
  for (;;) {
    const last = events.at(-1)?.id ?? since;
    const look = (): Promise<readonly StackEvent[]> => eventsAfter(stackId, last, stacks, signal);
    const fresh = await lookPatiently(look, clock, signal, onTrouble);
    for (const event of fresh) {
      events.push(event);
      onEvent(event, events);
    }
    const status = stackStatusIn(events);
    if (status !== undefined && !status.endsWith('_IN_PROGRESS')) return { status, events };
    // A stack that was never more than a change set may go without an event, and somebody else may delete any.
    const lookForStack = (): Promise<boolean> => isGone(stackId, stacks, signal);
    if (fresh.length === 0 && (await lookPatiently(lookForStack, clock, signal, onTrouble)))
      return { status: 'DELETE_COMPLETE', events };
    await clock.sleep(lookEveryMs, signal);
  }
}

async function isGone(stackId: string, stacks: StackPort, signal: AbortSignal): Promise<boolean> {
  const stack = await stacks.findStack(stackId, signal);
  return stack === undefined || stack.status === 'DELETE_COMPLETE';
}

/** Oldest first. */
async function eventsAfter(
  stackId: string,
  last: string | undefined,
  stacks: StackPort,
  signal: AbortSignal,
): Promise<readonly StackEvent[]> {
  const newestFirst: StackEvent[] = [];
  for await (const page of stacks.fetchEvents(stackId, signal)) {
    const known = page.findIndex(({ id }) => id === last);
    newestFirst.push(...(known === -1 ? page : page.slice(0, known)));
    if (known !== -1) break;
  }
  return newestFirst.reverse();
}
