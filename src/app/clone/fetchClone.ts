// Gets the request that a job was made by.
import { nameOfArn } from '../../core/arn';
import { AppError } from '../../core/errors';
import type { Translate } from '../l10n';
import type { Session } from '../session';
import { type DefinitionFacts, definitionFacts } from '../submit/definitionFacts';
import { type ClonedRequest, type RawJob, type RawJobDefinition, clonedRequest } from './clonedRequest';

export type Clone = ClonedRequest & { readonly facts: DefinitionFacts };

/** @throws AppError `notFound` when AWS Batch has forgotten the job */
export async function fetchClone(jobId: string, { batch, signal }: Session, t: Translate): Promise<Clone> {
  const job = (await batch.fetchRaw({ kind: 'job', jobId }, signal)) as RawJob;
  const name = nameOfArn(job.jobDefinition ?? '');
  const definition = await definitionOf(name, batch, signal);
  const facts: DefinitionFacts =
    definition === undefined
      ? { definition: name, shape: 'unknown', isFargate: false, containers: [] }
      : definitionFacts(name, definition);
  return { ...clonedRequest(job, definition, t), facts };
}

async function definitionOf(
  name: string,
  batch: Session['batch'],
  signal: AbortSignal,
): Promise<RawJobDefinition | undefined> {
  try {
    return (await batch.fetchRaw({ kind: 'jobDefinition', name }, signal)) as RawJobDefinition;
  } catch (cause) {
    // Deregistered long ago, or not to be read: the request says all of it then, and a note says so.
    if (cause instanceof AppError && (cause.kind === 'notFound' || cause.kind === 'denied')) return undefined;
    throw cause;
  }
}
