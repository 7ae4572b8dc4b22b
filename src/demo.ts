// `npm run demo`: someone with Node and nothing else sees AWS Batch run a command for every line of a file.
import { readOptions, usage, UsageError } from './demo/demoOptions';
import type { EngineProcess } from './demo/engineProcess';
import { openDisplay } from './demo/openDisplay';
import { RunFailed, runDemo } from './demo/runDemo';
import { AppError, messageOf } from './core/errors';

/** Exit codes as shells give them: 128 and the number of the signal. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143, SIGBREAK: 149 } as const;
type Signal = keyof typeof exitCodes;

class Interrupted extends Error {
  constructor(readonly signal: Signal) {
    super('Interrupted: the jobs and the engine were stopped, and nothing of them is left.');
    this.name = 'Interrupted';
  }
}

async function main(): Promise<number> {
  // `2>&1 | head` closes stderr early: that must not end the run.
  process.stderr.on('error', () => undefined);
  const options = readOptions(process.argv.slice(2), workingFolder());
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const display = openDisplay(process.stderr, process.env);
  const interruption = new AbortController();
  let engine: EngineProcess | undefined;
  onSignals((signal) => {
    if (interruption.signal.aborted) {
      // Asked twice: the user will not wait.
      engine?.kill();
      process.exit(exitCodes[signal]);
    }
    interruption.abort(new Interrupted(signal));
  });
  try {
    const onEngine = (started: EngineProcess): void => void (engine = started);
    await runDemo(options, { display, stdout: process.stdout, dist: __dirname, interruption, onEngine });
    return 0;
  } catch (cause) {
    // Whatever was under way fails in its own words once it is interrupted; but an engine that cannot be ended counts.
    const isOfEngine = cause instanceof AppError && cause.kind === 'engine';
    throw interruption.signal.aborted && !isOfEngine ? interruption.signal.reason : cause;
  } finally {
    display.close();
  }
}

function onSignals(callback: (signal: Signal) => void): void {
  for (const signal of Object.keys(exitCodes) as Signal[]) {
    if (signal !== 'SIGBREAK' || process.platform === 'win32') process.on(signal, () => callback(signal));
  }
}

/** npm runs scripts in the project's folder; a FILE is meant from where the user stands. */
function workingFolder(): string {
  const { npm_lifecycle_event: script, INIT_CWD: userFolder } = process.env;
  return script === 'demo' && userFolder !== undefined ? userFolder : process.cwd();
}

/** Says what went wrong, in the way of its kind, and gives the exit code. */
function explain(cause: unknown): number {
  if (cause instanceof UsageError) {
    process.stderr.write(`${cause.message}\nSee: npm run demo -- --help\n`);
    return 2;
  }
  if (cause instanceof Interrupted) {
    process.stderr.write(`${cause.message}\n`);
    return exitCodes[cause.signal];
  }
  const isExplained = cause instanceof AppError || cause instanceof RunFailed;
  const text = cause instanceof Error && !isExplained ? cause.stack : messageOf(cause);
  process.stderr.write(`${text ?? messageOf(cause)}\n`);
  return 1;
}

main().then(
  (code) => void (process.exitCode = code),
  (cause: unknown) => void (process.exitCode = explain(cause)),
);
