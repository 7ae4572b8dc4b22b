// Ports in memory, for what a real engine cannot be brought to do: lost answers, refusals, throttling, a clock that obeys.
import type {
  BatchPort,
  Clock,
  JobSelector,
  ObjectAddress,
  OpenObject,
  RefusedJob,
  StoragePort,
  StoredObject,
  SubmitJobRequest,
  Upload,
} from '../../src/app/ports';
import { AppError, type ErrorKind } from '../../src/core/errors';
import type { Job, JobSummary } from '../../src/core/job';

/** Time that passes only by sleeping. */
export class InstantClock implements Clock {
  readonly slept: number[] = [];
  private time = Date.UTC(2026, 10, 24, 4, 15, 2);

  now(): number {
    return this.time;
  }

  sleep(delayMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.slept.push(delayMs);
    this.time += delayMs;
    return Promise.resolve();
  }
}

export type Submission =
  'ok' | { readonly error: AppError; readonly isAccepted?: boolean; readonly seenAfter?: number };

export function appError(kind: ErrorKind, text: string = kind, isAnswerLost = false): AppError {
  return new AppError(kind, text, { isAnswerLost });
}

/** Accepts jobs; `submissions` scripts the outcome of each SubmitJob in turn, then all are accepted. */
export class FakeBatch implements BatchPort {
  readonly requests: SubmitJobRequest[] = [];
  readonly terminated: string[] = [];
  /** Every job that was accepted, told or not. */
  readonly jobs: { readonly jobId: string; readonly jobName: string; seenAfter: number }[] = [];
  submissions: Submission[] = [];
  terminateError: AppError | undefined;
  listError: AppError | undefined;
  /** What DescribeJobs answers, look by look; the last one stays. */
  looks: (readonly Partial<Job>[] | AppError)[] = [];
  failed: JobSummary[] = [];
  calls: string[] = [];
  onSubmit: (request: SubmitJobRequest) => void = () => undefined;

  submitJob(request: SubmitJobRequest, signal: AbortSignal): Promise<{ readonly jobId: string }> {
    this.requests.push(request);
    const outcome = this.submissions.shift() ?? 'ok';
    if (outcome !== 'ok' && outcome.isAccepted !== true) return this.settle(request, outcome.error, signal);
    const jobId = `job-${this.jobs.length + 1}`;
    this.jobs.push({ jobId, jobName: request.jobName, seenAfter: outcome === 'ok' ? 0 : (outcome.seenAfter ?? 0) });
    return this.settle(request, outcome === 'ok' ? { jobId } : outcome.error, signal);
  }

  private settle(
    request: SubmitJobRequest,
    result: AppError | { readonly jobId: string },
    signal: AbortSignal,
  ): Promise<{ readonly jobId: string }> {
    this.onSubmit(request);
    // A call that is cut keeps its outcome to itself.
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    return result instanceof AppError ? Promise.reject(result) : Promise.resolve(result);
  }

  describeJobs(jobIds: readonly string[], signal: AbortSignal): Promise<readonly Job[]> {
    signal.throwIfAborted();
    this.calls.push('describe');
    const look = (this.looks.length > 1 ? this.looks.shift() : this.looks[0]) ?? [];
    if (look instanceof AppError) return Promise.reject(look);
    const jobs = look.map((job) => ({
      jobName: '',
      status: '',
      jobQueue: '',
      jobDefinition: '',
      attempts: [],
      ...job,
    }));
    return Promise.resolve(jobs.flatMap((job) => (jobIds.includes(job.jobId ?? '') ? [job as Job] : [])));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous, memory is not
  async *listJobs(selector: JobSelector): AsyncIterable<readonly JobSummary[]> {
    this.calls.push('list');
    if (this.listError !== undefined) throw this.listError;
    if ('arrayJobId' in selector) {
      yield [];
      yield this.failed;
      return;
    }
    const named = this.jobs.filter(({ jobName }) => jobName.toLowerCase() === selector.jobName.toLowerCase());
    for (const job of named) job.seenAfter -= 1;
    yield named.filter(({ seenAfter }) => seenAfter < 0).map((job) => ({ ...job, status: 'PENDING' }));
  }

  terminateJob(jobId: string): Promise<void> {
    if (this.terminateError !== undefined) return Promise.reject(this.terminateError);
    this.terminated.push(jobId);
    return Promise.resolve();
  }

  async terminateJobs(jobIds: readonly string[]): Promise<readonly RefusedJob[]> {
    for (const jobId of jobIds) await this.terminateJob(jobId);
    return [];
  }
}

export class FakeStorage implements StoragePort {
  readonly objects = new Map<string, Uint8Array>();
  buckets: string[] = [];
  deleteError: AppError | undefined;
  /** Called before each write with the key; may throw. */
  beforeWrite: (key: string) => void = () => undefined;

  text(key: string): string {
    return Buffer.from(this.objects.get(key) ?? []).toString();
  }

  async putObject({ key }: ObjectAddress, body: string | Uint8Array, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.beforeWrite(key);
    await Promise.resolve();
    signal.throwIfAborted();
    this.objects.set(key, Buffer.from(body));
  }

  async upload({ key, content, onSent }: Upload, signal: AbortSignal): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    await this.putObject({ bucket: '', key }, Buffer.concat(chunks), signal);
    onSent?.(this.objects.get(key)?.length ?? 0);
  }

  openObject({ key }: ObjectAddress): Promise<OpenObject> {
    const bytes = this.objects.get(key);
    if (bytes === undefined) return Promise.reject(appError('notFound'));
    return Promise.resolve({ sizeBytes: bytes.length, chunks: asyncOf([bytes]) });
  }

  headObject({ key }: ObjectAddress): Promise<StoredObject | undefined> {
    const bytes = this.objects.get(key);
    return Promise.resolve(bytes && { key, sizeBytes: bytes.length });
  }

  async *listObjects(_bucket: string, prefix: string): AsyncIterable<readonly StoredObject[]> {
    yield await Promise.resolve(
      [...this.objects]
        .map(([key, { length }]) => ({ key, sizeBytes: length }))
        .filter(({ key }) => key.startsWith(prefix)),
    );
  }

  listBuckets(): Promise<readonly string[]> {
    return Promise.resolve(this.buckets);
  }

  deleteObjects(_bucket: string, keys: readonly string[]): Promise<void> {
    if (this.deleteError !== undefined) return Promise.reject(this.deleteError);
    for (const key of keys) this.objects.delete(key);
    return Promise.resolve();
  }
}

export async function* asyncOf<T>(items: Iterable<T>): AsyncIterable<T> {
  for (const item of items) yield await Promise.resolve(item);
}
