// Saves what a run of the pipeline has made.
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { isTerminal } from '../../core/jobStatus';
import { formatBytes } from '../../core/time';
import { stateText } from '../jobLog/logPlace';
import { findMerge } from '../pipeline/findMerge';
import { type RunOfJob, runOfJob } from '../pipeline/runOfJob';
import type { OpenObject } from '../ports';
import type { Services } from '../services';
import type { Session } from '../session';
import { inSession } from '../submit/inSession';
import type { Command } from './command';
import { targetNode } from './targetNode';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'files' | 'explorer'>;

/** Of more nobody wants to see the whole in an editor. */
const maxShownBytes = 5_000_000;

export const downloadResult: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { ui, t, files } = services;
    const job = await describeTarget(target, services, session);
    const run = runOfJob(job);
    if (run === undefined)
      throw new AppError('invalid', t('{0} is no job of a pipeline: it has no result.', job.jobName));
    await checkThere(run, job, session, services);
    const uri = await ui.askSaveLocation(run.resultName, t('Download Result'));
    const sizeBytes = await ui.withProgress(t('Downloading {0}', run.resultName), async (progress, cancel) => {
      const signal = AbortSignal.any([cancel, session.signal]);
      const object = await session.storage.openObject(run.result, signal);
      const report = (doneBytes: number): void => {
        const text = t('{0} of {1}', formatBytes(doneBytes), formatBytes(object.sizeBytes));
        progress.report(text, object.sizeBytes > 0 ? Math.min(100, (doneBytes / object.sizeBytes) * 100) : undefined);
      };
      return files.write(uri, counted(object, report, signal), signal);
    });
    const actions = sizeBytes <= maxShownBytes ? [{ label: t('Open'), run: () => files.show(uri) }] : [];
    ui.inform(t('{0} was saved ({1}).', files.nameOf(uri), formatBytes(sizeBytes)), ...actions);
  });

async function describeTarget(target: unknown, services: Needs, { batch, signal }: Session): Promise<Job> {
  const { t } = services;
  const node = targetNode(services, target);
  if (node.kind !== 'job') throw new AppError('invalid', t('Select a job of a pipeline first.'));
  const [job] = await batch.describeJobs([node.jobId], signal);
  if (job !== undefined) return job;
  throw new AppError('notFound', t('AWS Batch does not know the job {0} any longer.', node.jobId));
}

/** @throws AppError `notFound` that says what the result waits for, or why there will be none */
async function checkThere(run: RunOfJob, clicked: Job, session: Session, { t }: Needs): Promise<void> {
  const { storage, signal } = session;
  if ((await storage.headObject(run.result, signal)) !== undefined) return;
  const merge = (await findMerge(run, clicked, session)) ?? clicked;
  const state = stateText(merge, t);
  const { bucket, key } = run.result;
  if (!isTerminal(merge.status)) {
    throw new AppError('notFound', t('The result is not there yet. The job {0} is {1}', merge.jobName, state));
  }
  if (merge.status === 'FAILED') {
    throw new AppError('notFound', t('There is no result: the job {0} is {1}.', merge.jobName, state));
  }
  throw new AppError('notFound', t('There is no s3://{0}/{1}: the result was removed.', bucket, key));
}

async function* counted(
  { chunks }: OpenObject,
  report: (doneBytes: number) => void,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  let doneBytes = 0;
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    doneBytes += chunk.length;
    yield chunk;
    report(doneBytes);
  }
}
