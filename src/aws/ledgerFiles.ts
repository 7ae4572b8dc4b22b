// The ledger on the disk: each window appends to a file of its own, readers read them all, one at a time makes them small.
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compactLedger } from '../app/ledger/foldLedger';
import { type LedgerEntry, readEntry, writeEntry } from '../app/ledger/ledgerEntry';
import type { LedgerContent, LedgerPort } from '../app/ledger/ledgerPort';
import { AppError, messageOf } from '../core/errors';

/** `runs-v1-<process id>-<random>.jsonl`; another version is another format. */
const fileName = /^runs-v(\d+)-(\d+)-[0-9a-f]+\.jsonl$/;
const version = 1;
/** Making it small, and what a window does alone, take no second: who holds a lock for longer was killed. */
const staleLockMs = 60_000;
/** Of windows that are gone; more of them, or more of all that there is, are made into one. */
const maxLooseFiles = 20;
const maxLooseShare = 0.25;
/** A file may go while it is read, as another window makes the ledger small. */
const maxReads = 10;

type Segment = { readonly name: string; readonly isOpen: boolean };
type Segments = { readonly ours: readonly Segment[]; readonly newerFiles: readonly string[] };
type Lines = Pick<LedgerContent, 'entries' | 'badLines'>;

export class LedgerFiles implements LedgerPort {
  readonly window = segmentName();
  /** Bytes of whole lines that were read of each file. */
  private readTo = new Map<string, number>();
  private file: Promise<FileHandle> | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly folder: string) {}

  append(entries: readonly LedgerEntry[]): Promise<void> {
    const task = this.last.then(() => this.guarded('written', () => this.write(entries)));
    // Who waits for this one is told of its failure; the next one tries again.
    this.last = task.catch(() => undefined);
    return task;
  }

  readNew(): Promise<LedgerContent> {
    return this.guarded('read', async () => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await this.readOnce();
        } catch (cause) {
          if (codeOf(cause) !== 'ENOENT' || tries >= maxReads) throw cause;
        }
      }
    });
  }

  compact(maxRuns: number, now: number, isForced: boolean): Promise<boolean> {
    return this.guarded('made small', () =>
      this.locked('compacting', async () => {
        await this.removeHalves();
        const { ours } = await this.list();
        if (isForced || (await this.isWorthwhile(ours))) await this.replaceClosed(ours, maxRuns, now);
      }),
    );
  }

  alone(action: () => Promise<void>): Promise<boolean> {
    return this.guarded('locked', () => this.locked('claiming', action));
  }

  async dispose(): Promise<void> {
    await this.last;
    await (await this.file)?.close();
    this.file = undefined;
  }

  private async write(entries: readonly LedgerEntry[]): Promise<void> {
    this.file ??= this.openOwn();
    let file: FileHandle;
    try {
      file = await this.file;
    } catch (cause) {
      this.file = undefined;
      throw cause;
    }
    // It begins on a line of its own, also after a write that a full disk has cut off.
    await file.appendFile(`\n${entries.map(writeEntry).join('\n')}\n`);
    await file.datasync();
  }

  private async openOwn(): Promise<FileHandle> {
    await mkdir(this.folder, { recursive: true });
    return open(join(this.folder, this.window), 'a', 0o600);
  }

  private async list(): Promise<Segments> {
    const names = await readdir(this.folder).catch((cause: unknown) => {
      if (codeOf(cause) === 'ENOENT') return [];
      throw cause;
    });
    const ours: Segment[] = [];
    const newerFiles: string[] = [];
    for (const name of names.sort()) {
      const [, itsVersion, pid] = fileName.exec(name) ?? [];
      if (itsVersion === undefined) continue;
      if (Number(itsVersion) === version) ours.push({ name, isOpen: isAlive(Number(pid)) });
      else newerFiles.push(name);
    }
    return { ours, newerFiles };
  }

  private async readOnce(): Promise<LedgerContent> {
    const { ours, newerFiles } = await this.list();
    const names = ours.map(({ name }) => name);
    // What was read of a file that is gone may have been left out of the one that has come in its place.
    const isWhole = this.readTo.size === 0 || [...this.readTo.keys()].some((name) => !names.includes(name));
    const before = isWhole ? new Map<string, number>() : this.readTo;
    const read = await Promise.all(names.map((name) => readFrom(join(this.folder, name), before.get(name) ?? 0)));
    this.readTo = new Map(names.map((name, n) => [name, read[n]?.readTo ?? 0]));
    return { ...linesOf(read.map(({ text }) => text)), isWhole, newerFiles };
  }

  /** To write a large file anew for each small one would cost every start of a window a second or two. */
  private async isWorthwhile(ours: readonly Segment[]): Promise<boolean> {
    const closed = ours.filter(({ isOpen }) => !isOpen);
    const loose = closed.filter(({ name }) => !isCompacted(name));
    const sizeOf = async (segments: readonly Segment[]): Promise<number> => {
      const sizes = segments.map(async ({ name }) => (await stat(join(this.folder, name))).size);
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    };
    if (loose.length > maxLooseFiles || closed.length - loose.length > 1) return true;
    return (await sizeOf(loose)) > maxLooseShare * (await sizeOf(closed));
  }

  /**
   * What is kept goes into one new file, which is there before the old ones go: a kill between leaves lines twice. Lines
   * of open files are in it too: what a window that is gone has written of their runs has nowhere else to stand.
   */
  private async replaceClosed(ours: readonly Segment[], maxRuns: number, now: number): Promise<void> {
    const closed = ours.filter(({ isOpen }) => !isOpen).map(({ name }) => name);
    if (closed.length === 0) return;
    const read = await Promise.all(ours.map(({ name }) => readFrom(join(this.folder, name), 0)));
    const kept = compactLedger(linesOf(read.map(({ text }) => text)).entries, maxRuns, now);
    if (kept.length > 0) await this.writeWhole(kept);
    await Promise.all(closed.map((name) => rm(join(this.folder, name), { force: true })));
  }

  private async writeWhole(entries: readonly LedgerEntry[]): Promise<void> {
    const path = join(this.folder, segmentName(0));
    const file = await open(`${path}.part`, 'w', 0o600);
    try {
      await file.writeFile(`${entries.map(writeEntry).join('\n')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
  }

  /** What a window that was killed meanwhile has left; nothing was taken away for it. */
  private async removeHalves(): Promise<void> {
    const halves = (await readdir(this.folder)).filter((name) => name.endsWith('.jsonl.part'));
    await Promise.all(halves.map((name) => rm(join(this.folder, name), { force: true })));
  }

  /** @returns false when the lock is another window's. */
  private async locked(name: string, action: () => Promise<void>): Promise<boolean> {
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, name);
    if (!(await takeLock(path))) return false;
    try {
      await action();
      return true;
    } finally {
      await rm(path, { force: true });
    }
  }

  private async guarded<T>(what: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      const text = `The ledger of runs in ${this.folder} cannot be ${what}: ${messageOf(cause)}`;
      throw new AppError('invalid', `${text}. See whether the disk is full or the folder is not yours.`, { cause });
    }
  }
}

async function takeLock(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
  }
  const since = await stat(path).catch(() => undefined);
  // Taken by the next one who asks, so that two who see it at once do not both go on.
  if (since !== undefined && Date.now() - since.mtimeMs > staleLockMs) await rm(path, { force: true });
  return false;
}

function isCompacted(name: string): boolean {
  return fileName.exec(name)?.[2] === '0';
}

/** Process 0 never runs: such a file is closed, and what others were made into. */
function segmentName(pid = process.pid): string {
  return `runs-v${version}-${pid}-${randomBytes(8).toString('hex')}.jsonl`;
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // It runs, and belongs to somebody else.
    return codeOf(cause) === 'EPERM';
  }
}

/** @returns how far there are whole lines; what follows them is read again the next time. */
async function readFrom(path: string, start: number): Promise<{ readonly text: string; readonly readTo: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.max(0, size - start));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    const read = bytes.subarray(0, bytesRead);
    return { text: read.toString('utf8'), readTo: start + read.lastIndexOf(0x0a) + 1 };
  } finally {
    await file.close();
  }
}

function linesOf(texts: readonly string[]): Lines {
  const entries: LedgerEntry[] = [];
  let badLines = 0;
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    if (line === '') continue;
    const entry = readEntry(line);
    if (entry === undefined) badLines += 1;
    else entries.push(entry);
  }
  return { entries, badLines };
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
