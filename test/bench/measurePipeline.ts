// How long the pipeline takes on a fresh engine, beside the same worker processes without a Batch: the physical limit.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fetchResult } from '../../src/app/pipeline/fetchResult';
import { pipelineJobs } from '../../src/app/pipeline/pipelineJobs';
import { planRun } from '../../src/app/pipeline/planRun';
import { makeRunId } from '../../src/app/pipeline/runId';
import { type RunRequest, runKeys } from '../../src/app/pipeline/runRequest';
import { submitRun } from '../../src/app/pipeline/submitRun';
import { watchRun } from '../../src/app/pipeline/watchRun';
import type { InputFile, OpenObject } from '../../src/app/ports';
import { mergeDefinitionName, splitDefinitionName } from '../../src/core/pipelineContract';
import { indexChunks, indexSizeBytes } from '../../src/core/pipelineIndex';
import { asyncOf } from '../support/fakePorts';
import { type EngineUnderTest, type Engines, neverAborted } from './engines';
import type { Measurement, Report } from './measurement';
import { cpuBetween, cpuTimeOf, memoryOf } from './processUsage';

const request: RunRequest = {
  bucket: 'pipeline',
  jobQueue: 'local',
  splitDefinition: splitDefinitionName,
  mergeDefinition: mergeDefinitionName,
  choice: { preset: 'rainbow' },
};
/** What the two definitions ask for. */
const [vcpusEach, memoryBytesEach] = [0.25, 512 * 1024 * 1024];
/** As many children at once as the engine's first queue runs. */
const parallelism = Math.floor(Math.min(cpus().length / vcpusEach, totalmem() / memoryBytesEach));
const aimedOverheadPercent = 25;
/** Below it the fixed cost of uploading, submitting and watching counts for more than the children. */
const leastLinesOfAim = 1000;

/** In ms. */
type Cpu = { readonly client: number; readonly engine: number; readonly workers: number };

type Usage = {
  readonly wallMs: number;
  readonly cpu?: Cpu;
  /** Of the engine, when the run had ended. */
  readonly memoryBytes?: number;
};

export async function measurePipeline(engines: Engines, lineCounts: readonly number[], report: Report): Promise<void> {
  for (const lineCount of lineCounts) {
    const withEngine = await measure(engines, (engine) => runPipeline(engine, linesOf(lineCount)));
    const bare = await measure(engines, (engine) =>
      runBare(engine, linesOf(lineCount), join(engines.dist, 'worker.js')),
    );
    report(compare(lineCount, withEngine, bare));
  }
}

function compare(lineCount: number, withEngine: Usage, bare: Usage): Measurement {
  const overhead = overheadPercent(withEngine.wallMs, bare.wallMs);
  const isAimed = lineCount >= leastLinesOfAim;
  return {
    measure: `pipeline, ${lineCount} lines`,
    value: withEngine.wallMs / 1000,
    unit: 's',
    beside: { what: `bare loop, ${parallelism} at once`, value: bare.wallMs / 1000 },
    figure: { kind: 'overhead percent', value: overhead },
    ...(isAimed && { aim: { text: `< ${aimedOverheadPercent} %`, isMet: overhead < aimedOverheadPercent } }),
    detail: {
      ...(withEngine.cpu !== undefined &&
        bare.cpu !== undefined && {
          cpuOverheadPercent: cpuOverheadPercent(withEngine.cpu, bare.cpu),
          clientCpuMs: withEngine.cpu.client,
          engineCpuMs: withEngine.cpu.engine,
          workersCpuMs: withEngine.cpu.workers,
          bareClientCpuMs: bare.cpu.client,
          bareEngineCpuMs: bare.cpu.engine,
          bareWorkersCpuMs: bare.cpu.workers,
        }),
      ...(withEngine.memoryBytes !== undefined && { engineMemoryMiB: withEngine.memoryBytes / 1024 / 1024 }),
    },
  };
}

function overheadPercent(value: number, limit: number): number {
  return (value / limit - 1) * 100;
}

/**
 * What all but the workers need more, in parts of the whole limit. It is the same on a busy machine, where the two wall
 * times cannot be compared.
 */
