// Runs the rings of tests, the quick ones first: `tsx test/run.ts [ring…]`. What `npm test` calls.
// Its last line is the sum of all rings: `N passed, N failed`.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Counts, countsFileVariable, readCounts } from './support/runMocha';
import { missingModules, runPytest } from './support/runPytest';
import { runShown } from './support/runShown';
import { runInVsCode } from './support/vscodeHost';
import type { VsCodeVersion } from './support/vscodeServer';

type Ring = {
  readonly name: string;
  /** Files and folders below test. */
  readonly places: readonly string[];
  readonly timeoutMs?: number;
  /** What a user's machine may lack. Without it the ring is left out, but never in CI. */
  readonly needs?: {
    readonly programs: readonly string[];
    readonly pythonModules: readonly string[];
    readonly isRoot?: true;
  };
  /** Default: mocha in plain Node. */
  readonly runner?: 'pytest' | { readonly vscode: VsCodeVersion };
  readonly isForCi?: boolean;
  /** It draws windows or judges time, so nothing else runs meanwhile. */
  readonly isAlone?: boolean;
};

/** Where a ring writes: to the terminal, or what is shown when the ring has ended. */
type Output = { readonly say: (line: string) => void; readonly onText?: (text: string) => void };

const isCi = process.env.CI === 'true';

const rings: readonly Ring[] = [
  { name: 'unit', places: ['unit', 'support', 'architecture.test.ts', 'manifest.test.ts', 'operations.test.ts'] },
  { name: 'conformance', places: ['conformance'] },
  { name: 'flow', places: ['flow'], timeoutMs: 60_000 },
  {
    name: 'clients',
    places: ['clients'],
    runner: 'pytest',
    needs: { programs: ['aws'], pythonModules: ['pytest', 'boto3'] },
  },
  { name: 'moto', places: ['moto'], timeoutMs: 90_000, needs: { programs: ['moto_server'], pythonModules: ['boto3'] } },
  {
    name: 'docker',
    places: ['docker'],
    timeoutMs: 120_000,
    needs: { programs: ['dockerd', 'docker', 'docker-registry', 'busybox'], pythonModules: [], isRoot: true },
  },
  { name: 'stack', places: ['stack'], timeoutMs: 120_000, needs: { programs: ['cfn-lint'], pythonModules: [] } },
  { name: 'package', places: ['package.test.ts'], timeoutMs: 120_000 },
  { name: 'panel', places: ['panel'], timeoutMs: 60_000, isAlone: true },
  { name: 'vscode', places: ['vscode'], runner: { vscode: 'newest' }, isAlone: true },
  { name: 'vscode-oldest', places: ['vscode'], runner: { vscode: 'oldest' }, isForCi: true, isAlone: true },
  { name: 'ui', places: ['ui'], timeoutMs: 180_000, isAlone: true },
  {
    name: 'ui-moto',
    places: ['uiMoto'],
    timeoutMs: 180_000,
    needs: { programs: ['moto_server'], pythonModules: [] },
    isAlone: true,
  },
];

async function main(wanted: readonly string[]): Promise<boolean> {
  const unknown = wanted.filter((name) => !rings.some((ring) => ring.name === name));
  if (unknown.length > 0) throw new Error(`No such ring: ${unknown.join(', ')}. There are: ${namesOf(rings)}.`);
  const chosen = rings.filter(({ name, isForCi = false }) =>
    wanted.length > 0 ? wanted.includes(name) : isCi || !isForCi,
  );
  const files = testFiles();
  const counts = [strayCounts(files), ...(await runBesideEachOther(chosen, files))];
  for (const ring of chosen.filter(({ isAlone = false }) => isAlone)) {
    counts.push(await runRing(ring, files, { say }));
  }
  const sum = (part: keyof Counts): number => counts.reduce((total, count) => total + count[part], 0);
  say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0;
}

function namesOf(some: readonly Ring[]): string {
  return some.map(({ name }) => name).join(', ');
}

/** All tests, as paths below test. */
function testFiles(): readonly string[] {
  return readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.test\.ts$|(^|\/)test_\w+\.py$/.test(path))
    .sort();
}

