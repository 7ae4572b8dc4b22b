// Follows the log that the panel has chosen, until it ends or another one is chosen.
import { childJobId } from '../../core/arrayJob';
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import { currentAttempt, isLogComplete, logStreamOf, noOutputText } from '../jobLog/logPlace';
import type { Translate } from '../l10n';
import type { Clock, LiveTailPort, LogsPort } from '../ports';
import { isPassing } from '../store/lookPlan';
import { LiveTails } from './liveTail';
import { LogSink } from './logSink';
import { ManyLogs } from './manyLogs';
import type { HostMessage, LogSelection } from './protocol';
import type { RunModel } from './runModel';
import { StreamReader } from './streamReader';
import { nameOf } from './viewModel';

export type FollowRequest = {
  readonly selectionId: number;
  readonly selection: LogSelection;
  /** From 0; undefined: the latest. */
  readonly attempt?: number;
  readonly isLive: boolean;
};

export type FollowOptions = {
  readonly model: RunModel;
  readonly logs: LogsPort & LiveTailPort;
  readonly clock: Clock;
  readonly t: Translate;
  readonly post: (message: HostMessage) => void;
  /** Told of every call that failed. */
  readonly report: (error: AppError) => void;
  /** Of what runs beside it. */
  readonly onFault: (cause: unknown) => void;
};

export const lastLines = 2000;
export const linesPerLook = 5000;
const lookMs = 1000;
/** While Live Tail brings the lines, a look costs nothing. */
const liveLookMs = 250;
const maxLookMs = 2000;
/** While there is more to read. */
const behindMs = 250;
/** CloudWatch Logs shows the last lines a moment after the job has ended. */
export const looksAfterEnd = 3;
const settledAfterMs = 60_000;
const maxFailures = 8;

/** Ends when the log has; failures are told in the panel. @throws the signal's reason */
export async function followLog(request: FollowRequest, options: FollowOptions, signal: AbortSignal): Promise<void> {
  const { logs, t, onFault } = options;
  const ended = new AbortController();
  const liveSignal = AbortSignal.any([signal, ended.signal]);
  try {
    const live = request.isLive ? new LiveTails(logs, t, onFault, liveSignal) : undefined;
    await follow(request, { ...options, live }, signal);
  } finally {
    ended.abort();
  }
}

type LiveOptions = FollowOptions & { readonly live: LiveTails | undefined };

async function follow(request: FollowRequest, options: LiveOptions, signal: AbortSignal): Promise<void> {
  const { clock, post, t, report } = options;
  const sink = new LogSink(request.selectionId, clock, post);
  const log = logOf(request, options, sink);
  let failures = 0;
  for (;;) {
    const failure = await log
      .follow(signal, () => (failures = 0))
      .catch((cause: unknown) => passingFailure(cause, signal));
    if (failure === undefined) return;
    report(failure);
    failures += 1;
    const isOver = !isPassing(failure.kind) || failures >= maxFailures;
    sink.note(t('The log cannot be read: {0}', failure.message), isOver);
    if (isOver) return;
    await clock.sleep(Math.min(lookMs * 2 ** failures, 30_000), signal);
  }
}

function passingFailure(cause: unknown, signal: AbortSignal): AppError {
  signal.throwIfAborted();
  if (cause instanceof AppError) return cause;
  throw cause;
}

/** What is called again after a failure goes on where it was. */
interface FollowedLog {
  follow(signal: AbortSignal, onSuccess: () => void): Promise<undefined>;
}

function logOf({ selection, attempt }: FollowRequest, options: LiveOptions, sink: LogSink): FollowedLog {
  const { model } = options;
  if (selection.kind === 'running') return new ManyLogs(undefined, options, sink);
  if (selection.kind === 'children' && selection.indexes.length > 1) {
    return new ManyLogs(selection.indexes, options, sink);
  }
  const index = selection.kind === 'children' ? selection.indexes[0] : undefined;
  const jobId = index === undefined ? logJobId(model) : childJobId(model.jobId, index);
  return new OneLog(jobId, attempt, options, sink);
}

/** Of a multi-node job the main node writes what people look for. */
function logJobId({ job, jobId }: RunModel): string {
  return job?.nodeCount === undefined ? jobId : `${jobId}#0`;
}

