// Changes a queue or an environment into what a document says: only what differs is sent, after it was shown.
import { type JsonNode, memberOf, parsePositionedJson } from '../../core/positionedJson';
import { AppError } from '../../core/errors';
import { differenceLines } from '../clone/differenceLines';
import { connectionName } from '../connectionText';
import { type DocumentReader, readShownDocument } from '../documents/readDocument';
import type { Translate } from '../l10n';
import type { RawRequest } from '../managePort';
import type { Session } from '../session';
import { inSession } from '../submit/inSession';
import { type ChangeFault, changeOf } from './changeOf';
import { refuseWhileChanging } from './changing';
import type { RawResource, ResourceKind } from './resourceKind';
import { type SendServices, sendAndWait } from './sendAndWait';

/** @throws UserCancelled, AppError */
export async function updateResource<T extends RawRequest>(
  kind: ResourceKind<T>,
  target: unknown,
  services: SendServices,
): Promise<void> {
  const { t, ui } = services;
  const name = kind.nameOf(await readShownDocument(target, kind.document, services));
  await inSession(services, async (session) => {
    const raw = await find(kind, name, session, t);
    refuseWhileChanging({ name, status: raw.status }, t);
    const before = kind.documentOf(raw);
    const document = await readShownDocument(target, { ...kind.document, read: readAgainst(before, kind) }, services);
    const after = kind.normalized(document);
    const { change } = changeOf(before, after, kind.changeable);
    if (Object.keys(change).length === 0) {
      ui.inform(t('{0} stays as it is.', name));
      return;
    }
    // The difference is what the user has to see, wherever it is.
    await ui.confirm(t('Update {0}?', name), {
      detail: [
        connectionName(session.connection, t),
        ...differenceLines(before, after),
        ...kind.updateDetail(change, before, t),
      ].join('\n'),
      action: t('Update'),
    });
    const send = async (signal: AbortSignal): Promise<string> => {
      await kind.update(session.manage, name, change, signal);
      return raw.jobQueueArn ?? raw.computeEnvironmentArn ?? '';
    };
    const sending = { name, title: t('Updating {0}', name), send, done: t('{0} is updated, and VALID.', name) };
    await sendAndWait(kind, sending, session, services);
  });
}

async function find<T extends RawRequest>(
  kind: ResourceKind<T>,
  name: string,
  { batch, signal }: Session,
  t: Translate,
): Promise<RawResource> {
  try {
    return (await batch.fetchRaw(kind.resource(name), signal)) as RawResource;
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.kind !== 'notFound') throw cause;
    throw new AppError('notFound', t('There is no {0} on this connection. Create makes it.', name), { cause });
  }
}

/** Reads a document that must not change what cannot be changed. */
function readAgainst<T extends RawRequest>(before: T, kind: ResourceKind<T>): DocumentReader<T> {
  return (text, t) => {
    const read = kind.document.read(text, t);
    if (read.document === undefined) return read;
    const { faults } = changeOf(before, kind.normalized(read.document), kind.changeable);
    if (faults.length === 0) return read;
    const root = parsePositionedJson(text);
    return { faults: faults.map((fault) => ({ line: lineOf(root, fault.path), text: textOf(fault, t) })) };
  };
}

function textOf({ path, reason }: ChangeFault, t: Translate): string {
  const member = path.join('.');
  return reason === 'needed'
    ? t('{0} can be changed, but not taken away: say what it should be.', member)
    : t('{0} cannot be changed by an update. Put back what it was, or create another one.', member);
}

/** Of what is missing: the line of the object that it was in. */
function lineOf(root: JsonNode, path: readonly string[]): number {
  const [name = '', ...rest] = path;
  const member = memberOf(root, name);
  if (member === undefined) return root.line;
  return rest.length === 0 ? member.line : lineOf(member, rest);
}