function cpuOverheadPercent(withEngine: Cpu, bare: Cpu): number {
  const more = withEngine.client + withEngine.engine - bare.client - bare.engine;
  return (more / (bare.client + bare.engine + bare.workers)) * 100;
}

async function measure(engines: Engines, action: (engine: EngineUnderTest) => Promise<void>): Promise<Usage> {
  const engine = await engines.start();
  const { pid } = engine.ready;
  const [clientBefore, engineBefore, startMs] = [cpuTimeOf(process.pid), cpuTimeOf(pid), performance.now()];
  await action(engine);
  const wallMs = performance.now() - startMs;
  const client = cpuBetween(clientBefore, cpuTimeOf(process.pid));
  const server = cpuBetween(engineBefore, cpuTimeOf(pid));
  const memoryBytes = memoryOf(pid);
  await engine.stop();
  return {
    wallMs,
    memoryBytes,
    // The workers are children of the engine or of this process.
    ...(client !== undefined &&
      server !== undefined && {
        cpu: {
          client: client.ownMs,
          engine: server.ownMs,
          workers: client.endedChildrenMs + server.endedChildrenMs,
        },
      }),
  };
}

function linesOf(count: number): InputFile & { readonly resultBytes: number } {
  const lines = Array.from({ length: count }, (_, n) => `color number ${n}`);
  const sentence = 'My favorite color of the rainbow is .\n'.length;
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  return {
    name: 'color.txt',
    open: () => asyncOf([bytes]),
    resultBytes: bytes.length - count + count * sentence,
  };
}

type Input = ReturnType<typeof linesOf>;

async function runPipeline({ ports }: EngineUnderTest, input: Input): Promise<void> {
  const plan = await planRun(input, {}, neverAborted);
  const run = await submitRun(input, plan, request, ports, neverAborted, () => undefined);
  // As often as the demo looks.
  for await (const { outcome } of watchRun(run, ports, neverAborted, { minIntervalMs: 150, maxIntervalMs: 1000 })) {
    if (outcome === 'failed') throw new Error(`The run ${run.runId} failed.`);
  }
  await checkResult(await fetchResult(run, ports.storage, neverAborted), input);
}

/** The same objects and the same processes; what is missing is Batch. */
async function runBare({ ready, ports }: EngineUnderTest, input: Input, worker: string): Promise<void> {
  const plan = await planRun(input, {}, neverAborted);
  const runId = makeRunId(Date.now(), Math.random);
  const keys = runKeys(runId);
  const { bucket } = request;
  const upload = (key: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, sizeBytes: number) =>
    ports.storage.upload({ bucket, key, content, sizeBytes }, neverAborted);
  await upload(keys.input, input.open(neverAborted), plan.sizeBytes);
  await upload(keys.index, indexChunks(plan.ranges), indexSizeBytes(plan.childCount));
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    AWS_ENDPOINT_URL: ready.endpoint,
    AWS_REGION: ready.region,
    AWS_ACCESS_KEY_ID: ready.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ready.secretAccessKey,
    ...pipelineJobs(request, plan, input.name, runId).split.environment,
  };
  let next = 0;
  const loop = async (): Promise<void> => {
    while (next < plan.childCount) {
      const index = next++;
      await runWorker(worker, 'split', { ...environment, AWS_BATCH_JOB_ARRAY_INDEX: String(index) });
    }
  };
  await Promise.all(Array.from({ length: parallelism }, loop));
  await runWorker(worker, 'merge', environment);
  await checkResult(await ports.storage.openObject({ bucket, key: keys.result }, neverAborted), input);
}

async function runWorker(worker: string, command: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, [worker, command], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
    // As the engine does: Linux shares its CPUs between sessions first (sched_autogroup), and this makes one for each.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The worker's ${command} ended with ${String(code)}.`);
}

async function checkResult({ chunks }: OpenObject, { resultBytes }: Input): Promise<void> {
  let sizeBytes = 0;
  for await (const chunk of chunks) sizeBytes += chunk.length;
  if (sizeBytes !== resultBytes) throw new Error(`The result has ${sizeBytes} bytes instead of ${resultBytes}.`);
}
