// Where the job of a panel ran and what it costs, looked at when the user asks: it takes calls that no tick should make.
import { AppError } from '../../core/errors';
import { keepCost } from '../runs/keepCost';
import type { Services } from '../services';
import type { Session } from '../session';
import { lookAtUsage } from '../usage/lookAtUsage';
import { usageCard } from '../usage/usageCard';
import { shortened } from './failureGroups';
import type { HostMessage, UsageView } from './protocol';

export type UsageLookServices = Pick<Services, 'sessions' | 't' | 'clock' | 'settings' | 'globalMemory' | 'log'> & {
  readonly runs: Pick<Services['runs'], 'ledger'>;
};

export type UsageLookOptions = {
  readonly jobId: string;
  readonly services: UsageLookServices;
  readonly post: (message: HostMessage) => void;
};

const maxText = 1000;
const maxNotes = 20;

export class UsageLook {
  private looking: AbortController | undefined;

  constructor(private readonly options: UsageLookOptions) {}

  /** One look at a time. @param open undefined: another connection is chosen now */
  start(open: (() => Promise<Session>) | undefined): void {
    this.stop();
    const looking = new AbortController();
    this.looking = looking;
    this.look(open, looking.signal).catch((cause: unknown) => {
      if (looking.signal.aborted) return;
      this.options.services.log.error('The run panel could not tell where the job ran.', cause);
      this.tell({ kind: 'failed', text: String(cause) });
    });
  }

  stop(): void {
    this.looking?.abort();
  }

  private async look(open: (() => Promise<Session>) | undefined, closed: AbortSignal): Promise<void> {
    const { jobId, services } = this.options;
    const { t, sessions, clock, runs, log } = services;
    if (open === undefined) {
      this.tell({ kind: 'failed', text: t('Another connection is chosen now: switch back to look at this job.') });
      return;
    }
    this.tell({ kind: 'loading', text: t('Looking where it ran and what it costs') });
    let session: Session | undefined;
    try {
      session = await open();
      const signal = AbortSignal.any([closed, session.signal]);
      const onProgress = (described: number, size: number): void =>
        this.tell({ kind: 'loading', text: t('{0} of {1} children', described, size) });
      const { report } = await lookAtUsage(jobId, session, services, signal, onProgress);
      closed.throwIfAborted();
      const { rows, notes } = usageCard(report, t);
      this.tell({
        kind: 'shown',
        rows: rows.map(({ label, value }) => ({ label: cut(label), value: cut(value) })),
        notes: notes.slice(0, maxNotes).map(cut),
        at: clock.now(),
      });
      await keepCost(report, runs.ledger, log);
    } catch (cause) {
      if (closed.aborted) return;
      if (session?.signal.aborted === true) {
        this.tell({ kind: 'failed', text: t('The connection has ended. Look again when it is back.') });
        return;
      }
      if (!(cause instanceof AppError)) throw cause;
      if (session !== undefined) sessions.report(session, cause);
      this.tell({ kind: 'failed', text: cut(cause.message) });
    }
  }

  private tell(usage: UsageView): void {
    this.options.post({ type: 'usage', usage });
  }
}

function cut(text: string): string {
  return shortened(text, maxText);
}
