// Shows in the status bar where the user works and whether it works; a click switches, or mends what is broken.
import * as vscode from 'vscode';
import { type ConnectionView, connectionView } from '../app/connectionText';
import type { SessionState, SessionsPort } from '../app/session';
import { bold, code, facts, paragraphs, plain } from '../app/tree/markdown';

const links = ['awsBatch.switchConnection', 'awsBatch.openTerminal'] as const;

export class StatusBar {
  private readonly item = vscode.window.createStatusBarItem('awsBatch.connection', vscode.StatusBarAlignment.Left, 50);
  private readonly unsubscribe: () => void;

  constructor(sessions: SessionsPort) {
    this.item.name = vscode.l10n.t('AWS Batch Connection');
    this.unsubscribe = sessions.onDidChange((state) => this.render(state));
    this.render(sessions.state);
    this.item.show();
  }

  dispose(): void {
    this.unsubscribe();
    this.item.dispose();
  }

  private render(state: SessionState): void {
    const view = connectionView(state, vscode.l10n.t);
    this.item.text = `$(${view.icon}) AWS Batch: ${view.name}`;
    this.item.tooltip = tooltipOf(view);
    this.item.command = view.action?.command ?? 'awsBatch.switchConnection';
    this.item.backgroundColor = view.isBroken ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    const spoken = [`AWS Batch: ${view.name}`, view.sentence, view.action?.label];
    this.item.accessibilityInformation = { label: spoken.filter((part) => part !== undefined).join('. ') };
  }
}

function tooltipOf(view: ConnectionView): vscode.MarkdownString {
  const commands = [...(view.action === undefined ? [] : [view.action.command]), ...links];
  const labels: Readonly<Record<string, string>> = {
    'awsBatch.switchConnection': vscode.l10n.t('Switch Connection'),
    'awsBatch.openTerminal': vscode.l10n.t('Open Terminal'),
  };
  const actions = commands.map((id) => `[${plain(labels[id] ?? view.action?.label ?? id)}](command:${id})`);
  const text = paragraphs(
    bold(`AWS Batch: ${view.name}`),
    plain(view.sentence),
    facts(...view.facts.map(([name, value]) => [name, code(value)] as const)),
    actions.join(' · '),
  );
  const tooltip = new vscode.MarkdownString(text);
  tooltip.isTrusted = { enabledCommands: commands };
  return tooltip;
}