function isAt(path: string, { places }: Ring): boolean {
  return places.some((place) => path === place || path.startsWith(`${place}/`));
}

/** A test that no ring runs would be skipped without a word. */
function strayCounts(files: readonly string[]): Counts {
  const strays = files.filter((path) => !rings.some((ring) => isAt(path, ring)));
  for (const path of strays) say(`test/${path} is in no ring of test/run.ts: it would never run.`);
  return { passed: 0, failed: strays.length };
}

/** Two at a time: most of them wait for something most of the time. */
async function runBesideEachOther(chosen: readonly Ring[], files: readonly string[]): Promise<readonly Counts[]> {
  const waiting = chosen.filter(({ isAlone = false }) => !isAlone);
  const counts: Counts[] = [];
  const takeTurns = async (): Promise<void> => {
    for (let ring = waiting.shift(); ring !== undefined; ring = waiting.shift()) {
      const said: string[] = [];
      const onText = (text: string): void => void said.push(text);
      counts.push(await runRing(ring, files, { say: (line) => onText(`${line}\n`), onText }));
      process.stdout.write(said.join(''));
    }
  };
  if (waiting.length > 1) say(`Two at a time: ${namesOf(waiting)}.`);
  await Promise.all([takeTurns(), takeTurns()]);
  return counts;
}

async function runRing(ring: Ring, allFiles: readonly string[], output: Output): Promise<Counts> {
  const { say } = output;
  say(`\n=== ${ring.name}`);
  const missing = missingFor(ring);
  if (missing.length > 0) {
    say(`${isCi ? 'FAILED' : 'SKIPPED'}: not there: ${missing.join(', ')}.`);
    return { passed: 0, failed: isCi ? 1 : 0 };
  }
  const files = allFiles.filter((path) => isAt(path, ring)).map((path) => join(__dirname, path));
  if (files.length === 0) {
    say(`FAILED: no test file in ${ring.places.join(', ')}.`);
    return { passed: 0, failed: 1 };
  }
  const startedAt = performance.now();
  const { passed, failed } = await runFiles(ring, files, output).catch((cause: unknown) => {
    say(`FAILED: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  say(`=== ${ring.name}: ${passed} of ${passed + failed} in ${seconds} s`);
  return { passed, failed };
}

function missingFor({ needs }: Ring): readonly string[] {
  if (needs === undefined) return [];
  return [
    ...needs.programs.filter((program) => !isOnPath(program)),
    ...missingModules(needs.pythonModules),
    ...(needs.isRoot === true && process.getuid?.() !== 0 ? ['the rights of root'] : []),
  ];
}

/** A runner that cannot even start (no VS Code to be had, say) rejects. */
function runFiles(ring: Ring, files: readonly string[], { onText }: Output): Promise<Counts> {
  if (ring.runner === undefined) return runInNode(ring, files, onText);
  if (ring.runner === 'pytest') return runPytest(join(__dirname, ...ring.places), onText);
  return runInVsCode({ version: ring.runner.vscode, files });
}

/** In a process of its own: a crash, or something left running, is that ring's failure and nobody else's. */
async function runInNode(
  { timeoutMs = 20_000 }: Ring,
  files: readonly string[],
  onText: Output['onText'],
): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'test-counts-'));
  const countsFile = join(folder, 'counts.json');
  const args = ['--import', 'tsx', join(__dirname, 'support/ringProcess.ts'), String(timeoutMs), ...files];
  const env = { ...process.env, [countsFileVariable]: countsFile };
  const exitCode = await runShown({ command: process.execPath, args, env, onText });
  const { passed, failed } = readCounts(countsFile) ?? { passed: 0, failed: 0 };
  rmSync(folder, { recursive: true });
  return { passed, failed: exitCode === 0 ? failed : Math.max(failed, 1) };
}

function isOnPath(program: string): boolean {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => endings.some((ending) => existsSync(join(folder, program + ending))));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main(process.argv.slice(2)).then(
  (isGood) => {
    process.exitCode = isGood ? 0 : 1;
  },
  (cause: unknown) => {
    say(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 1;
  },
);
