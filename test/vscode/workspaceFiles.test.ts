// Files as VS Code has them: saved or not, on a disk or not, read and written without leaving anything behind.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import * as vscode from 'vscode';
import { AppError } from '../../src/core/errors';
import { WorkspaceFiles } from '../../src/ui/workspaceFiles';
import { until } from '../support/until';

const scheme = 'awsbatchtest';
const { signal } = new AbortController();

/** One folder `d` with two files and one below, in memory. */
class VirtualFiles implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const bytes = this.files.get(uri.path);
    if (bytes !== undefined) return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytes.length };
    if (this.readDirectory(uri).length === 0) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const below = [...this.files.keys()].filter((path) => path.startsWith(`${uri.path}/`));
    const names = below.map((path) => path.slice(uri.path.length + 1).split('/'));
    const { File, Directory } = vscode.FileType;
    return [...new Map(names.map(([name = '', ...rest]) => [name, rest.length === 0 ? File : Directory]))];
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.files.get(uri.path) ?? new Uint8Array();
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.files.set(uri.path, content);
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(uri: vscode.Uri): void {
    this.files.delete(uri.path);
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}

async function read(files: WorkspaceFiles, uri: vscode.Uri): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.input(uri.toString()).open(signal)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function* chunksOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

describe('WorkspaceFiles', () => {
  const files = new WorkspaceFiles();
  const virtual = new VirtualFiles();
  let registration: vscode.Disposable;
  let folder: vscode.Uri;
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, name);
  const put = (uri: vscode.Uri, text: string): Thenable<void> => vscode.workspace.fs.writeFile(uri, Buffer.from(text));

  before(() => {
    registration = vscode.workspace.registerFileSystemProvider(scheme, virtual);
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first, 'there is no workspace folder');
    folder = first.uri;
  });
  after(() => void registration.dispose());
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('tells what was clicked by its URI, and its parts', () => {
    const uri = vscode.Uri.file('/w/đỏ #1.txt');
    assert.equal(files.uriOf(uri), uri.toString());
    assert.equal(files.uriOf({ kind: 'job' }), undefined);
    assert.equal(files.nameOf(uri.toString()), 'đỏ #1.txt');
    assert.equal(files.parentOf(uri.toString()), vscode.Uri.file('/w').toString());
  });

  it('reads a file on the disk each time anew, and says when it is gone', async () => {
    const uri = at('gone.txt');
    await put(uri, 'one\n');
    assert.equal(await read(files, uri), 'one\n');
    await put(uri, 'two\n');
    assert.equal(await read(files, uri), 'two\n');
    assert.deepEqual(await files.status(uri.toString()), { kind: 'file', sizeBytes: 4 });
    await vscode.workspace.fs.delete(uri);
    const isGone = (error: unknown): boolean =>
      error instanceof AppError && error.kind === 'invalid' && error.message.includes(uri.fsPath);
    await assert.rejects(read(files, uri), isGone);
    await assert.rejects(files.status(uri.toString()), isGone);
    assert.equal((await files.status(folder.toString())).kind, 'folder');
  });

  it('knows what was not saved, and saves it', async () => {
    const uri = at('unsaved.txt');
    await put(uri, 'saved');
    const editor = await vscode.window.showTextDocument(uri);
    assert.equal(files.activeUri(), uri.toString());
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'un'));
    assert.equal(files.isUnsaved(uri.toString()), true);
    assert.deepEqual([await read(files, uri), await files.readText(uri.toString())], ['saved', 'unsaved']);
    await files.save(uri.toString());
    assert.deepEqual([files.isUnsaved(uri.toString()), await read(files, uri)], [false, 'unsaved']);
  });

  it('reads a document that was never saved, as it is at that moment', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'đỏ\n' });
    const editor = await vscode.window.showTextDocument(document);
    const uri = document.uri.toString();
    assert.equal(files.isUnsaved(uri), false);
    assert.deepEqual(await files.status(uri), { kind: 'file', sizeBytes: 6 });
    const input = files.input(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'later'));
    const chunks: Uint8Array[] = [];
    for await (const chunk of input.open(signal)) chunks.push(chunk);
    assert.equal(Buffer.concat(chunks).toString(), 'đỏ\n');
  });

  it('reads, walks and writes a virtual file system', async () => {
    const root = vscode.Uri.from({ scheme, path: '/d' });
    for (const [path, text] of [
      ['/d/a.txt', 'a'],
      ['/d/deep/er/b.txt', 'bb'],
    ] as const)
      virtual.files.set(path, Buffer.from(text));
    assert.equal(await read(files, vscode.Uri.joinPath(root, 'a.txt')), 'a');
    const found: string[] = [];
    for await (const { path, sizeBytes } of files.walk(root.toString(), signal)) found.push(`${path} ${sizeBytes}`);
    assert.deepEqual(found, ['a.txt 1', 'deep/er/b.txt 2']);
    assert.equal(await files.write(vscode.Uri.joinPath(root, 'new').toString(), chunksOf('x', 'yz'), signal), 3);
    assert.equal(Buffer.from(virtual.files.get('/d/new') ?? []).toString(), 'xyz');
  });

  it('writes a file whole, or leaves what was there', async () => {
    const uri = at('result');
    await put(uri, 'old');
    const cancel = new AbortController();
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('part'));
      cancel.abort(new Error('cancelled'));
      yield Buffer.from('more');
    }
    await assert.rejects(files.write(uri.toString(), endless(), cancel.signal), /cancelled/);
    assert.equal(await read(files, uri), 'old');
    assert.equal(await files.write(uri.toString(), chunksOf('new ', 'text'), signal), 8);
    assert.equal(await read(files, uri), 'new text');
    await assert.rejects(files.write(at('none/x').toString(), chunksOf('x'), signal), {
      name: 'AppError',
      kind: 'invalid',
    });
    assert.deepEqual(
      readdirSync(folder.fsPath).filter((name) => name.endsWith('.part')),
      [],
    );
  });

  it('opens a new document whose name gives it its schema, and writes nothing to the disk', async () => {
    await files.edit('job.batchjob.json', '{ "jobName": "a b", "novelty": 1 }');
    const uri = vscode.window.activeTextEditor?.document.uri;
    assert.ok(uri);
    assert.match(uri.path, /\/job\.batchjob\.json$/);
    assert.equal(files.activeUri(), uri.toString());
    assert.deepEqual(
      readdirSync(folder.fsPath).filter((name) => name.startsWith('job')),
      [],
    );
    const messages = (): string =>
      vscode.languages
        .getDiagnostics(uri)
        .map(({ message }) => message)
        .join('\n');
    await until(30_000, 'the schema finds the faults', () => /jobQueue/.test(messages()) && /novelty/.test(messages()));
    await files.edit('job.batchjob.json', '{}');
    const second = vscode.window.activeTextEditor?.document;
    assert.match(second?.uri.path ?? '', /\/job-2\.batchjob\.json$/);
    await files.show(second?.uri.toString() ?? '', 1);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
