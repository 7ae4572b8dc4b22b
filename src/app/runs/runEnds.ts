// Writes down what is kept of runs that have ended: once each, by one window, the next one where that was closed meanwhile.
import { type Connection, connectionKey } from '../../core/connection';
import type { LedgerRun } from '../ledger/foldLedger';
import type { Clock } from '../ports';
import type { EndSession, GatherEnd } from './gatherEnd';
import { forgotten, isOver } from './runEnd';
import type { RunLedger } from './runLedger';

/** Counts of children and the last lines of a log come a moment after the end. */
const settledAfterMs = 4_000;
/** AWS Batch forgets a job seven days after its end. */
const rememberedMs = 6 * 24 * 3_600_000;
/** A window that has not brought its gathering to an end by then is gone. */
const gatheringMs = 2 * 60_000;
/** After a pause of weeks there may be many. */
const runsPerTurn = 5;
const maxTries = 3;

export class RunEnds {
  private readonly tries = new Map<string, number>();

  constructor(
    private readonly ledger: RunLedger,
    private readonly clock: Pick<Clock, 'now'>,
    /** Of what reads lists of children, which is not loaded before a run has ended. */
    private readonly load: () => Promise<{ readonly gatherEnd: GatherEnd }>,
  ) {}

  /** @returns whether there will be more to gather soon. @throws AppError for what may pass or breaks the connection */
  async gather(session: EndSession & { readonly connection: Connection }, signal: AbortSignal): Promise<boolean> {
    const { ledger, clock } = this;
    const key = connectionKey(session.connection);
    const waiting = (): readonly LedgerRun[] =>
      ledger.runs.filter((run) => connectionKey(run.connection) === key && this.isWaiting(run));
    const isDue = ({ looks }: LedgerRun): boolean => clock.now() - (looks.at(-1)?.at ?? 0) >= settledAfterMs;
    if (!waiting().some(isDue)) return waiting().length > 0;
    const claims = await ledger.claim(() =>
      waiting()
        .filter(isDue)
        .slice(0, runsPerTurn)
        .map(({ id }) => ({ kind: 'gather', id, at: clock.now(), by: ledger.window })),
    );
    for (const { id } of claims) await this.gatherOne(id, session, signal);
    return waiting().length > 0;
  }

  private async gatherOne(id: string, session: EndSession, signal: AbortSignal): Promise<void> {
    const run = this.ledger.get(id);
    if (run === undefined) return;
    const tries = (this.tries.get(id) ?? 0) + 1;
    this.tries.set(id, tries);
    const { gatherEnd } = await this.load();
    const end = await gatherEnd(run, session, tries < maxTries, signal);
    await this.ledger.add({ kind: 'end', id, at: this.clock.now(), end });
  }

  private isWaiting(run: LedgerRun): boolean {
    const { end, looks, gather } = run;
    const now = this.clock.now();
    const last = looks.at(-1);
    if (!isOver(run) || end !== undefined || last === undefined || last.status === forgotten) return false;
    const isTaken = gather !== undefined && gather.by !== this.ledger.window && now - gather.at < gatheringMs;
    return !isTaken && now - last.at < rememberedMs;
  }
}
