// Measures what the engine, the pipeline, the worker and the extension cost: `npm run bench [-- --only requests,child]`.
// Prints a JSON line for each number, and a table at the end.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { buildBundles } from '../support/bundles';
import { Engines } from './engines';
import { measureCalls } from './measureCalls';
import { measureChild } from './measureChild';
import { measureLedger } from './measureLedger';
import { measureMemory } from './measureMemory';
import { measurePanel } from './measurePanel';
import { measurePipeline } from './measurePipeline';
import { measureRequests } from './measureRequests';
import { measureStart } from './measureStart';
import { measureWorkbench } from './measureWorkbench';
import { Measurements, type Report } from './measurement';

const usage = `Usage: npm run bench -- [--quick] [--only NAME,…] [--lines N,…]

  --quick      a few minutes: no pipeline of 10,000 lines, and smaller samples
  --only …     some of: start, calls, workbench, child, requests, memory, ledger, pipeline, panel
  --lines …    line counts of the pipeline (default: 7,1000,10000)
`;

type Sizes = {
  readonly lineCounts: readonly number[];
  readonly requestCount: number;
  readonly objectMiB: number;
  readonly childRounds: number;
  readonly startRounds: number;
  readonly windowRounds: number;
};

const full: Sizes = {
  lineCounts: [7, 1000, 10_000],
  requestCount: 3000,
  objectMiB: 2048,
  childRounds: 60,
  startRounds: 9,
  windowRounds: 5,
};
const quick: Sizes = {
  lineCounts: [7, 1000],
  requestCount: 500,
  objectMiB: 512,
  childRounds: 20,
  startRounds: 3,
  windowRounds: 3,
};

const measures: Readonly<Record<string, (engines: Engines, sizes: Sizes, report: Report) => Promise<void>>> = {
  start: (engines, { startRounds }, report) => measureStart(engines, startRounds, report),
  calls: (engines, _sizes, report) => measureCalls(engines, report),
  workbench: (_engines, { windowRounds }, report) => measureWorkbench(windowRounds, report),
  child: (engines, { childRounds }, report) => measureChild(engines, childRounds, report),
  requests: (engines, { requestCount }, report) => measureRequests(engines, requestCount, report),
  memory: (engines, { objectMiB }, report) => measureMemory(engines, objectMiB, report),
  ledger: (_engines, { startRounds }, report) => measureLedger(startRounds, report),
  panel: (_engines, _sizes, report) => measurePanel(report),
  pipeline: (engines, { lineCounts }, report) => measurePipeline(engines, lineCounts, report),
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean' },
      only: { type: 'string' },
      lines: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(usage);
    return;
  }
  const sizes = values.quick === true ? quick : full;
  const lineCounts = values.lines?.split(',').map(Number) ?? sizes.lineCounts;
  if (!lineCounts.every((count) => Number.isInteger(count) && count > 0)) {
    throw new Error(`--lines must be numbers of lines, not "${values.lines ?? ''}".`);
  }
  const names = values.only?.split(',') ?? Object.keys(measures);
  const unknown = names.filter((name) => !Object.hasOwn(measures, name));
  if (unknown.length > 0) throw new Error(`--only does not know ${unknown.join(', ')}.\n\n${usage}`);
  const bundles = buildBundles();
  const engines = new Engines(bundles.dist);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      engines.killAll();
      bundles.remove();
      process.exit(1);
    });
  }
  const measurements = new Measurements();
  try {
    for (const name of names) await measures[name]?.(engines, { ...sizes, lineCounts }, measurements.report);
  } finally {
    engines.killAll();
    bundles.remove();
  }
  process.stdout.write(`\n${measurements.table()}\n${machine()}\n`);
}

function machine(): string {
  const [first] = cpus();
  return `Node ${process.version}, ${process.platform}, ${cpus().length} × ${first?.model ?? 'unknown CPU'}`;
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exitCode = 1;
});
