// Uploads the input of a run and submits its two jobs, or leaves nothing behind.
import { AppError, messageOf } from '../../core/errors';
import { indexChunks, indexSizeBytes } from '../../core/pipelineIndex';
import type { PipelinePlan } from '../../core/pipelinePlan';
import type { InputFile, StoragePort } from '../ports';
import { neverAborted } from './neverAborted';
import { type PipelineJobs, pipelineJobs } from './pipelineJobs';
import { makeRunId } from './runId';
import { runManifest } from './runManifest';
import { type Run, type RunRequest, type SubmittedJob, runKeys } from './runRequest';
import { describeStillRunning, stopJobs } from './stopRun';
import { type SubmitPorts, jobsNamed, submitOnce } from './submitOnce';
import { verifiedContent } from './verifiedContent';

export type SubmitProgress =
  /** To a place below `s3://<bucket>/<prefix>`. All have arrived when the two numbers are equal. */
  | { readonly stage: 'upload'; readonly prefix: string; readonly sentBytes: number; readonly totalBytes: number }
  | { readonly stage: 'submitted'; readonly role: 'split' | 'merge'; readonly job: SubmittedJob }
  /** Something unusual that the user should know of; all is well again. */
  | { readonly stage: 'note'; readonly text: string };

export type RunPorts = SubmitPorts & { readonly storage: StoragePort };

/** A run that an earlier try may have begun, under the same id. */
export type BegunRun = { readonly runId: string; readonly createdAtMs: number };

/**
 * When it fails or the signal is aborted, jobs that were submitted are terminated and objects that were written are
 * removed; what could not be undone is in the text of the error.
 * With `begun` nothing is undone: the next try writes the same objects and adopts the jobs that are there.
 * @throws AppError: `invalid` when the file is not the planned one or the jobs would not fit; whatever the services say.
 */
export async function submitRun(
  input: InputFile,
  plan: PipelinePlan,
  request: RunRequest,
  ports: RunPorts,
  signal: AbortSignal,
  onProgress: (progress: SubmitProgress) => void,
  begun?: BegunRun,
): Promise<Run> {
  const createdAtMs = begun?.createdAtMs ?? ports.clock.now();
  const runId = begun?.runId ?? makeRunId(createdAtMs, ports.random);
  const submission = new Submission(
    { runId, createdAtMs, inputName: input.name },
    pipelineJobs(request, plan, input.name, runId),
    plan,
    request,
    ports,
    onProgress,
    begun !== undefined,
  );
  try {
    signal.throwIfAborted();
    await submission.upload(input, signal);
    const run = await submission.submit(signal);
    signal.throwIfAborted();
    return run;
  } catch (cause) {
    throw begun !== undefined ? cause : await submission.undo(cause, signal);
  }
}

/** One run on its way, and what there is to undo. */
class Submission {
  private readonly written: string[] = [];
  private readonly submitted: SubmittedJob[] = [];
  private isOutcomeUnknown = false;
  private readonly keys: ReturnType<typeof runKeys>;

  constructor(
    private readonly identity: { readonly runId: string; readonly createdAtMs: number; readonly inputName: string },
    private readonly jobs: PipelineJobs,
    private readonly plan: PipelinePlan,
    private readonly request: RunRequest,
    private readonly ports: RunPorts,
    private readonly onProgress: (progress: SubmitProgress) => void,
    /** Its jobs may be there already. */
    private readonly mayBeBegun: boolean,
  ) {
    this.keys = runKeys(identity.runId, request.resultName);
  }

  async upload(input: InputFile, signal: AbortSignal): Promise<void> {
    const { plan, keys } = this;
    const { storage } = this.ports;
    const { bucket } = this.request;
    const indexBytes = indexSizeBytes(plan.childCount);
    const totalBytes = plan.sizeBytes + indexBytes;
    const onSent = (sentBytes: number): void =>
      this.onProgress({ stage: 'upload', prefix: keys.prefix, sentBytes, totalBytes });
    onSent(0);
    await this.write(keys.input, signal, (key) => {
      const content = verifiedContent(input.open(signal), plan, input.name);
      return storage.upload({ bucket, key, content, sizeBytes: plan.sizeBytes, onSent }, signal);
    });
    await this.write(keys.index, signal, (key) =>
      storage.upload({ bucket, key, content: indexChunks(plan.ranges), sizeBytes: indexBytes }, signal),
    );
    await this.write(keys.manifest, signal, () => this.putManifest(signal));
    onSent(totalBytes);
  }

