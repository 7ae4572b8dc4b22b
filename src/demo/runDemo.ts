// The demo itself: plans the file, starts an engine, runs the pipeline on it and writes the result.
import { join } from 'node:path';
import { fetchResult } from '../app/pipeline/fetchResult';
import { planRun } from '../app/pipeline/planRun';
import type { Run, RunRequest } from '../app/pipeline/runRequest';
import { stopRun } from '../app/pipeline/stopRun';
import { type RunPorts, type SubmitProgress, submitRun } from '../app/pipeline/submitRun';
import { type RunSnapshot, type WatchOptions, watchRun } from '../app/pipeline/watchRun';
import type { InputFile, LogsPort, ObjectAddress } from '../app/ports';
import { systemClock } from '../app/systemClock';
import { BatchGateway } from '../aws/batchGateway';
import type { AwsConnection } from '../aws/clientConfig';
import { type AwsClients, awsClients, closeClients } from '../aws/clients';
import { LogsGateway } from '../aws/logsGateway';
import { StorageGateway } from '../aws/storageGateway';
import { AppError, messageOf } from '../core/errors';
import { mergeDefinitionName, splitDefinitionName } from '../core/pipelineContract';
import type { PipelinePlan } from '../core/pipelinePlan';
import { formatBytes } from '../core/time';
import type { DemoOptions } from './demoOptions';
import { diskFile } from './diskFile';
import type { Display } from './display';
import { EngineProcess, type EngineReady } from './engineProcess';
import { failureReport } from './failureReport';
import { howToReach } from './howToReach';
import { mergeState, mergeText, splitState, splitText } from './runText';
import { writeAll } from './writeAll';

export type DemoWorld = {
  readonly display: Display;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Folder of the bundles. */
  readonly dist: string;
  /** Ends the run when it is aborted. */
  readonly interruption: AbortController;
  /** Told of the engine as soon as there is one, so that it can be killed. */
  readonly onEngine: (engine: EngineProcess) => void;
};

/** The engine is on this machine: looking at it often costs nobody anything. */
const watchOften: WatchOptions = { minIntervalMs: 150, maxIntervalMs: 1000 };
const patienceMs = 10_000;
/** Reading less takes no time that anybody could watch. */
const largeFileBytes = 16 * 1024 * 1024;
/** What a first start of the engine makes. */
const firstQueue = 'local';
const firstBucket = 'pipeline';

type Ports = RunPorts & { readonly logs: LogsPort };

/** The run was carried out and did not succeed; the text says which jobs failed and why. */
export class RunFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RunFailed';
  }
}

/** @throws RunFailed, AppError; the signal's reason. The engine and its jobs are stopped, unless it is to be kept. */
export async function runDemo(options: DemoOptions, world: DemoWorld): Promise<void> {
  const { display, interruption } = world;
  const { signal } = interruption;
  const input = diskFile(options.file ?? join(world.dist, '..', 'resources', 'samples', 'color.txt'));
  display.step('plan', 'active', `reading ${input.name}`);
  const plan = await planRun(input, { skipBlank: options.skipBlank }, signal, (readBytes) => {
    if (readBytes < largeFileBytes) return;
    display.step('plan', 'active', `reading ${input.name}: ${formatBytes(readBytes)}`);
  });
  display.step('plan', 'done', planText(input.name, plan, display));
  display.step('engine', 'active', 'starting a local AWS Batch');
  const engine = await EngineProcess.start(join(world.dist, 'engine.js'), signal);
  world.onEngine(engine);
  engine.onUnexpectedEnd((error) => interruption.abort(error));
  let result: ObjectAddress | undefined;
  try {
    display.step('engine', 'done', `${engine.ready.endpoint} (Batch, S3 and Logs)`);
    result = await runPipeline(input, plan, options, engine.ready, world);
  } finally {
    if (options.keep && !signal.aborted) {
      engine.leaveRunning();
      display.close();
      display.note(howToReach(engine.ready, engine.folder, result, process.platform));
    } else {
      await engine.stop();
    }
  }
}

