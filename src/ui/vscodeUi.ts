// What the app asks of the user's screen, by VS Code's own means.
import * as vscode from 'vscode';
import { UserCancelled } from '../app/commands/userCancelled';
import type { Log } from '../app/services';
import type { DocumentSource, InputOptions, NoticeAction, PickItem, StepOptions, Ui } from '../app/ui';
import { markDone } from './contextKeys';
import type { Documents } from './documents';
import { showError } from './errorMessage';
import { inputPrompt } from './inputPrompt';
import { pickPrompt } from './pickPrompt';
import { withProgress } from './progressNotice';
import { openTerminal, runInTerminal } from './terminals';

type Items<T> = readonly PickItem<T>[] | Promise<readonly PickItem<T>[]>;

const statusMessageMs = 4_000;

export class VscodeUi implements Ui {
  readonly openTerminal = openTerminal;
  readonly runInTerminal = runInTerminal;
  readonly input = (options: InputOptions): Promise<string> => inputPrompt(options);
  readonly withProgress = withProgress;
  readonly markDone = markDone;

  constructor(
    private readonly documents: Documents,
    private readonly log: Pick<Log, 'error' | 'show'>,
  ) {}

  async pick<T>(items: Items<T>, options: StepOptions): Promise<T> {
    const [picked] = (await pickPrompt(items, options, false)) as [T];
    return picked;
  }

  pickMany<T>(items: Items<T>, options: StepOptions): Promise<readonly T[]> {
    return pickPrompt(items, options, true);
  }

  async confirm(
    question: string,
    { detail, action }: { readonly detail?: string; readonly action: string },
  ): Promise<void> {
    await this.choose(question, { detail, actions: [{ label: action, value: undefined }] });
  }

  async choose<T>(
    question: string,
    options: { readonly detail?: string; readonly actions: readonly { readonly label: string; readonly value: T }[] },
  ): Promise<T> {
    const { detail, actions } = options;
    const items = actions.map(({ label, value }) => ({ title: label, value }));
    const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, ...items);
    if (chosen === undefined) throw new UserCancelled();
    return chosen.value;
  }

  inform(message: string, ...actions: readonly NoticeAction[]): void {
    this.offer(vscode.window.showInformationMessage(message, ...labelsOf(actions)), actions);
  }

  warn(message: string, ...actions: readonly NoticeAction[]): void {
    this.offer(vscode.window.showWarningMessage(message, ...labelsOf(actions)), actions);
  }

  openDocument(source: DocumentSource): Promise<void> {
    return this.documents.open(source);
  }

  async copy(text: string, what: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', what), statusMessageMs);
  }

  async openExternal(url: string): Promise<void> {
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
  }

  async askSaveLocation(suggestedName: string, title: string): Promise<string> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const defaultUri = folder === undefined ? undefined : vscode.Uri.joinPath(folder, suggestedName);
    const chosen = await vscode.window.showSaveDialog({ title, defaultUri });
    if (chosen === undefined) throw new UserCancelled();
    return chosen.toString();
  }

  /** Not awaited: nobody waits until a message is read. */
  private offer(shown: Thenable<string | undefined>, actions: readonly NoticeAction[]): void {
    void shown.then(async (label) => {
      const action = actions.find((candidate) => candidate.label === label);
      try {
        await action?.run();
      } catch (error) {
        showError(error, label ?? '', this.log);
      }
    });
  }
}

function labelsOf(actions: readonly NoticeAction[]): readonly string[] {
  return actions.map(({ label }) => label);
}
