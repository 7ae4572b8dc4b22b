// The explorer's view: asks the app for what to show, and keeps nothing of it.
import * as vscode from 'vscode';

export class ExplorerView implements vscode.TreeDataProvider<never> {
  private readonly changes = new vscode.EventEmitter<undefined>();
  private readonly view = vscode.window.createTreeView('awsBatch.explorer', { treeDataProvider: this });

  readonly onDidChangeTreeData = this.changes.event;

  refresh(): void {
    this.changes.fire(undefined);
  }

  getTreeItem(node: never): vscode.TreeItem {
    return node;
  }

  /** Without any node VS Code shows the view's welcome content. */
  getChildren(): never[] {
    return [];
  }

  dispose(): void {
    this.view.dispose();
    this.changes.dispose();
  }
}
