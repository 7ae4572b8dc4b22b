// Uploads files and folders to S3.
import { AppError } from '../../core/errors';
import type { FilesPort } from '../filePorts';
import type { Services } from '../services';
import type { Session } from '../session';
import { inSteps } from '../steps';
import { settleUnsaved } from '../submit/chooseFile';
import { existingKeys } from '../submit/existingKeys';
import { inSession } from '../submit/inSession';
import { lastUsed, rememberUsed, textOf } from '../submit/lastUsed';
import { pickBucket } from '../submit/pickName';
import { type UploadOutcome, UploadStopped, uploadAll, uploadMeter } from '../submit/uploadAll';
import { type UploadItem, checkKeys, uploadSet } from '../submit/uploadSet';
import type { Command } from './command';
import { UserCancelled } from './userCancelled';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'files' | 'workspaceMemory'>;

type Place = { readonly bucket?: string; readonly prefix: string };

/** Under this name the choices are remembered. */
const what = 'upload';

export const uploadFiles: Command<Needs> = async (services, target, selection) => {
  const { files, ui, t } = services;
  const uris = await chooseFiles(services, target, selection);
  const items = await ui.withProgress(t('Looking for files'), (_, signal) => uploadSet(uris, files, t, signal));
  const unsaved = items.map(({ uri }) => uri).filter((uri) => files.isUnsaved(uri));
  if (unsaved.length > 0) await settleUnsaved(unsaved, services);
  await inSession(services, async (session) => {
    const { bucket = '', prefix } = await choosePlace(services, session);
    const keyOf = ({ path }: UploadItem): string => `${prefix}${path}`;
    checkKeys(items.map(keyOf), t);
    const wanted = await withoutUnwanted(items, { bucket, keyOf }, services, session);
    const outcome = await ui
      .withProgress(t('Uploading to {0}', `s3://${bucket}/${prefix}`), (progress, cancel) => {
        const signal = AbortSignal.any([cancel, session.signal]);
        const { storage } = session;
        return uploadAll(wanted, { storage, bucket, keyOf }, files, signal, uploadMeter(wanted, progress, t));
      })
      .catch((cause: unknown) => endEarly(cause, wanted.length, services));
    tellOutcome(outcome, `s3://${bucket}/${prefix}`, services);
  });
};

/** What was clicked with what is selected beside it, else what the user picks. */
async function chooseFiles(
  { files, ui, t }: Needs,
  target: unknown,
  selection: readonly unknown[] | undefined,
): Promise<readonly string[]> {
  const clicked = files.uriOf(target);
  if (clicked !== undefined) {
    const selected = Array.isArray(selection) ? selection.flatMap((one) => files.uriOf(one) ?? []) : [];
    return selected.includes(clicked) ? selected : [clicked];
  }
  const title = t('Upload File to S3');
  const kind = await ui.pick<Parameters<FilesPort['ask']>[0]>(
    [
      { label: t('Files…'), icon: 'files', value: 'files' },
      { label: t('A Folder…'), icon: 'folder', value: 'folder' },
    ],
    { title },
  );
  return files.ask(kind, { title, action: t('Upload') });
}

async function choosePlace(services: Needs, session: Session): Promise<Place> {
  const { ui, t, workspaceMemory } = services;
  const { connection } = session;
  const used = lastUsed(workspaceMemory, what, connection);
  const initial: Place = {
    bucket: textOf(used.bucket) ?? (connection.kind === 'local' ? 'pipeline' : undefined),
    prefix: textOf(used.prefix) ?? '',
  };
  const title = t('Upload File to S3');
  const place = await inSteps(initial, [
    async (state, canGoBack) => {
      const options = { title, placeholder: t('Bucket'), step: 1, totalSteps: 2, canGoBack };
      return { ...state, bucket: await pickBucket(services, session, options, state.bucket) };
    },
    async (state, canGoBack) => {
      const prompt = t('Prefix of the keys, such as data/2026/. Empty: the files lie at the top of the bucket.');
      const validate = (value: string): string | undefined =>
        value.trim().startsWith('/') ? t('A key does not begin with a slash.') : undefined;
      const options = { title, prompt, value: state.prefix, validate, step: 2, totalSteps: 2, canGoBack };
      const typed = (await ui.input(options)).trim();
      return { ...state, prefix: typed === '' || typed.endsWith('/') ? typed : `${typed}/` };
    },
  ]);
  await rememberUsed(workspaceMemory, what, connection, place);
  return place;
}

/** Asks once what becomes of objects that are there already. @throws UserCancelled */
async function withoutUnwanted(
  items: readonly UploadItem[],
  { bucket, keyOf }: { readonly bucket: string; readonly keyOf: (item: UploadItem) => string },
  { ui, t }: Needs,
  session: Session,
): Promise<readonly UploadItem[]> {
  const keys = items.map(keyOf);
  const existing = await ui.withProgress(t('Looking for objects that are there already'), (_, cancel) =>
    existingKeys(session.storage, bucket, keys, AbortSignal.any([cancel, session.signal])),
  );
  if (existing?.size === 0) return items;
  if (existing === undefined) {
    const question = t(
      'It cannot be told whether there are objects of these names already: the credentials may not look.',
    );
    await ui.confirm(question, { action: t('Overwrite') });
    return items;
  }
  const others = items.filter((item) => !existing.has(keyOf(item)));
  const overwrite = { label: t('Overwrite'), value: items };
  const skip = { label: t('Skip Existing'), value: others };
  const question =
    existing.size === 1
      ? t('s3://{0}/{1} exists already.', bucket, [...existing].join())
      : t('{0} of {1} objects exist already.', existing.size, items.length);
  return ui.choose(question, {
    detail: [...existing].slice(0, 10).join('\n'),
    actions: others.length === 0 ? [overwrite] : [overwrite, skip],
  });
}

function endEarly(cause: unknown, total: number, { ui, t }: Needs): never {
  if (!(cause instanceof UploadStopped)) throw cause;
  const { reason, outcome } = cause;
  const arrived = t('{0} of {1} files were uploaded before.', outcome.uploaded.length, total);
  if (reason instanceof AppError) throw new AppError(reason.kind, `${reason.message} ${arrived}`, { cause: reason });
  if (reason instanceof UserCancelled && outcome.uploaded.length > 0) ui.inform(t('Cancelled. {0}', arrived));
  throw reason;
}

function tellOutcome({ uploaded, failed }: UploadOutcome, place: string, { ui, t }: Needs): void {
  const [first] = uploaded;
  if (failed.length === 0) {
    const uri = uploaded.length === 1 && first !== undefined ? `${place}${first.path}` : place;
    const text =
      uploaded.length === 1 ? t('Uploaded to {0}.', uri) : t('{0} files were uploaded to {1}.', uploaded.length, uri);
    ui.inform(text, { label: t('Copy S3 URI'), run: () => ui.copy(uri, t('S3 URI')) });
    return;
  }
  const list = failed.map(({ item, message }) => `${item.path}\n    ${message}`).join('\n');
  const name = t('failed uploads');
  const show = {
    id: `failed-uploads:${place}`,
    name,
    language: 'plaintext',
    read: () => Promise.resolve(list),
  } as const;
  ui.warn(
    t(
      '{0} of {1} files were uploaded to {2}; {3} failed.',
      uploaded.length,
      uploaded.length + failed.length,
      place,
      failed.length,
    ),
    { label: t('Show Failures'), run: () => ui.openDocument(show) },
  );
}
