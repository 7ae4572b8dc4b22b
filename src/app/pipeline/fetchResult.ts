// Opens what a run has made.
import { AppError, withMessage } from '../../core/errors';
import type { OpenObject, StoragePort } from '../ports';
import type { Run } from './runRequest';

/** @throws AppError `notFound` when the run has made no result (it failed, or somebody removed it). */
export async function fetchResult(
  { bucket, resultKey, runId }: Pick<Run, 'bucket' | 'resultKey' | 'runId'>,
  storage: StoragePort,
  signal: AbortSignal,
): Promise<OpenObject> {
  try {
    return await storage.openObject({ bucket, key: resultKey }, signal);
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.kind !== 'notFound') throw cause;
    throw withMessage(cause, `The run ${runId} has no result: there is no s3://${bucket}/${resultKey}`);
  }
}
