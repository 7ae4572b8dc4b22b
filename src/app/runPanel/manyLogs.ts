// Follows the logs of several children at once: each has its turn, and no more calls a second than AWS allows.
import { childJobId } from '../../core/arrayJob';
import type { AppError } from '../../core/errors';
import { isTerminal } from '../../core/jobStatus';
import { logStreamOf } from '../jobLog/logPlace';
import type { Translate } from '../l10n';
import type { Clock, LogsPort } from '../ports';
import type { LiveTails } from './liveTail';
import type { LogSink } from './logSink';
import type { LogLine } from './protocol';
import type { RunModel } from './runModel';
import { StreamReader } from './streamReader';

export type ManyOptions = {
  readonly model: RunModel;
  readonly logs: LogsPort;
  readonly clock: Clock;
  readonly t: Translate;
  readonly report: (error: AppError) => void;
  readonly live: LiveTails | undefined;
};

export const maxFollowed = 50;
/** A few calls a second: everybody in the account shares what CloudWatch Logs allows, 10 a second in some regions. */
const turnMs = 200;
const roundMs = 1000;
/** While Live Tail brings the lines of all. */
const liveRoundMs = 250;
/** Lines of several children come in the order of their times, as long as they come together. */
const flushMs = 1000;
const lastLinesEach = 200;
const linesPerTurn = 1000;
const looksAfterEnd = 3;

type Member = { readonly index: number; reader?: StreamReader; emptyLooks: number; isDone: boolean };

export class ManyLogs {
  private readonly members = new Map<number, Member>();
  private batch: LogLine[] = [];
  private flushedAt: number;
  private hasLines = false;
  private hasStarted = false;
  private readonly chosen: readonly number[] | undefined;

  /** @param indexes undefined: whatever runs */
  constructor(
    private readonly indexes: readonly number[] | undefined,
    private readonly options: ManyOptions,
    private readonly sink: LogSink,
  ) {
    this.chosen = indexes?.slice(0, maxFollowed);
    this.flushedAt = options.clock.now();
  }

  /** Until every log has ended; after a failure it goes on when it is called again. @throws AppError, the signal's reason */
  async follow(signal: AbortSignal, onSuccess: () => void): Promise<undefined> {
    const { clock } = this.options;
    if (!this.hasStarted) this.sink.start({ title: this.title(), attempts: [], isCut: false });
    this.hasStarted = true;
    for (;;) {
      await this.admit(signal);
      for (const member of [...this.members.values()].filter(({ isDone }) => !isDone)) {
        await this.look(member, signal);
        if (clock.now() - this.flushedAt >= flushMs) await this.flush(signal);
        if (member.reader?.isLive !== true) await clock.sleep(turnMs, signal);
      }
      await this.flush(signal);
      onSuccess();
      if (this.tell()) return undefined;
      await clock.sleep(this.isAllLive() ? liveRoundMs : roundMs, signal);
    }
  }

  private isAllLive(): boolean {
    const members = [...this.members.values()];
    return members.length > 0 && members.every(({ reader, emptyLooks }) => reader?.isLive === true && emptyLooks === 0);
  }

  private title(): string {
    const { t } = this.options;
    if (this.indexes === undefined) return t('Running children');
    const count = this.indexes.length;
    return count > maxFollowed ? t('The first {0} of {1} children', maxFollowed, count) : t('{0} children', count);
  }

  /** Takes in children that have begun to run, and lets go of those whose log has ended. */
  private async admit(signal: AbortSignal): Promise<void> {
    const { model } = this.options;
    if (this.chosen === undefined) {
      for (const [index, { isDone }] of this.members) if (isDone) this.members.delete(index);
    }
    const wanted = this.chosen ?? model.table?.indexesIn('RUNNING', maxFollowed) ?? [];
    for (const index of wanted) {
      if (this.members.size >= maxFollowed) break;
      if (!this.members.has(index)) this.members.set(index, { index, emptyLooks: 0, isDone: false });
    }
    const ids = [...this.members.keys()].map((index) => childJobId(model.jobId, index));
    model.follow(ids);
    const unknown = ids.filter((id) => model.known(id) === undefined);
    await model.describe(unknown, signal);
  }

  private async look(member: Member, signal: AbortSignal): Promise<void> {
    const { model, logs, t } = this.options;
    const job = model.known(childJobId(model.jobId, member.index));
    const stream = job && logStreamOf(job, undefined);
    if (job !== undefined && stream !== undefined && stream.logStreamName !== member.reader?.streamName) {
      const { index } = member;
      const limits = { lastLines: lastLinesEach, linesPerLook: linesPerTurn };
      const live = isTerminal(job.status) ? undefined : this.options.live?.for(stream, job.jobArn ?? '', true);
      member.reader = new StreamReader({ logs, stream, t, index, live, ...limits });
      member.emptyLooks = 0;
    }
    const lines = (await member.reader?.look(signal)) ?? [];
    this.batch.push(...lines);
    const isEnded = job === undefined || isTerminal(job.status);
    member.emptyLooks = isEnded && lines.length === 0 ? member.emptyLooks + 1 : 0;
    member.isDone = isEnded && (member.reader === undefined || member.emptyLooks >= looksAfterEnd);
  }

  private async flush(signal: AbortSignal): Promise<void> {
    const lines = this.batch.sort((one, other) => one.timeMs - other.timeMs);
    this.batch = [];
    this.flushedAt = this.options.clock.now();
    this.hasLines ||= lines.length > 0;
    await this.sink.lines(lines, signal);
  }

  /** @returns whether nothing more will come. */
  private tell(): boolean {
    const { model, t, live } = this.options;
    const isJobOver = isTerminal(model.job?.status ?? '');
    const isDone = [...this.members.values()].every((member) => member.isDone);
    const isOver = isDone && (this.chosen !== undefined || isJobOver);
    if (isOver) this.sink.note(this.hasLines ? t('The log has ended.') : t('There is no output.'), true);
    else if (this.members.size === 0) this.sink.note(t('No child runs now.'));
    else this.sink.note(this.hasLines ? (live?.note() ?? '') : t('No output yet.'));
    return isOver;
  }
}