  async submit(signal: AbortSignal): Promise<Run> {
    const split = await this.submitJob('split', signal);
    const merge = await this.submitJob('merge', signal, split);
    try {
      await this.putManifest(neverAborted, { split, merge });
    } catch (cause) {
      this.note(`The run goes on, but its note ${this.keys.manifest} lacks the job ids: ${messageOf(cause)}`);
    }
    const { bucket } = this.request;
    const { runId } = this.identity;
    return { runId, bucket, resultKey: this.keys.result, split, merge, childCount: this.plan.childCount };
  }

  /** The error to throw: the cause itself, or one that adds what was done about it and what could not be undone. */
  async undo(cause: unknown, signal: AbortSignal): Promise<unknown> {
    const jobs = [...this.submitted].reverse();
    const left = await stopJobs(jobs, `The run ${this.identity.runId} was not submitted whole`, this.ports.batch);
    const told = left.map(describeStillRunning);
    if (!signal.aborted && jobs.length > left.length) told.unshift(`The job ${jobs[0]?.jobName ?? ''} was terminated.`);
    // A job that goes on, or may have been made unseen, needs its input.
    if (left.length === 0 && !this.isOutcomeUnknown) told.push(...(await this.removeObjects()));
    if (told.length === 0) return cause;
    const kind = cause instanceof AppError ? cause.kind : (left[0]?.cause.kind ?? 'server');
    const what = signal.aborted ? 'Cancelled' : messageOf(cause);
    return new AppError(kind, `${what.replace(/\.$/, '')}. ${told.join(' ')}`, { cause });
  }

  /** What could not be removed, in a sentence. */
  private async removeObjects(): Promise<readonly string[]> {
    if (this.written.length === 0) return [];
    const { bucket } = this.request;
    try {
      await this.ports.storage.deleteObjects(bucket, this.written, neverAborted);
      return [];
    } catch (failure) {
      return [`Objects are left below s3://${bucket}/${this.keys.prefix}: ${messageOf(failure)}`];
    }
  }

  private async submitJob(role: 'split' | 'merge', signal: AbortSignal, split?: SubmittedJob): Promise<SubmittedJob> {
    const request = split === undefined ? this.jobs.split : this.jobs.merge(split.jobId);
    let job: SubmittedJob;
    try {
      const [found] = this.mayBeBegun ? await jobsNamed(request, this.ports.batch) : [];
      job = found ?? (await submitOnce(request, this.ports, signal, (text) => this.note(text)));
    } catch (cause) {
      this.isOutcomeUnknown = cause instanceof AppError && cause.isAnswerLost;
      throw cause;
    }
    this.submitted.push(job);
    this.onProgress({ stage: 'submitted', role, job });
    signal.throwIfAborted();
    return job;
  }

  private async write(key: string, signal: AbortSignal, action: (key: string) => Promise<void>): Promise<void> {
    try {
      await action(key);
      this.written.push(key);
    } catch (cause) {
      if (signal.aborted || (cause instanceof AppError && cause.isAnswerLost)) this.written.push(key);
      throw cause;
    }
  }

  private async putManifest(
    signal: AbortSignal,
    submitted?: { readonly split: SubmittedJob; readonly merge: SubmittedJob },
  ): Promise<void> {
    const manifest = runManifest(this.identity, this.plan, this.jobs, submitted);
    const address = { bucket: this.request.bucket, key: this.keys.manifest };
    await this.ports.storage.putObject(address, `${JSON.stringify(manifest, undefined, 2)}\n`, signal);
  }

  private note(text: string): void {
    this.onProgress({ stage: 'note', text });
  }
}
