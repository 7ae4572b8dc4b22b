// The run panels on the screen: one for each job and connection.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { type PanelServices, RunPanel } from '../app/runPanel/runPanel';
import { readSavedPanel } from '../app/runPanel/protocol';
import { connectionKey } from '../core/connection';
import { runPanelType } from './contributedNames';
import { showError } from './errorMessage';
import { runPanelHtml } from './runPanelHtml';

/** Longer ones push the other tabs away. */
const maxTitleLength = 60;

type Place = { readonly jobId: string; readonly connectionKey: string };

type Shown = { readonly webviewPanel: vscode.WebviewPanel; place: Place; panel: RunPanel };

export class OpenPanels {
  private readonly shown = new Set<Shown>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly services: PanelServices,
  ) {}

  open(jobId: string): void {
    const place = { jobId, connectionKey: connectionKey(this.services.sessions.state.connection) };
    const known = this.find(place);
    if (known !== undefined) known.webviewPanel.reveal();
    else this.add(vscode.window.createWebviewPanel(runPanelType, jobId, vscode.ViewColumn.Active, {}), place);
  }

  /** VS Code has opened it again after a restart. */
  restore(webviewPanel: vscode.WebviewPanel, state: unknown): void {
    const saved = readSavedPanel(state);
    // An older version has written it, or nobody.
    if (saved === undefined) webviewPanel.dispose();
    else this.add(webviewPanel, saved);
  }

  dispose(): void {
    for (const { panel, webviewPanel } of this.shown) {
      panel.dispose();
      webviewPanel.dispose();
    }
  }

  private find({ jobId, connectionKey: key }: Place): Shown | undefined {
    return [...this.shown].find(({ place }) => place.jobId === jobId && place.connectionKey === key);
  }

  private add(webviewPanel: vscode.WebviewPanel, { jobId, connectionKey: key }: Place): void {
    const { webview } = webviewPanel;
    const folders = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(this.extensionUri, folder));
    webview.options = { enableScripts: true, localResourceRoots: folders };
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(this.extensionUri, 'resources', 'icons', `run-${theme}.svg`);
    webviewPanel.iconPath = { light: icon('light'), dark: icon('dark') };
    const place = { jobId, connectionKey: key };
    const shown: Shown = { webviewPanel, place, panel: this.panelOf(webviewPanel, place) };
    this.shown.add(shown);
    webview.onDidReceiveMessage((message: unknown) => shown.panel.receive(message));
    webviewPanel.onDidChangeViewState(() => shown.panel.setVisible(webviewPanel.visible));
    webviewPanel.onDidDispose(() => {
      this.shown.delete(shown);
      shown.panel.dispose();
    });
    this.load(shown);
  }

  /** A box of the strip was clicked: its job takes the place of the one that was shown. */
  private goTo(webviewPanel: vscode.WebviewPanel, jobId: string): void {
    const shown = [...this.shown].find((one) => one.webviewPanel === webviewPanel);
    if (shown === undefined) return;
    const place = { ...shown.place, jobId };
    const known = this.find(place);
    if (known !== undefined) {
      known.webviewPanel.reveal();
      return;
    }
    shown.panel.dispose();
    shown.place = place;
    shown.panel = this.panelOf(webviewPanel, place);
    this.load(shown);
  }

  private load({ webviewPanel, place, panel }: Shown): void {
    const { webview } = webviewPanel;
    const uriOf = (...path: readonly string[]): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extensionUri, ...path)).toString();
    webview.html = runPanelHtml({
      nonce: randomBytes(16).toString('hex'),
      cspSource: webview.cspSource,
      scriptUri: uriOf('dist', 'panel.js'),
      styleUri: uriOf('media', 'panel.css'),
      saved: place,
      language: vscode.env.language,
      texts: this.texts(),
    });
    panel.setVisible(webviewPanel.visible);
  }

  private panelOf(webviewPanel: vscode.WebviewPanel, { jobId, connectionKey: key }: Place): RunPanel {
    return new RunPanel({
      jobId,
      connectionKey: key,
      services: this.services,
      random: Math.random,
      port: {
        post: (message) => void webviewPanel.webview.postMessage(message),
        setTitle: (title) => {
          const shortened = title.length > maxTitleLength ? `${title.slice(0, maxTitleLength)}…` : title;
          if (webviewPanel.title !== shortened) webviewPanel.title = shortened;
        },
        execute: async (command, target, selection) => {
          await vscode.commands.executeCommand(command, target, selection);
        },
        openPanel: (other) => this.goTo(webviewPanel, other),
        showError: (error, what) => showError(error, what, this.services.log),
      },
    });
  }

  /** Read when a panel is opened: in English there is no such file. */
  private texts(): string {
    const file = vscode.Uri.joinPath(this.extensionUri, 'resources', 'l10n', `panel.${vscode.env.language}.json`);
    try {
      return readFileSync(file.fsPath, 'utf8');
    } catch {
      return '';
    }
  }
}
