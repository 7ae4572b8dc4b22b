// Why children failed: what AWS says of each, and the same for all that failed alike.
import type { JobSummary } from '../../core/job';
import type { Translate } from '../l10n';
import type { FailureGroup } from './protocol';

/** Thousands of children may each have a reason of their own. */
const maxReasonLength = 500;
/** Nobody reads more; the table has the others. */
const maxGroups = 100;

/** AWS says this of every container that ended by itself. */
const ordinaryEnd = 'Essential container in task exited';

/** Undefined where the exit code says all that there is to say. */
export function failureReason({ reason, statusReason }: JobSummary): string | undefined {
  const text = reason ?? (statusReason?.startsWith(ordinaryEnd) === true ? undefined : statusReason);
  return text === undefined || text === '' ? undefined : shortened(text, maxReasonLength);
}

export function shortened(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

type Failed = {
  readonly index: number;
  readonly exitCode?: number;
  /** See `reasonGroup`. */
  readonly group?: string;
};

/** The most frequent first. */
export function failureGroups(failed: Iterable<Failed>, t: Translate): FailureGroup[] {
  const groups = new Map<string, number[]>();
  for (const child of failed) {
    const text = groupText(child, t);
    const indexes = groups.get(text);
    if (indexes === undefined) groups.set(text, [child.index]);
    else indexes.push(child.index);
  }
  return [...groups]
    .sort(([, one], [, other]) => other.length - one.length)
    .slice(0, maxGroups)
    .map(([text, indexes]) => ({ id: text, text, indexes }));
}

function groupText({ exitCode, group }: Failed, t: Translate): string {
  if (group !== undefined) return group;
  return exitCode === undefined ? t('no reason given') : t('exit code {0}', exitCode);
}

/** `Host EC2 (instance i-0ab…) terminated.` of two instances is one reason, and so are two errors of one name. */
export function reasonGroup(reason: string): string {
  const named = /^(\w*(?:Error|Exception))\b/.exec(reason)?.[1];
  if (named !== undefined) return named;
  return reason
    .replaceAll(/\barn:[\w:/.+=@-]+/g, 'arn:…')
    .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '…')
    .replaceAll(/\b(i|eni|subnet|sg|vpc)-[0-9a-f]{8,}\b/g, '$1-…')
    .replaceAll(/\b(?=[0-9a-f]*\d)[0-9a-f]{12,}\b/gi, '…')
    .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '…');
}
