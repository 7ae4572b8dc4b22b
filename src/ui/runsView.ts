// The Runs view: draws the list of runs, keeps nothing of it.
import * as vscode from 'vscode';
import type { Log } from '../app/services';
import { RunRef, type RunsList, runWords } from '../app/runs/runsList';
import { messageOf } from '../core/errors';

/** The row that shows older runs. */
class More {
  readonly id = 'more';
}

type Row = RunRef | More;

export class RunsView implements vscode.TreeDataProvider<Row> {
  private readonly changes = new vscode.EventEmitter<undefined>();
  private readonly view: vscode.TreeView<Row>;
  private isMarking = false;
  private readonly disposables: readonly { dispose(): unknown }[];

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly runs: RunsList,
    private readonly log: Log,
  ) {
    this.view = vscode.window.createTreeView('awsBatch.runs', { treeDataProvider: this, canSelectMany: true });
    this.disposables = [
      this.changes,
      this.view,
      { dispose: runs.onDidChange(() => this.update()) },
      this.view.onDidChangeVisibility(() => this.updateBadge()),
      this.view.onDidChangeSelection(({ selection }) => {
        runs.selection = selection.filter((row) => row instanceof RunRef);
      }),
    ];
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row !== undefined) return [];
    try {
      await this.runs.ledger.load(Date.now());
    } catch (cause) {
      this.log.error('The ledger of runs could not be read.', cause);
      this.view.message = messageOf(cause);
    }
    const { shown, hasMore } = this.runs;
    return hasMore ? [...shown, new More()] : [...shown];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (row instanceof More) {
      const item = new vscode.TreeItem(vscode.l10n.t('Load More'));
      item.id = row.id;
      item.iconPath = new vscode.ThemeIcon('ellipsis');
      item.command = { command: 'awsBatch.loadMoreRuns', title: '' };
      return item;
    }
    const { label, description, icon, tooltip, isPinned } = this.runs.rowOf(row);
    const item = new vscode.TreeItem(label);
    item.id = row.id;
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(
      icon.name,
      icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color),
    );
    // Plain text: names and reasons are anybody's.
    item.tooltip = tooltip;
    const [run, pinned] = runWords;
    item.contextValue = isPinned ? `${run}+${pinned}` : run;
    item.accessibilityInformation = { label: `${label}, ${tooltip.split('\n', 1)[0] ?? ''}, ${description}` };
    return item;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private update(): void {
    const { filter, ledger } = this.runs;
    const lines = [
      filter === '' ? undefined : vscode.l10n.t('Filter: {0}', filter),
      ledger.newerFiles.length === 0
        ? undefined
        : vscode.l10n.t(
            'Runs that a newer version of this extension has written are not shown. Update it to see them.',
          ),
    ];
    this.view.message = lines.filter((line) => line !== undefined).join(' · ') || undefined;
    void vscode.commands.executeCommand('setContext', 'awsBatch.runsFiltered', filter !== '');
    this.changes.fire(undefined);
    this.updateBadge();
  }

  /** Failures since the view was looked at last; whoever sees it, in whatever window, sees them. */
  private updateBadge(): void {
    const { unseenFailures } = this.runs;
    const { length } = unseenFailures;
    if (this.view.visible && length > 0 && !this.isMarking) {
      this.isMarking = true;
      this.runs
        .markSeen(unseenFailures, Date.now())
        .catch((cause: unknown) => this.log.error('That failures were seen could not be written.', cause))
        .finally(() => (this.isMarking = false));
    }
    const tooltip = length === 1 ? vscode.l10n.t('1 run failed') : vscode.l10n.t('{0} runs failed', length);
    this.view.badge = this.view.visible || length === 0 ? undefined : { value: length, tooltip };
  }
}
