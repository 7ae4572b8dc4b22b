// Starts the run of one object that has arrived, once however often its event comes.
import { planRun } from '../app/pipeline/planRun';
import { makeRunId } from '../app/pipeline/runId';
import { runKeys } from '../app/pipeline/runRequest';
import { type RunPorts, submitRun } from '../app/pipeline/submitRun';
import { neverAborted } from '../app/pipeline/neverAborted';
import type { ClaimPort, InputFile } from '../app/ports';
import { AppError, messageOf } from '../core/errors';
import type { TriggerSettings } from '../core/triggerContract';
import { type Claim, type Lease, settleClaim, takeClaim } from './claims';
import type { ArrivedObject } from './readEvent';

export type TriggerPorts = RunPorts & {
  readonly claims: ClaimPort;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
};

/**
 * What is wrong with the file for good is written to `runs/<run id>/error.json`, and the event counts as answered.
 * @param delivery a name that no other delivery has, and until when (ms since 1970) this one can be at work
 * @throws AppError for what may pass or can be mended: the event must come again.
 */
export async function startRun(
  arrived: ArrivedObject,
  settings: TriggerSettings,
  delivery: { readonly owner: string; readonly endsAtMs: number },
  ports: TriggerPorts,
  signal: AbortSignal,
): Promise<void> {
  const { bucket, key } = arrived;
  const why = whyIgnored(arrived, settings);
  if (why !== undefined) {
    ports.log({ message: 'ignored', bucket, key, why });
    return;
  }
  const nowMs = ports.clock.now();
  const fresh: Claim = {
    key,
    runId: makeRunId(nowMs, ports.random),
    createdAtMs: nowMs,
    owner: delivery.owner,
    leaseUntilMs: delivery.endsAtMs,
  };
  const lease = await takeClaim(arrived, fresh, nowMs, ports.claims, signal);
  if (lease === undefined) {
    ports.log({ message: 'ignored', bucket, key, why: 'this event was answered before' });
    return;
  }
  let outcome: Claim['outcome'];
  try {
    outcome = await answer(arrived, settings, lease, ports, signal);
  } finally {
    await settleClaim(arrived, lease, outcome, ports.claims, neverAborted);
  }
}

function whyIgnored({ bucket, key }: ArrivedObject, settings: TriggerSettings): string | undefined {
  if (bucket !== settings.bucket) return `the bucket of runs is ${settings.bucket}`;
  if (!key.startsWith(settings.inbox)) return `it is not below ${settings.inbox}`;
  return key.endsWith('/') ? 'it is a folder' : undefined;
}

async function answer(
  arrived: ArrivedObject,
  settings: TriggerSettings,
  { claim }: Lease,
  ports: TriggerPorts,
  signal: AbortSignal,
): Promise<Claim['outcome']> {
  const { bucket, key } = arrived;
  const { runId, createdAtMs } = claim;
  const { skipBlank } = settings;
  const input = inputOf(arrived, ports);
  const note = { bucket, key, runId };
  try {
    const plan = await planRun(input, { skipBlank }, signal).catch((cause: unknown) => {
      throw isSuperseded(cause) || !isKind(cause, 'invalid') ? cause : new BadInput(messageOf(cause));
    });
    const onProgress: Parameters<typeof submitRun>[5] = (step) => {
      if (step.stage === 'note') ports.log({ message: 'note', ...note, text: step.text });
    };
    const run = await submitRun(input, plan, settings, ports, signal, onProgress, {
      runId,
      createdAtMs,
    });
    const jobs = { splitJobId: run.split.jobId, mergeJobId: run.merge.jobId };
    ports.log({ message: 'submitted', ...note, lines: plan.lineCount, children: plan.childCount, ...jobs });
    return 'submitted';
  } catch (cause) {
    if (isSuperseded(cause)) {
      ports.log({ message: 'ignored', ...note, why: 'the object was replaced or removed since' });
      return 'superseded';
    }
    if (!(cause instanceof BadInput)) throw cause;
    const failure = { key, runId, error: cause.message };
    const address = { bucket, key: `${runKeys(runId).prefix}error.json` };
    await ports.storage.putObject(address, `${JSON.stringify(failure, undefined, 2)}\n`, signal);
    ports.log({ message: 'refused', ...note, error: cause.message, writtenTo: address.key });
    return 'refused';
  }
}

class BadInput extends Error {}

/** The object that the event speaks of, and no later one of its key. */
function inputOf({ bucket, key, etag }: ArrivedObject, { storage }: TriggerPorts): InputFile {
  return {
    name: key.slice(key.lastIndexOf('/') + 1),
    async *open(signal) {
      yield* (await storage.openObject({ bucket, key, etag }, signal)).chunks;
    },
  };
}

/** A later event tells of what took its place: an event that is late starts nothing. */
function isSuperseded(cause: unknown): boolean {
  return cause instanceof AppError && (cause.code === 'PreconditionFailed' || cause.code === 'NoSuchKey');
}

function isKind(cause: unknown, kind: AppError['kind']): boolean {
  return cause instanceof AppError && cause.kind === kind;
}
