// Lines that Live Tail brings, kept by stream until somebody takes them.
import { logGroupArn } from '../../core/arn';
import { AppError } from '../../core/errors';
import type { LogEvent } from '../../core/logEvent';
import type { Translate } from '../l10n';
import type { LogStream } from '../logTail';
import type { LiveTailPlace, LiveTailPort } from '../ports';

/** Of one stream. What nobody takes in time is left out; whoever takes the rest is told. */
const maxKept = 5000;
/** Streams that nobody has asked for yet: a child may write before it is known that it runs. */
const maxStreams = 500;

export type TakenEvents = { readonly events: readonly LogEvent[]; readonly isCut: boolean };

/** One session. */
export class LiveTail {
  state: 'opening' | 'open' | 'over' = 'opening';
  /** More is written than the session shows. */
  isSampled = false;
  failure: AppError | undefined;
  private readonly kept = new Map<string, { events: LogEvent[]; isCut: boolean }>();

  /** Until the session is over; what AWS refuses is kept in `failure`. */
  async run(logs: LiveTailPort, place: LiveTailPlace, signal: AbortSignal): Promise<void> {
    try {
      for await (const { events, isSampled } of logs.watchLog(place, signal)) {
        this.state = 'open';
        this.isSampled = isSampled;
        for (const { logStreamName, ...event } of events) this.keep(logStreamName, event);
      }
    } catch (cause) {
      if (signal.aborted) return;
      if (!(cause instanceof AppError)) throw cause;
      this.failure = cause;
    } finally {
      this.state = 'over';
    }
  }

  /** What has come for a stream since it was asked for last. */
  take(logStreamName: string): TakenEvents {
    const taken = this.kept.get(logStreamName) ?? { events: [], isCut: false };
    // To the end: where there are too many streams, those go first that nobody has taken from for longest.
    this.kept.delete(logStreamName);
    this.kept.set(logStreamName, { events: [], isCut: false });
    return taken;
  }

  private keep(logStreamName: string, event: LogEvent): void {
    const place = this.kept.get(logStreamName) ?? { events: [], isCut: false };
    place.events.push(event);
    if (place.events.length > maxKept) {
      place.events.splice(0, maxKept / 2);
      place.isCut = true;
    }
    this.kept.set(logStreamName, place);
    if (this.kept.size > maxStreams) this.kept.delete(this.kept.keys().next().value ?? '');
  }
}

/** The sessions of one selection of the panel. */
export class LiveTails {
  private readonly sessions = new Map<string, LiveTail>();

  constructor(
    private readonly logs: LiveTailPort,
    private readonly t: Translate,
    private readonly onFault: (cause: unknown) => void,
    /** Ends them all. */
    private readonly signal: AbortSignal,
  ) {}

  /**
   * The session that brings a stream; it is started when there is none yet.
   * @param besideArn of the job: the group is in its account and region
   * @param isOneOfMany its neighbours, of the same definition, will be asked for too
   */
  for({ logGroupName, logStreamName }: LogStream, besideArn: string, isOneOfMany: boolean): LiveTail | undefined {
    const groupArn = logGroupArn(logGroupName, besideArn);
    if (groupArn === undefined) return undefined;
    // `<definition>/default/<task>`: a session cannot be given other streams later, only others that begin the same.
    const streamPrefix = isOneOfMany ? logStreamName.slice(0, logStreamName.lastIndexOf('/') + 1) : logStreamName;
    const key = `${groupArn}:${streamPrefix}`;
    const known = this.sessions.get(key);
    if (known !== undefined) return known;
    const session = new LiveTail();
    this.sessions.set(key, session);
    session.run(this.logs, { logGroupArn: groupArn, streamPrefix }, this.signal).catch(this.onFault);
    return session;
  }

  /** What there is to say of them. */
  note(): string {
    const { t } = this;
    const sessions = [...this.sessions.values()];
    const ended = sessions.find(({ state }) => state === 'over');
    if (ended !== undefined) {
      return ended.failure === undefined
        ? t('Live Tail has ended: the log is read every second. Switch it off and on to start it again.')
        : t('The log is read every second, without Live Tail. {0}', ended.failure.message);
    }
    if (sessions.some(({ isSampled }) => isSampled)) {
      return t('Live Tail leaves lines out: more are written than it shows. The full log has them.');
    }
    if (sessions.some(({ state }) => state === 'opening')) return t('Live Tail is being started…');
    return sessions.length > 0 ? t('Live Tail is on.') : '';
  }
}