async function runPipeline(
  input: InputFile,
  plan: PipelinePlan,
  options: DemoOptions,
  ready: EngineReady,
  world: DemoWorld,
): Promise<ObjectAddress> {
  const { display, stdout } = world;
  const { signal } = world.interruption;
  const clients = awsClients(connectionTo(ready));
  const ports = portsOf(clients);
  try {
    const request = requestOf(options);
    const run = await submitRun(input, plan, request, ports, signal, (progress) => show(progress, request, display));
    const last = await watchToTheEnd(run, ports, world);
    if (last.outcome === 'failed') {
      display.close();
      throw new RunFailed(await failureReport(run, last, plan, options.skipBlank, ports, signal));
    }
    const { sizeBytes, chunks } = await fetchResult(run, ports.storage, signal);
    display.step('result', 'done', `${formatBytes(sizeBytes)} in s3://${run.bucket}/${run.resultKey}`);
    display.close();
    if (stdout.isTTY) display.note('');
    await writeAll(chunks, stdout, signal);
    return { bucket: run.bucket, key: run.resultKey };
  } finally {
    closeClients(await clients());
  }
}

async function watchToTheEnd(run: Run, ports: Ports, { display, interruption }: DemoWorld): Promise<RunSnapshot> {
  try {
    for await (const snapshot of watchRun(run, ports, interruption.signal, watchOften)) {
      display.step('split', splitState(snapshot), splitText(snapshot.split, run.childCount, display.style));
      display.step('merge', mergeState(snapshot), snapshot.trouble ?? mergeText(snapshot));
      if (snapshot.outcome !== 'running') return snapshot;
    }
  } catch (cause) {
    await endRun(run, ports, display);
    throw cause;
  }
  throw new AppError('server', `The run ${run.runId} was watched no longer and has not ended.`);
}

/**
 * Terminates the jobs and waits for their end: where an engine cannot be asked to end (Windows has no SIGTERM), its
 * jobs would outlive it.
 */
async function endRun(run: Run, ports: Ports, display: Display): Promise<void> {
  display.step('split', 'active', 'stopping the jobs');
  try {
    await stopRun(run, 'The demo was interrupted', ports.batch);
    const patience = AbortSignal.timeout(patienceMs);
    for await (const { outcome } of watchRun(run, ports, patience, watchOften)) if (outcome !== 'running') break;
    display.step('split', 'failed', 'stopped');
  } catch (cause) {
    // The engine is stopped next, and its jobs with it.
    display.note(`The jobs could not be stopped one by one: ${messageOf(cause)}`);
  }
}

function show(progress: SubmitProgress, { bucket }: RunRequest, display: Display): void {
  switch (progress.stage) {
    case 'upload': {
      const { sentBytes, totalBytes } = progress;
      if (sentBytes < totalBytes && totalBytes < largeFileBytes) return;
      const isDone = sentBytes === totalBytes;
      const text = isDone ? formatBytes(totalBytes) : `${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`;
      display.step('upload', isDone ? 'done' : 'active', `${text} to s3://${bucket}/${progress.prefix}`);
      return;
    }
    case 'submitted':
      display.step(
        progress.role,
        progress.role === 'split' ? 'active' : 'waiting',
        `SUBMITTED as ${progress.job.jobName}`,
      );
      return;
    case 'note':
      display.note(progress.text);
  }
}

function planText(name: string, plan: PipelinePlan, { style }: Display): string {
  const { lineCount, sizeBytes, childCount, linesPerChild } = plan;
  const jobs = childCount === 1 ? 'a plain job' : `an array of ${childCount} children`;
  const each = linesPerChild > 1 && childCount > 1 ? ` with ${linesPerChild} lines each` : '';
  const lines = `${lineCount} ${lineCount === 1 ? 'line' : 'lines'}`;
  return `${lines} of ${name} (${formatBytes(sizeBytes)}) ${style.signs.arrow} ${jobs}${each}, and a merge`;
}

function connectionTo({ endpoint, region, accessKeyId, secretAccessKey }: EngineReady): AwsConnection {
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } };
}

function portsOf(clients: () => Promise<AwsClients>): Ports {
  return {
    batch: new BatchGateway(clients),
    logs: new LogsGateway(clients),
    storage: new StorageGateway(clients),
    clock: systemClock,
    random: Math.random,
  };
}

function requestOf({ choice, resultName, skipBlank }: DemoOptions): RunRequest {
  return {
    bucket: firstBucket,
    jobQueue: firstQueue,
    splitDefinition: splitDefinitionName,
    mergeDefinition: mergeDefinitionName,
    choice,
    resultName,
    skipBlank,
  };
}
