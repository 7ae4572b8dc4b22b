// Looks at a job again and again while its panel is seen: rarely when nothing happens, never when all is over.
import { AppError } from '../../core/errors';
import type { Clock } from '../ports';
import type { Session } from '../session';
import { isPassing } from '../store/lookPlan';
import { RunModel } from './runModel';

export const minIntervalMs = 2000;
export const maxIntervalMs = 15_000;
/** While the log of a child is read whose next state matters. */
const maxFollowingMs = 4000;
const minBackOffMs = 4000;
const maxBackOffMs = 60_000;

export type WatchOptions = {
  readonly session: Session;
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly onChange: () => void;
  /** Told of every call that failed. */
  readonly report: (error: AppError) => void;
  /** Told of what should never happen: a fault of ours. */
  readonly onFault: (cause: unknown) => void;
};

export class RunWatch {
  readonly model: RunModel;
  /** Why nothing newer is known. */
  error: AppError | undefined;
  private running: AbortController | undefined;
  private resting: AbortController | undefined;
  private isWoken = false;
  private intervalMs = minIntervalMs;
  private failures = 0;

  constructor(
    jobId: string,
    private readonly options: WatchOptions,
  ) {
    const { session, clock, onChange } = options;
    this.model = new RunModel(jobId, { session, clock, onChange });
  }

  get session(): Session {
    return this.options.session;
  }

  /** Aborted when the watch stops. */
  get signal(): AbortSignal {
    return this.running?.signal ?? AbortSignal.abort();
  }

  start(): void {
    if (this.running !== undefined || this.session.signal.aborted) return;
    this.running = new AbortController();
    this.model.catchUp();
    this.intervalMs = minIntervalMs;
    const signal = AbortSignal.any([this.running.signal, this.session.signal]);
    void this.run(signal);
  }

  stop(): void {
    this.running?.abort();
    this.running = undefined;
  }

  /** Something is to be seen that was not before. A back-off is not cut short. */
  wake(): void {
    this.intervalMs = minIntervalMs;
    if (this.failures > 0) return;
    this.isWoken = true;
    this.resting?.abort();
  }

  /** The user asks for everything anew. */
  force(): void {
    this.model.restart();
    this.failures = 0;
    this.wake();
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.isWoken = false;
      await this.rest(await this.lookOnce(signal), signal);
    }
  }

  /** @returns how long to wait for the next look; undefined: until it is woken. */
  private async lookOnce(signal: AbortSignal): Promise<number | undefined> {
    const { model, options } = this;
    const before = textOf(model);
    try {
      await model.look(signal);
      [this.failures, this.error] = [0, undefined];
      const isChanged = textOf(model) !== before;
      const longest = model.isFollowing ? maxFollowingMs : maxIntervalMs;
      this.intervalMs = isChanged ? minIntervalMs : Math.min(this.intervalMs * 1.5, longest);
      options.onChange();
      return model.isSettled ? undefined : this.intervalMs * (0.9 + 0.2 * options.random());
    } catch (cause) {
      return signal.aborted ? undefined : this.afterTrouble(cause);
    }
  }

  private afterTrouble(cause: unknown): number | undefined {
    const { options } = this;
    if (!(cause instanceof AppError)) {
      options.onFault(cause);
      return maxBackOffMs;
    }
    this.error = cause;
    options.onChange();
    options.report(cause);
    // What was refused is not allowed a moment later: the user tries again.
    if (!isPassing(cause.kind)) return undefined;
    const delayMs = minBackOffMs * 2 ** this.failures * (0.75 + 0.5 * options.random());
    this.failures += 1;
    return Math.min(delayMs, maxBackOffMs);
  }

  private async rest(delayMs: number | undefined, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.isWoken) return;
    this.resting = new AbortController();
    const either = AbortSignal.any([signal, this.resting.signal]);
    try {
      await (delayMs === undefined ? untilAborted(either) : this.options.clock.sleep(delayMs, either));
    } catch (cause) {
      if (!either.aborted) throw cause;
    } finally {
      this.resting = undefined;
    }
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** What can be seen of it, but for the times of the looks. */
function textOf({ job, merge, table, result, isGone }: RunModel): string {
  const counts = job?.array?.counts;
  return JSON.stringify([job?.status, job?.statusReason, counts, merge?.status, table?.revision, result, isGone]);
}