class OneLog implements FollowedLog {
  private reader: StreamReader | undefined;
  private hasStarted = false;
  private hasLines = false;
  private emptyLooks = 0;
  private delayMs = lookMs;

  constructor(
    private readonly jobId: string,
    private readonly attempt: number | undefined,
    private readonly options: LiveOptions,
    private readonly sink: LogSink,
  ) {}

  async follow(signal: AbortSignal, onSuccess: () => void): Promise<undefined> {
    const { model, t } = this.options;
    if (this.jobId !== model.jobId) model.follow([this.jobId]);
    if (model.known(this.jobId) === undefined) await model.describe([this.jobId], signal);
    for (;;) {
      const job = model.known(this.jobId);
      if (job === undefined) {
        this.sink.note(t('AWS Batch does not know the job {0} any longer.', this.jobId), true);
        return undefined;
      }
      const isOver = await this.look(job, signal);
      onSuccess();
      if (isOver) return undefined;
      await this.options.clock.sleep(this.delayMs, signal);
    }
  }

  /** @returns whether there is nothing more to come. */
  private async look(job: Job, signal: AbortSignal): Promise<boolean> {
    const number = this.attempt === undefined ? undefined : this.attempt + 1;
    const isNew = this.open(job, number);
    const lines = (await this.reader?.look(signal)) ?? [];
    if (isNew) this.start(job, number);
    await this.sink.lines(lines, signal);
    this.hasLines ||= lines.length > 0;
    const isComplete = isLogComplete(job, number);
    this.pace(lines.length > 0, isComplete);
    if (!isComplete) {
      this.sink.note(this.hasLines ? (this.options.live?.note() ?? '') : noOutputText(job, number, this.options.t));
      return false;
    }
    this.emptyLooks = lines.length > 0 ? 0 : this.emptyLooks + 1;
    if (this.emptyLooks < looksAfterEnd && !this.isSettled(job) && this.reader !== undefined) return false;
    if (this.reader?.isBehind === true) return false;
    const end = this.hasLines ? this.options.t('The log has ended.') : noOutputText(job, number, this.options.t);
    this.sink.note(end, true);
    return true;
  }

  private pace(hasNew: boolean, isComplete: boolean): void {
    if (this.reader?.isBehind === true) this.delayMs = behindMs;
    else if (this.reader?.isLive === true && !isComplete) this.delayMs = liveLookMs;
    else this.delayMs = hasNew ? lookMs : Math.min(Math.max(lookMs, this.delayMs * 1.5), maxLookMs);
  }

  /** @returns whether another stream is read from now on, or none at first. */
  private open(job: Job, number: number | undefined): boolean {
    const stream = logStreamOf(job, number);
    const isSame = stream?.logStreamName === this.reader?.streamName;
    if (isSame || stream === undefined) return !this.hasStarted;
    const { logs, t } = this.options;
    const live = isLogComplete(job, number) ? undefined : this.options.live?.for(stream, job.jobArn ?? '', false);
    this.reader = new StreamReader({ logs, stream, t, lastLines, linesPerLook, live });
    [this.hasLines, this.emptyLooks] = [false, 0];
    return true;
  }

  private start(job: Job, number: number | undefined): void {
    const { t } = this.options;
    this.hasStarted = true;
    const count = Math.max(currentAttempt(job), job.attempts.length);
    const attempts = Array.from({ length: count }, (_, index) => attemptText(job, index, t));
    const shown = number ?? count;
    const which = shown > 0 && shown <= count ? { attempt: shown - 1 } : {};
    this.sink.start({ title: nameOf(job), attempts, ...which, isCut: this.reader?.isCut === true });
  }

  /** What ended a while ago has no line to come. */
  private isSettled({ status, stoppedAt }: Job): boolean {
    return !isTerminal(status) || (stoppedAt ?? 0) < this.options.clock.now() - settledAfterMs;
  }
}

/** `Attempt 1 · exit code 1` */
function attemptText({ attempts }: Job, index: number, t: Translate): string {
  const name = t('Attempt {0}', index + 1);
  const attempt = attempts[index];
  if (attempt === undefined) return name;
  const end = attempt.exitCode === undefined ? attempt.statusReason : t('exit code {0}', attempt.exitCode);
  return end === undefined ? name : `${name} · ${end}`;
}
