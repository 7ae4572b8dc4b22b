// Runs the worker's bundle as a job does: as a process that knows nothing but its environment.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formatIndexRecord } from '../../../src/core/pipelineContract';
import { type PlanOptions, planPipeline } from '../../../src/core/pipelinePlan';
import type { S3Fake } from './s3Fake';

const root = resolve(__dirname, '../../..');

export type Bundle = { readonly path: string; remove(): void };

/** Builds the bundle, with the options of the product, into a folder of its own. */
export function buildWorker(): Bundle {
  const folder = mkdtempSync(join(tmpdir(), 'worker-bundle-'));
  execFileSync(process.execPath, ['esbuild.mjs', 'worker', `--outdir=${folder}`], { cwd: root, stdio: 'inherit' });
  return { path: join(folder, 'worker.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Ended = {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Running = {
  /** When the process is gone; what it started may still have its output. */
  readonly exited: Promise<unknown>;
  readonly ended: Promise<Ended>;
  signal(signal: NodeJS.Signals): void;
};

export function startWorker(bundle: Bundle, command: readonly string[], environment: Record<string, string>): Running {
  const child = spawn(process.execPath, [bundle.path, ...command], {
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Ended>((done, failed) => {
    child.once('error', failed);
    child.once('close', (exitCode, signal) => done({ exitCode, signal, stdout, stderr }));
  });
  const exited = new Promise((done) => child.once('exit', done));
  return { exited, ended, signal: (signal) => child.kill(signal) };
}

/** Puts the input and its index into the bucket and gives the environment of the run's jobs. */
export async function upload(
  fake: S3Fake,
  content: string | Buffer,
  options: PlanOptions = {},
): Promise<Record<string, string>> {
  const input = Buffer.from(content);
  const { ranges, childCount, linesPerChild } = await planPipeline([input], options);
  fake.objects.set('runs/1/input', input);
  fake.objects.set('runs/1/index', Buffer.from(ranges.map(formatIndexRecord).join('')));
  return {
    ...fake.environment,
    PIPELINE_BUCKET: fake.bucket,
    PIPELINE_INPUT: 'runs/1/input',
    PIPELINE_INDEX: 'runs/1/index',
    PIPELINE_OUTPUT: 'runs/1/',
    PIPELINE_RESULT: 'mycolor',
    PIPELINE_CHILDREN: String(childCount),
    PIPELINE_LINES_PER_CHILD: String(linesPerChild),
    PIPELINE_PRESET: 'rainbow',
    ...(options.skipBlank === true ? { PIPELINE_SKIP_BLANK: '1' } : {}),
  };
}

/** The environment that makes the job run a command for each line. */
export function withCommand(environment: Record<string, string>, command: string): Record<string, string> {
  return { ...environment, PIPELINE_PRESET: 'command', PIPELINE_COMMAND: command };
}
