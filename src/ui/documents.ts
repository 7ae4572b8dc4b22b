// Read-only documents of what exists nowhere as a file: JSON of a resource, the log of a job that grows while it runs.
// A file system rather than a content provider: VS Code then reloads only what has changed, and the view does not jump.
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Log } from '../app/services';
import type { DocumentSource } from '../app/ui';
import { messageOf } from '../core/errors';
import { GrowingText } from './growingText';

export const documentScheme = 'awsbatch';

type Entry = {
  readonly uri: vscode.Uri;
  readonly text: GrowingText;
  /** Aborted when the document is closed. */
  readonly closing: AbortController;
  changedAtMs: number;
  isFollowed: boolean;
  timer?: NodeJS.Timeout;
};

/** A log may bring thousands of lines a second: they are shown together, the rarer the more there is to show. */
const coalesceMs = 250;
const coalesceBytesPerMs = 8_000;

export class Documents implements vscode.FileSystemProvider {
  private readonly entries = new Map<string, Entry>();
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** Editors whose end was in sight before the text grew. */
  private readonly atEnd = new Set<vscode.TextEditor>();
  private readonly subscriptions: vscode.Disposable;

  readonly onDidChangeFile = this.changes.event;

  constructor(private readonly log: Pick<Log, 'error'>) {
    this.subscriptions = vscode.Disposable.from(
      vscode.workspace.registerFileSystemProvider(documentScheme, this, { isCaseSensitive: true, isReadonly: true }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => this.forgetClosed(closed)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.scrollToEnd(document)),
    );
  }

  /** Shows the document, read anew when it is open already. */
  async open(source: DocumentSource): Promise<void> {
    const entry = this.entryOf(source);
    const window = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Opening {0}', source.name) };
    try {
      const read = (): Promise<string> => source.read(entry.closing.signal);
      if (!entry.isFollowed) entry.text.set(await vscode.window.withProgress(window, read));
    } catch (cause) {
      if (!isShown(entry.uri.toString())) this.forget(entry);
      throw cause;
    }
    this.touch(entry);
    const wasShown = isShown(entry.uri.toString());
    const opened = await vscode.workspace.openTextDocument(entry.uri, { encoding: 'utf8' });
    const document = await vscode.languages.setTextDocumentLanguage(opened, source.language);
    // What grows is read from its end; who comes back to it is left where he was reading.
    const selection = source.follow === undefined || wasShown ? undefined : endOf(document);
    await vscode.window.showTextDocument(document, { preview: false, selection });
    if (source.follow !== undefined && !entry.isFollowed) void this.follow(entry, source);
  }

  dispose(): void {
    for (const entry of this.entries.values()) this.forget(entry);
    this.subscriptions.dispose();
    this.changes.dispose();
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { text, changedAtMs } = this.existing(uri);
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: 0, mtime: changedAtMs, size: text.sizeBytes, permissions };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.existing(uri).text.bytes;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  private entryOf({ id, name }: DocumentSource): Entry {
    const key = createHash('sha256').update(id).digest('hex').slice(0, 16);
    const uri = vscode.Uri.from({ scheme: documentScheme, path: `/${key}/${name.replaceAll(/[\\/]/g, '-')}` });
    return this.entries.get(uri.toString()) ?? this.add(uri);
  }

  private add(uri: vscode.Uri): Entry {
    const text = new GrowingText((bytes) =>
      vscode.l10n.t('… the first {0} MB are left out here …', Math.ceil(bytes / 1e6)),
    );
    const entry: Entry = { uri, text, closing: new AbortController(), changedAtMs: 0, isFollowed: false };
    this.entries.set(uri.toString(), entry);
    return entry;
  }

  private existing(uri: vscode.Uri): Entry {
    const known = this.entries.get(uri.toString());
    if (known !== undefined) return known;
    if (!isShown(uri.toString())) throw vscode.FileSystemError.FileNotFound(uri);
    // VS Code was started again with this editor open; what it was made of is gone.
    const entry = this.add(uri);
    entry.text.set(
      `${vscode.l10n.t('This is from before VS Code was started again, and was not kept. Open it once more from the AWS Batch view.')}\n`,
    );
    return entry;
  }

  private async follow(entry: Entry, source: DocumentSource): Promise<void> {
    const { signal } = entry.closing;
    entry.isFollowed = true;
    const append = (text: string): void => {
      if (signal.aborted || text === '') return;
      entry.text.append(text);
      entry.timer ??= setTimeout(() => this.showGrowth(entry), coalesceMs + entry.text.sizeBytes / coalesceBytesPerMs);
    };
    try {
      await source.follow?.(append, signal);
    } catch (cause) {
      if (signal.aborted) return;
      this.log.error(`Following ${source.name} failed.`, cause);
      append(`\n${vscode.l10n.t('This is not followed any longer: {0}', messageOf(cause))}\n`);
    } finally {
      entry.isFollowed = false;
    }
  }

  private showGrowth(entry: Entry): void {
    entry.timer = undefined;
    for (const editor of vscode.window.visibleTextEditors) {
      const { document, visibleRanges } = editor;
      if (document.uri.toString() !== entry.uri.toString()) continue;
      if (visibleRanges.some(({ end }) => end.line >= document.lineCount - 2)) this.atEnd.add(editor);
    }
    this.touch(entry);
  }

  private touch(entry: Entry): void {
    // VS Code reads again only what has another time.
    entry.changedAtMs = Math.max(entry.changedAtMs + 1, Date.now());
    this.changes.fire([{ type: vscode.FileChangeType.Changed, uri: entry.uri }]);
  }

  private scrollToEnd(document: vscode.TextDocument): void {
    for (const editor of [...this.atEnd].filter((candidate) => candidate.document === document)) {
      this.atEnd.delete(editor);
      editor.revealRange(endOf(document), vscode.TextEditorRevealType.Default);
    }
  }

  private forgetClosed(closed: readonly vscode.Tab[]): void {
    for (const { input } of closed) {
      if (!(input instanceof vscode.TabInputText) || input.uri.scheme !== documentScheme) continue;
      const key = input.uri.toString();
      const entry = this.entries.get(key);
      if (entry !== undefined && !isShown(key)) this.forget(entry);
    }
  }

  private forget(entry: Entry): void {
    clearTimeout(entry.timer);
    entry.closing.abort();
    this.entries.delete(entry.uri.toString());
  }
}

function endOf(document: vscode.TextDocument): vscode.Range {
  const { end } = document.lineAt(document.lineCount - 1).range;
  return new vscode.Range(end, end);
}

function isShown(key: string): boolean {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key);
}
