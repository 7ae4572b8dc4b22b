// Tells the user, who has asked for it, that runs have ended: each once, in one window, however many are open.
import { connectionKey } from '../../core/connection';
import type { Connection } from '../../core/connection';
import type { LedgerRun } from '../ledger/foldLedger';
import { runBaseName } from '../pipeline/runOfJob';
import type { Services } from '../services';
import { forgotten, isOver } from './runEnd';
import type { RunLedger } from './runLedger';
import { durationOf } from './runsList';

export type NoticeOptions = Pick<Services, 'ui' | 't' | 'settings' | 'clock'> & {
  readonly ledger: RunLedger;
  readonly open: (run: LedgerRun) => Promise<void>;
  readonly showRuns: () => void;
  /** This window is in front: a notice in another one may not be seen. */
  readonly isFocused: () => boolean;
};

/** What has ended longer ago is no news: a window that starts, or a setting that is changed, tells nothing of it. */
const newsMs = 5 * 60_000;
/** A window that is not in front leaves so much time to one that is. */
const giveWayMs = 15_000;
/** More at once are told of together. */
const singly = 3;

export class RunNotices {
  constructor(private readonly options: NoticeOptions) {}

  /** Of the runs of the connection in use, for which nothing is asked. @throws AppError when the ledger cannot be written */
  async tell(connection: Connection): Promise<void> {
    const { ledger, clock } = this.options;
    const key = connectionKey(connection);
    const news = (): readonly LedgerRun[] =>
      ledger.runs.filter((run) => connectionKey(run.connection) === key && this.isNews(run));
    if (news().length === 0) return;
    const claims = await ledger.claim(() =>
      news().map(({ id }) => ({ kind: 'told', id, at: clock.now(), by: ledger.window })),
    );
    const runs = claims.flatMap(({ id }) => ledger.get(id) ?? []);
    if (runs.length > singly) this.tellOfMany(runs);
    else for (const run of runs) this.tellOf(run);
  }

  private isNews(run: LedgerRun): boolean {
    const { settings, clock, isFocused } = this.options;
    const wanted = settings.get('runs.tell');
    const last = run.looks.at(-1);
    if (wanted === 'off' || last === undefined || !isOver(run) || run.toldBy !== undefined) return false;
    if (last.status === forgotten || (wanted === 'failed' && last.status !== 'FAILED')) return false;
    const ageMs = clock.now() - last.at;
    return ageMs < newsMs && (isFocused() || ageMs >= giveWayMs);
  }

  private tellOf(run: LedgerRun): void {
    const { ui, t, open } = this.options;
    const name = runBaseName(run.jobName);
    const last = run.looks.at(-1);
    const action = { label: t('Open'), run: () => open(run) };
    const duration = durationOf(last);
    if (last?.status !== 'FAILED') {
      const text =
        duration === undefined ? t('{0} has succeeded.', name) : t('{0} has succeeded after {1}.', name, duration);
      ui.inform(text, action);
      return;
    }
    const { failedCount = 0, statusReason = '' } = last;
    const why =
      failedCount > 0 && run.childCount !== undefined
        ? t('{0} of {1} children failed.', failedCount, run.childCount)
        : statusReason;
    ui.warn(`${t('{0} has failed.', name)} ${why}`.trim(), action);
  }

  private tellOfMany(runs: readonly LedgerRun[]): void {
    const { ui, t, showRuns } = this.options;
    const failed = runs.filter(({ looks }) => looks.at(-1)?.status === 'FAILED').length;
    const action = { label: t('Show Runs'), run: showRuns };
    if (failed === 0) ui.inform(t('{0} runs have succeeded.', runs.length), action);
    else ui.warn(t('{0} runs have ended, {1} of them failed.', runs.length, failed), action);
  }
}
