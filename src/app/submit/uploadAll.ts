// Uploads many files, a few at a time: one that fails does not keep the others from arriving.
import { AppError, type ErrorKind, messageOf } from '../../core/errors';
import { formatBytes } from '../../core/time';
import type { FilesPort } from '../filePorts';
import type { Translate } from '../l10n';
import type { StoragePort } from '../ports';
import { Lanes } from '../store/lanes';
import type { Progress } from '../ui';
import type { UploadItem } from './uploadSet';

export type UploadOutcome = {
  readonly uploaded: readonly UploadItem[];
  readonly failed: readonly { readonly item: UploadItem; readonly message: string }[];
};

export type UploadTarget = {
  readonly storage: StoragePort;
  readonly bucket: string;
  readonly keyOf: (item: UploadItem) => string;
};

const filesAtOnce = 4;
/** What is wrong with the connection or the bucket is wrong for every file. */
const stopping: readonly ErrorKind[] = ['signedOut', 'expired', 'engine', 'untrusted', 'network', 'notFound'];

/** An upload that ended early, and how far it got. */
export class UploadStopped extends Error {
  constructor(
    readonly reason: unknown,
    readonly outcome: UploadOutcome,
  ) {
    super(messageOf(reason));
    this.name = 'UploadStopped';
  }
}

/** @throws UploadStopped when it was cancelled, or no file could have arrived any more */
export async function uploadAll(
  items: readonly UploadItem[],
  { storage, bucket, keyOf }: UploadTarget,
  files: FilesPort,
  signal: AbortSignal,
  onSent: (item: UploadItem, sentBytes: number) => void,
): Promise<UploadOutcome> {
  const uploaded: UploadItem[] = [];
  const failed: UploadOutcome['failed'][number][] = [];
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const isStopped = (): boolean => either.aborted;
  let leftParts: AppError | undefined;
  const uploadOne = async (item: UploadItem): Promise<void> => {
    if (isStopped()) return;
    const content = files.input(item.uri).open(either);
    const onSentOfItem = (sentBytes: number): void => onSent(item, sentBytes);
    const upload = { bucket, key: keyOf(item), content, sizeBytes: item.sizeBytes, onSent: onSentOfItem };
    try {
      await storage.upload(upload, either);
      uploaded.push(item);
    } catch (cause) {
      // After an abort only what could not be cleared away is worth telling.
      if (isStopped()) leftParts ??= cause instanceof AppError ? cause : undefined;
      else if (cause instanceof AppError && !stopping.includes(cause.kind))
        failed.push({ item, message: cause.message });
      else stop.abort(cause);
    }
  };
  const lanes = new Lanes(filesAtOnce);
  await Promise.all(items.map((item) => lanes.run(() => uploadOne(item))));
  const outcome = { uploaded, failed };
  if (isStopped()) throw new UploadStopped(leftParts ?? either.reason, outcome);
  return outcome;
}

/** Adds up what the single files tell. */
export function uploadMeter(
  items: readonly UploadItem[],
  progress: Progress,
  t: Translate,
): (item: UploadItem, sentBytes: number) => void {
  const totalBytes = items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const sent = new Map<UploadItem, number>();
  let doneBytes = 0;
  return (item, sentBytes) => {
    doneBytes += sentBytes - (sent.get(item) ?? 0);
    sent.set(item, sentBytes);
    const percent = totalBytes === 0 ? undefined : Math.min(100, (doneBytes / totalBytes) * 100);
    progress.report(t('{0}: {1} of {2}', item.path, formatBytes(doneBytes), formatBytes(totalBytes)), percent);
  };
}
