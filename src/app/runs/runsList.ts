// What the Runs view shows: the runs that a filter leaves, as rows, some hundred at first.
import { formatDuration } from '../../core/time';
import { connectionName } from '../connectionText';
import type { Translate } from '../l10n';
import { runBaseName } from '../pipeline/runOfJob';
import type { LedgerRun } from '../ledger/foldLedger';
import type { RunLook } from '../ledger/ledgerEntry';
import type { Formats, NodeIcon } from '../tree/nodeKind';
import { jobIcon } from '../tree/statusText';
import { forgotten, isOver } from './runEnd';
import type { RunLedger } from './runLedger';

/** A run as commands get it from the view: an id, never a copy. */
export class RunRef {
  constructor(readonly id: string) {}
}

/** Of which the contextValue of a row of the Runs view is made: `run`, `run+pinned`. */
export const runWords = ['run', 'pinned'] as const;

export type RunRow = {
  readonly label: string;
  readonly description: string;
  readonly icon: NodeIcon;
  readonly tooltip: string;
  readonly isPinned: boolean;
};

const rowsAtATime = 200;
const tooltipFailures = 3;

export class RunsList {
  /** What the user looks for; empty: everything. */
  filter = '';
  /** What is selected in the view. */
  selection: readonly RunRef[] = [];
  private limit = rowsAtATime;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly ledger: RunLedger,
    private readonly t: Translate,
    private readonly format: Formats,
  ) {
    ledger.onDidChange(() => this.tell());
  }

  /** Pinned ones first, newest first among each. */
  get matching(): readonly LedgerRun[] {
    const words = this.filter.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.ledger.runs.filter((run) => {
      const text = words.length === 0 ? '' : this.searched(run);
      return words.every((word) => text.includes(word));
    });
    return [...found.filter(({ isPinned }) => isPinned), ...found.filter(({ isPinned }) => !isPinned)];
  }

  get shown(): readonly RunRef[] {
    return this.matching.slice(0, this.limit).map(({ id }) => new RunRef(id));
  }

  get hasMore(): boolean {
    return this.matching.length > this.limit;
  }

  setFilter(filter: string): void {
    this.filter = filter.trim();
    this.limit = rowsAtATime;
    this.tell();
  }

  showMore(): void {
    this.limit += rowsAtATime;
    this.tell();
  }

  /** Failed, and not seen by the user since. */
  get unseenFailures(): readonly LedgerRun[] {
    return this.ledger.runs.filter(({ looks, isSeen }) => !isSeen && looks.at(-1)?.status === 'FAILED');
  }

  /** The user looks at them. @throws AppError when that cannot be written */
  async markSeen(runs: readonly LedgerRun[], now: number): Promise<void> {
    const unseen = runs.filter((run) => !run.isSeen && isOver(run));
    await this.ledger.add(...unseen.map(({ id }) => ({ kind: 'seen', id, at: now }) as const));
  }

  onDidChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private searched(run: LedgerRun): string {
    const { jobName, id, note, looks, recordedAt, end, jobQueue = '' } = run;
    const day = new Date(recordedAt).toISOString().slice(0, 10);
    const where = connectionName(run.connection, this.t);
    const reasons = end?.failures.map(({ reason }) => reason) ?? [];
    return [jobName, id, note, looks.at(-1)?.status, day, where, jobQueue, ...reasons].join(' ').toLowerCase();
  }

  /** One that was deleted meanwhile is an empty row, until the view asks again. */
  rowOf({ id }: RunRef): RunRow {
    const { t } = this;
    const run = this.ledger.get(id);
    if (run === undefined)
      return { label: id, description: '', icon: { name: 'question' }, tooltip: id, isPinned: false };
    const last = run.looks.at(-1);
    const status = last?.status ?? 'SUBMITTED';
    const failed = last?.failedCount ?? 0;
    const where = connectionName(run.connection, t);
    // An array has no start of its own.
    const { children } = run.end ?? {};
    const parts = [
      run.isPinned ? t('pinned') : undefined,
      this.format.clock(run.recordedAt),
      durationOf(last) ?? durationOf({ startedAt: children?.firstStartedAt, stoppedAt: children?.lastStoppedAt }),
      failed > 0 ? t('{0} failed', this.format.count(failed)) : undefined,
      where,
      run.note === '' ? undefined : run.note,
    ];
    const failures =
      run.end?.failures.slice(0, tooltipFailures).map(({ reason, count }) => `${count} × ${reason}`) ?? [];
    const state = status === forgotten ? t('ended, outcome unknown') : status;
    return {
      label: runBaseName(run.jobName),
      description: parts.filter((part) => part !== undefined).join(' · '),
      icon: jobIcon(status),
      tooltip: [`${state}: ${run.jobName}`, run.id, ...parts, last?.statusReason, ...failures]
        .filter(Boolean)
        .join('\n'),
      isPinned: run.isPinned,
    };
  }
}

export function durationOf(look: Pick<RunLook, 'startedAt' | 'stoppedAt'> | undefined): string | undefined {
  const { startedAt, stoppedAt } = look ?? {};
  return startedAt === undefined || stoppedAt === undefined ? undefined : formatDuration(stoppedAt - startedAt);
}
