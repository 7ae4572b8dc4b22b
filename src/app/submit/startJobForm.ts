// The form for a job as it is at first: what was clicked and what was used last say a part of it.
import { nameOfArn } from '../../core/arn';
import type { Connection } from '../../core/connection';
import type { Memory, Services } from '../services';
import type { Session } from '../session';
import { isNode } from '../tree';
import { fetchDefinitionFacts } from './definitionFacts';
import { type JobForm, emptyForm } from './jobForm';
import type { JobFormFieldId } from './jobFormFields';
import { fetchQueueShares } from './queueShares';
import { lastUsed, rememberUsed, textOf } from './lastUsed';

export type StartedForm = { readonly form: JobForm; readonly known: readonly JobFormFieldId[] };

/** Under this name the choices are remembered. */
const what = 'job';

/** @param target a definition, a revision or a queue of the tree; anything else says nothing */
export async function startJobForm(
  target: unknown,
  session: Session,
  { workspaceMemory, t }: Pick<Services, 'workspaceMemory' | 't'>,
): Promise<StartedForm> {
  const form = { ...emptyForm, jobQueue: usedQueue(workspaceMemory, session.connection) };
  if (!isNode(target)) return { form, known: [] };
  if (target.kind === 'queue') {
    const queueShares = await fetchQueueShares(target.arn, session.batch, session.signal);
    return { form: { ...form, jobQueue: nameOfArn(target.arn), queueShares }, known: ['queue'] };
  }
  if (target.kind !== 'definition' && target.kind !== 'revision') return { form, known: [] };
  const name = target.kind === 'definition' ? target.name : nameOfArn(target.arn);
  const facts = await fetchDefinitionFacts(name, session.batch, t, session.signal);
  return { form: { ...form, facts }, known: ['definition'] };
}

export function rememberQueue(memory: Memory, connection: Connection, jobQueue: string): Promise<void> {
  return rememberUsed(memory, what, connection, { jobQueue });
}

function usedQueue(memory: Memory, connection: Connection): string | undefined {
  return textOf(lastUsed(memory, what, connection).jobQueue) ?? (connection.kind === 'local' ? 'local' : undefined);
}
