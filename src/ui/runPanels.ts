// Where run panels are asked for and restored. Their code is loaded with the first one.
import * as vscode from 'vscode';
import type { PanelServices } from '../app/runPanel/runPanel';
import type { RunPanelsPort } from '../app/runPanel/runPanelsPort';
import { runPanelType } from './contributedNames';
import type { Later } from './loadLater';
import type { OpenPanels } from './openPanels';

export class RunPanels implements RunPanelsPort, vscode.WebviewPanelSerializer {
  private readonly registration = vscode.window.registerWebviewPanelSerializer(runPanelType, this);
  private panels: Promise<OpenPanels> | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly services: PanelServices,
    private readonly later: Later,
  ) {}

  async open(jobId: string): Promise<void> {
    (await this.load()).open(jobId);
  }

  async deserializeWebviewPanel(webviewPanel: vscode.WebviewPanel, state: unknown): Promise<void> {
    (await this.load()).restore(webviewPanel, state);
  }

  dispose(): void {
    this.registration.dispose();
    void this.panels?.then((panels) => panels.dispose());
  }

  private load(): Promise<OpenPanels> {
    this.panels ??= this.later().then((code) => new code.OpenPanels(this.extensionUri, this.services));
    return this.panels;
  }
}
