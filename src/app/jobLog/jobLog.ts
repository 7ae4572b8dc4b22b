// The log of one job as a document that grows while the job runs.
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import type { Translate } from '../l10n';
import { type LogStream, LogTail } from '../logTail';
import type { Clock } from '../ports';
import type { Session } from '../session';
import type { DocumentSource } from '../ui';
import { type JobLogTarget, currentAttempt, isLogComplete, logStreamOf, noOutputText, stateText } from './logPlace';
import { LogText, mark } from './logText';

export type JobLogOptions = {
  readonly session: Session;
  readonly clock: Clock;
  readonly t: Translate;
  /** Told of calls that failed while the document is followed. */
  readonly report: (error: AppError) => void;
};

/** Editors get slow beyond these. */
export const maxFirstLines = 50_000;
const maxFirstChars = 8_000_000;
const linesPerLook = 5000;

const minDelayMs = 1000;
const maxDelayMs = 5000;
/** CloudWatch Logs shows the last lines a moment after the job has ended. */
const looksAfterEnd = 4;
const settledAfterMs = 60_000;
const maxFailedLooks = 8;

/** `ending`: the job has ended, its last lines may be on their way. */
type Look = 'more' | 'nothing' | 'ending' | 'ended';

export class JobLog {
  private job: Job;
  private tail: LogTail | undefined;
  private stream: LogStream | undefined;
  private text = new LogText();
  private emptyLooks = 0;
  /** Reading anew and following take turns. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    job: Job,
    private readonly target: JobLogTarget,
    private readonly options: JobLogOptions,
  ) {
    this.job = job;
  }

  document(): DocumentSource {
    const { job, target, options } = this;
    const attempt = target.attempt === undefined ? '' : `-attempt-${target.attempt}`;
    const index = job.array?.index === undefined ? '' : `-${job.array.index}`;
    return {
      id: `log:${options.session.id}:${target.jobId}:${target.attempt ?? 'latest'}`,
      name: `${job.jobName}${index}${attempt}.log`,
      language: 'log',
      read: (signal) => this.inTurn(() => this.read(this.during(signal))),
      ...(!this.isSettled() && { follow: (append, signal) => this.follow(append, this.during(signal)) }),
    };
  }

  private async read(signal: AbortSignal): Promise<string> {
    const { t } = this.options;
    this.job = await this.describe(signal);
    this.text = new LogText();
    this.emptyLooks = 0;
    this.open(logStreamOf(this.job, this.target.attempt));
    const last = await this.tail?.readLast(maxFirstLines, maxFirstChars, signal);
    const lines = this.text.of(last?.events ?? []);
    const parts = [
      mark(this.title()),
      ...(this.stream === undefined ? [] : [mark(t('Log stream: {0}', this.stream.logStreamName))]),
      ...(last?.isCut === true ? [mark(t('Only the newest {0} lines are shown.', last.events.length))] : []),
      lines === '' ? mark(noOutputText(this.job, this.target.attempt, t)) : lines,
    ];
    return parts.join('');
  }

  /** Until the job has ended and its last line is there. */
  private async follow(append: (text: string) => void, signal: AbortSignal): Promise<void> {
    const { clock, t } = this.options;
    let delayMs = minDelayMs;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const outcome = await this.inTurn(() => this.look(append, signal));
        failures = 0;
        if (outcome === 'ended') return;
        delayMs = outcome === 'nothing' ? Math.min(delayMs * 1.5, maxDelayMs) : minDelayMs;
      } catch (cause) {
        if (isAborted(signal) || !(cause instanceof AppError)) return;
        this.options.report(cause);
        failures += 1;
        if (failures === 1) append(mark(t('The log cannot be read: {0}', cause.message)));
        if (failures === maxFailedLooks || !isPassing(cause)) return;
        delayMs = Math.min(minDelayMs * 2 ** failures, 30_000);
      }
      await clock.sleep(delayMs, signal).catch(() => undefined);
    }
  }

  private async look(append: (text: string) => void, signal: AbortSignal): Promise<Look> {
    const { attempt } = this.target;
    const events = (await this.tail?.readNew(linesPerLook, signal)) ?? [];
    if (events.length > 0) append(this.text.of(events));
    const isComplete = isLogComplete(this.job, attempt);
    // While lines come the job runs; only when they stop there is something to ask.
    if (events.length > 0 && !isComplete) return 'more';
    if (!isComplete && (await this.lookAtJob(append, signal))) return 'more';
    if (!isLogComplete(this.job, attempt)) return 'nothing';
    this.emptyLooks = events.length > 0 ? 0 : this.emptyLooks + 1;
    if (this.emptyLooks < looksAfterEnd) return 'ending';
    append(mark(stateText(this.job, this.options.t)));
    return 'ended';
  }

  /** @returns whether another stream has begun */
  private async lookAtJob(append: (text: string) => void, signal: AbortSignal): Promise<boolean> {
    const { status } = this.job;
    this.job = await this.describe(signal);
    if (this.job.status !== status && !isTerminal(this.job.status)) append(mark(stateText(this.job, this.options.t)));
    const stream = logStreamOf(this.job, this.target.attempt);
    if (stream === undefined || stream.logStreamName === this.stream?.logStreamName) return false;
    if (this.stream !== undefined) append(mark(this.title()));
    this.open(stream);
    return true;
  }

  private open(stream: LogStream | undefined): void {
    this.stream = stream;
    this.tail = stream && new LogTail(this.options.session.logs, stream);
  }

  private async describe(signal: AbortSignal): Promise<Job> {
    const { jobId } = this.target;
    const [job] = await this.options.session.batch.describeJobs([jobId], signal);
    if (job === undefined) {
      throw new AppError('notFound', this.options.t('AWS Batch does not know the job {0} any longer.', jobId));
    }
    return job;
  }

  private title(): string {
    const { t } = this.options;
    const { jobName, jobId, maxAttempts = 1 } = this.job;
    const attempt = this.target.attempt ?? currentAttempt(this.job);
    const parts = [
      t('Job {0} ({1})', jobName, jobId),
      stateText(this.job, t),
      ...(attempt === 0 ? [] : [t('attempt {0} of {1}', attempt, Math.max(attempt, maxAttempts))]),
    ];
    return parts.join(' · ');
  }

  /** What ended a while ago has no line to come. */
  private isSettled(): boolean {
    const { job, target, options } = this;
    if (!isLogComplete(job, target.attempt)) return false;
    return !isTerminal(job.status) || (job.stoppedAt ?? 0) < options.clock.now() - settledAfterMs;
  }

  private during(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.options.session.signal]);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function isPassing({ kind }: AppError): boolean {
  return kind === 'throttled' || kind === 'network' || kind === 'server';
}
