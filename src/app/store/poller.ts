// Looks again at what is shown: few calls, more often while things change, less often when not, never while hidden.
import type { AppError } from '../../core/errors';
import type { Clock } from '../ports';
import type { BatchStore, Need } from './batchStore';
import { type LookStep, endedListsToFollow, isPassing, planLook, stillDue } from './lookPlan';

export type PollerStatus = {
  /** Why nothing newer is known, and when it is tried again (milliseconds since 1970). */
  readonly trouble?: { readonly error: AppError; readonly nextLookAt: number };
};

export type Shown = { readonly store: BatchStore; readonly needs: readonly Need[] };

export type PollerOptions = {
  /** What is shown now, in the order in which it is to be asked for; undefined: there is no session. */
  readonly shown: () => Shown | undefined;
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly onStatus: (status: PollerStatus) => void;
  /** Told of what should never happen: a fault of ours. */
  readonly onFault: (cause: unknown) => void;
};

/** Between two looks while things change. */
export const minIntervalMs = 3000;
/** While nothing changes, or the window is in the background. */
export const maxIntervalMs = 15_000;
const minBackOffMs = 5000;
const maxBackOffMs = 60_000;
/** A window that is longer in the background is not looked at any more. */
export const maxUnfocusedMs = 5 * 60_000;

type Outcome = { readonly isChanged: boolean; readonly error?: AppError };

export class Poller {
  private running: AbortController | undefined;
  private resting: AbortController | undefined;
  private isVisible = false;
  private unfocusedAt: number | undefined;
  private isWoken = false;
  private isForced = false;
  private intervalMs = minIntervalMs;
  private failures = 0;

  constructor(private readonly options: PollerOptions) {}

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible) this.start();
    else this.stop();
  }

  setFocused(isFocused: boolean): void {
    this.unfocusedAt = isFocused ? undefined : (this.unfocusedAt ?? this.options.clock.now());
    if (!isFocused || !this.isVisible) return;
    this.start();
    this.wake();
  }

  /** Something was expanded or has happened: looks now at what is not new. A back-off is not cut short. */
  wake(): void {
    this.intervalMs = minIntervalMs;
    if (this.failures > 0) return;
    this.isWoken = true;
    this.resting?.abort();
  }

  /** The user asks for everything anew. */
  force(): void {
    this.failures = 0;
    this.isForced = true;
    this.wake();
  }

  /** There is another session, or none: what went wrong before does not count. */
  reset(): void {
    this.failures = 0;
    this.options.onStatus({});
    this.wake();
  }

  stop(): void {
    this.running?.abort();
    this.running = undefined;
  }

  private start(): void {
    if (this.running !== undefined) return;
    this.running = new AbortController();
    void this.run(this.running.signal);
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.isLongUnfocused()) {
        this.stop();
        return;
      }
      this.isWoken = false;
      await this.rest(await this.lookOnce(), signal);
    }
  }

  private isLongUnfocused(): boolean {
    return this.unfocusedAt !== undefined && this.options.clock.now() - this.unfocusedAt > maxUnfocusedMs;
  }

  private async rest(delayMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.isWoken) return;
    this.resting = new AbortController();
    const either = AbortSignal.any([signal, this.resting.signal]);
    try {
      await this.options.clock.sleep(delayMs, either);
    } catch (cause) {
      if (!either.aborted) throw cause;
    } finally {
      this.resting = undefined;
    }
  }

  /** @returns how long to wait for the next look. */
  private async lookOnce(): Promise<number> {
    const shown = this.options.shown();
    if (shown === undefined) return maxIntervalMs;
    const isForced = this.isForced;
    this.isForced = false;
    try {
      const outcome = await this.look(shown, isForced);
      shown.store.session.signal.throwIfAborted();
      return outcome.error === undefined ? this.afterSuccess(outcome) : this.afterTrouble(outcome.error);
    } catch (cause) {
      // The session ended while it was asked: there is another one to look at, or none.
      if (!shown.store.session.signal.aborted) this.options.onFault(cause);
      return this.intervalMs;
    }
  }

  private async look({ store, needs }: Shown, isForced: boolean): Promise<Outcome> {
    store.retain(needs);
    const lost = new Map<string, Set<string>>();
    let isChanged = false;
    const { clock } = this.options;
    for (const planned of planLook(store, needs, clock.now(), isForced)) {
      const step = isForced ? planned : stillDue(store, planned, clock.now());
      if (step === undefined) continue;
      const done = await this.take(store, step, lost);
      if (done.error !== undefined) return { isChanged, error: done.error };
      isChanged ||= done.isChanged;
    }
    for (const query of endedListsToFollow(store, needs, lost)) {
      const done = await this.take(store, { kind: 'list', query }, lost);
      if (done.error !== undefined) return { isChanged, error: done.error };
    }
    return { isChanged };
  }

  /** One after the other: a job that moves on meanwhile is then in two lists rather than in none. */
  private async take(store: BatchStore, step: LookStep, lost: Map<string, Set<string>>): Promise<Outcome> {
    if (step.kind === 'jobs') {
      const isChanged = await store.refreshJobs(step.jobIds);
      return { isChanged, error: passingError(step.jobIds.map((id) => store.job(id)?.error)) };
    }
    const { isChanged, lostIds } = await store.refreshList(step.query);
    const { flow } = step.query;
    if (flow?.isEnded === false) lost.set(flow.queueArn, new Set([...(lost.get(flow.queueArn) ?? []), ...lostIds]));
    return { isChanged, error: passingError([store.list(step.query)?.error]) };
  }

  private afterSuccess({ isChanged }: Outcome): number {
    this.failures = 0;
    this.options.onStatus({});
    this.intervalMs = isChanged ? minIntervalMs : Math.min(this.intervalMs * 1.5, maxIntervalMs);
    const delayMs = this.unfocusedAt === undefined ? this.intervalMs : maxIntervalMs;
    return delayMs * (0.9 + 0.2 * this.options.random());
  }

  private afterTrouble(error: AppError): number {
    const delayMs = minBackOffMs * 2 ** this.failures * (0.75 + 0.5 * this.options.random());
    const boundedMs = Math.min(delayMs, maxBackOffMs);
    this.failures += 1;
    this.options.onStatus({ trouble: { error, nextLookAt: this.options.clock.now() + boundedMs } });
    return boundedMs;
  }
}

function passingError(errors: readonly (AppError | undefined)[]): AppError | undefined {
  return errors.find((error) => error !== undefined && isPassing(error.kind));
}
