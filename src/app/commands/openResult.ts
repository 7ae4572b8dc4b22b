// Opens what a run of the pipeline has made in a read-only document.
import { AppError } from '../../core/errors';
import { formatBytes } from '../../core/time';
import { runOfJob } from '../pipeline/runOfJob';
import type { ObjectAddress } from '../ports';
import type { Services } from '../services';
import type { Session } from '../session';
import { inSession } from '../submit/inSession';
import type { Command } from './command';
import { targetNode } from './targetNode';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer'>;

/** Editors get slow beyond this. */
const maxShownBytes = 20_000_000;

export const openResult: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { ui, t } = services;
    const node = targetNode(services, target);
    if (node.kind !== 'job') throw new AppError('invalid', t('Select a job of a pipeline first.'));
    const [job] = await session.batch.describeJobs([node.jobId], session.signal);
    if (job === undefined) {
      throw new AppError('notFound', t('AWS Batch does not know the job {0} any longer.', node.jobId));
    }
    const run = runOfJob(job);
    if (run === undefined) {
      throw new AppError('invalid', t('{0} is no job of a pipeline: it has no result.', job.jobName));
    }
    await ui.openDocument({
      id: `result:${session.id}:${run.result.bucket}/${run.result.key}`,
      name: run.resultName,
      language: 'plaintext',
      read: (signal) => readText(run.result, session, AbortSignal.any([signal, session.signal]), services),
    });
  });

async function readText(
  address: ObjectAddress,
  { storage }: Session,
  signal: AbortSignal,
  { t }: Needs,
): Promise<string> {
  const { sizeBytes, chunks } = await storage.openObject(address, signal);
  if (sizeBytes > maxShownBytes) {
    throw new AppError('invalid', t('It is too large for an editor ({0}): download it.', formatBytes(sizeBytes)));
  }
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
