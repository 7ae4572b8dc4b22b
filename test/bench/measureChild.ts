// The fixed cost of a child: the worker with one line, beside a Node that does nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { indexChunks } from '../../src/core/pipelineIndex';
import type { PipelineEnvironment } from '../../src/core/pipelineContract';
import { type Engines, neverAborted } from './engines';
import { type Report, median } from './measurement';
import { cpuBetween, cpuTimeOf } from './processUsage';

const aimedRatio = 2;

export async function measureChild(engines: Engines, rounds: number, report: Report): Promise<void> {
  const engine = await engines.start();
  try {
    const bucket = 'pipeline';
    const line = Buffer.from('red\n');
    const put = (key: string, body: Uint8Array): Promise<void> =>
      engine.ports.storage.putObject({ bucket, key }, body, neverAborted);
    await put('child/input', line);
    await put('child/index', Buffer.concat([...indexChunks([{ start: 0, end: line.length }])]));
    const settings: PipelineEnvironment = {
      PIPELINE_BUCKET: bucket,
      PIPELINE_INPUT: 'child/input',
      PIPELINE_INDEX: 'child/index',
      PIPELINE_OUTPUT: 'child/output/',
      PIPELINE_RESULT: 'mycolor',
      PIPELINE_CHILDREN: '1',
      PIPELINE_LINES_PER_CHILD: '1',
      PIPELINE_PRESET: 'rainbow',
    };
    const environment = {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: engine.ready.endpoint,
      AWS_REGION: engine.ready.region,
      AWS_ACCESS_KEY_ID: engine.ready.accessKeyId,
      AWS_SECRET_ACCESS_KEY: engine.ready.secretAccessKey,
      ...settings,
    };
    await compare([join(engines.dist, 'worker.js'), 'split'], environment, rounds, report);
  } finally {
    await engine.stop();
  }
}

/** In turns, so that both see the same machine. */
async function compare(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  rounds: number,
  report: Report,
): Promise<void> {
  const [worker, nothing]: Cost[][] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    worker?.push(await runNode(command, environment));
    nothing?.push(await runNode(['-e', '0'], environment));
  }
  const wall = (costs: readonly Cost[] = []): number => median(costs.map(({ wallMs }) => wallMs));
  const wallRatio = wall(worker) / wall(nothing);
  report({
    measure: 'a child with one line, wall time',
    value: wall(worker),
    unit: 'ms',
    beside: { what: 'node -e 0', value: wall(nothing) },
    figure: { kind: 'ratio', value: wallRatio },
    aim: { text: `< ${aimedRatio} times`, isMet: wallRatio < aimedRatio },
    detail: { rounds },
  });
  // A clock that ticks every 10 ms: only the mean of many says something.
  const cpu = (costs: readonly Cost[] = []): number => costs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / costs.length;
  if (Number.isNaN(cpu(worker))) return;
  const cpuRatio = cpu(worker) / cpu(nothing);
  report({
    measure: 'a child with one line, CPU time',
    value: cpu(worker),
    unit: 'ms',
    beside: { what: 'node -e 0', value: cpu(nothing) },
    figure: { kind: 'ratio', value: cpuRatio },
    aim: { text: `< ${aimedRatio} times`, isMet: cpuRatio < aimedRatio },
    detail: { rounds },
  });
}

type Cost = { readonly wallMs: number; readonly cpuMs: number };

async function runNode(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Cost> {
  const [before, startMs] = [cpuTimeOf(process.pid), performance.now()];
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null];
  const wallMs = performance.now() - startMs;
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${String(code)}.`);
  return { wallMs, cpuMs: cpuBetween(before, cpuTimeOf(process.pid))?.endedChildrenMs ?? NaN };
}
