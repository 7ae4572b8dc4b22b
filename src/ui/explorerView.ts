// The explorer's view: asks the app for what to show, keeps nothing of it, and tells the app what the user sees.
import * as vscode from 'vscode';
import type { Explorer } from '../app/tree/explorer';
import type { ExplorerScreen } from '../app/tree/explorerPort';
import { type Node, nodeId, parentOf } from '../app/tree/node';
import type { NodeIcon, NodeView } from '../app/tree/nodeKind';
import { contextValue } from '../app/tree/tokens';

const collapsibleStates: Readonly<Record<NodeView['collapse'], vscode.TreeItemCollapsibleState>> = {
  leaf: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};

export class ExplorerView implements vscode.TreeDataProvider<Node>, ExplorerScreen {
  private readonly changes = new vscode.EventEmitter<Node[] | undefined>();
  private readonly view: vscode.TreeView<Node>;
  private readonly disposables: readonly { dispose(): unknown }[];

  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly explorer: Explorer) {
    this.view = vscode.window.createTreeView('awsBatch.explorer', {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    const detach = explorer.attach(this, {
      onNodes: (nodes) => this.changes.fire(nodes && [...nodes]),
      onStatus: (line) => (this.view.message = line),
    });
    this.disposables = [
      this.changes,
      this.view,
      { dispose: detach },
      this.view.onDidExpandElement(({ element }) => explorer.expanded(element)),
      this.view.onDidCollapseElement(({ element }) => explorer.collapsed(element)),
      this.view.onDidChangeVisibility(({ visible }) => explorer.setVisible(visible)),
      vscode.window.onDidChangeWindowState(({ focused }) => explorer.setFocused(focused)),
    ];
    explorer.setVisible(this.view.visible);
    explorer.setFocused(vscode.window.state.focused);
  }

  get selection(): readonly Node[] {
    return this.view.selection;
  }

  async reveal(node: Node): Promise<void> {
    await this.view.reveal(node, { select: true, focus: true });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    return [...(await this.explorer.children(node))];
  }

  getParent(node: Node): Node | undefined {
    return parentOf(node);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const { label, description, icon, collapse, tokens, spoken, command } = this.explorer.viewOf(node);
    const item = new vscode.TreeItem(label, collapsibleStates[collapse]);
    item.id = nodeId(node);
    item.description = description;
    item.iconPath = themeIcon(icon);
    item.contextValue = contextValue(node.kind, tokens);
    item.accessibilityInformation = { label: spoken ?? [label, description].filter(Boolean).join(', ') };
    if (command !== undefined) item.command = { command: command.id, title: command.title, arguments: [node] };
    return item;
  }

  /** Asked for when the pointer rests on the row: times in it are relative to now. */
  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    const tooltip = this.explorer.tooltipOf(node);
    // Neither links to commands nor HTML: the values are anybody's.
    item.tooltip = tooltip === undefined ? undefined : new vscode.MarkdownString(tooltip);
    return item;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}

function themeIcon({ name, color }: NodeIcon): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}
