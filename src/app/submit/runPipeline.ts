// Plans and submits one file under the eyes of the user.
import type { PipelinePlan } from '../../core/pipelinePlan';
import { formatBytes } from '../../core/time';
import { planRun } from '../pipeline/planRun';
import type { Run } from '../pipeline/runRequest';
import { type SubmitProgress, submitRun } from '../pipeline/submitRun';
import type { InputFile } from '../ports';
import type { Services } from '../services';
import type { Session } from '../session';
import type { Progress } from '../ui';
import type { PipelineChoices } from './pipelineChoices';
import type { AgreedPlan } from './planView';

export type RunServices = Pick<Services, 'ui' | 't' | 'log' | 'clock'>;

/** @throws UserCancelled; AppError `invalid` when the file cannot be an input */
export function planUnderProgress(
  input: InputFile,
  sizeBytes: number,
  { skipBlank, maxChildren }: PipelineChoices,
  { ui, t }: RunServices,
): Promise<PipelinePlan> {
  return ui.withProgress(t('Reading {0}', input.name), (progress, signal) =>
    planRun(input, { skipBlank, maxChildren }, signal, (readBytes) =>
      progress.report(t('{0} of {1}', formatBytes(readBytes), formatBytes(sizeBytes)), percent(readBytes, sizeBytes)),
    ),
  );
}

/** Uploads and submits. Cancelling undoes what was done. */
export function submitUnderProgress(
  input: InputFile,
  { plan, request }: AgreedPlan,
  session: Session,
  services: RunServices,
): Promise<Run> {
  const { ui, t, clock } = services;
  const ports = { batch: session.batch, storage: session.storage, clock, random: Math.random };
  return ui.withProgress(t('Submitting {0}', input.name), (progress, cancel) => {
    const signal = AbortSignal.any([cancel, session.signal]);
    return submitRun(input, plan, request, ports, signal, (step) => tell(step, progress, services));
  });
}

function tell(step: SubmitProgress, progress: Progress, { ui, t, log }: RunServices): void {
  switch (step.stage) {
    case 'upload': {
      const { sentBytes, totalBytes } = step;
      const text = t('uploading, {0} of {1}', formatBytes(sentBytes), formatBytes(totalBytes));
      progress.report(text, percent(sentBytes, totalBytes));
      return;
    }
    case 'submitted':
      log.info(`Submitted ${step.job.jobName} (${step.job.jobId}).`);
      progress.report(t('{0} was submitted', step.job.jobName), 100);
      return;
    case 'note':
      log.warn(step.text);
      ui.warn(step.text);
  }
}

function percent(part: number, whole: number): number | undefined {
  return whole > 0 ? Math.min(100, (part / whole) * 100) : undefined;
}
