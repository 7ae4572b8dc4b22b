// What a job of the pipeline runs: `worker split` for a child of the array, `worker merge` for the job after it.
import type { Environment } from './environment';
import { WorkerFailure, signalExitCode, usageExitCode } from './workerFailure';
import { Interruption } from './interruption';
import { merge } from './merge';
import { split } from './split';

type Command = (environment: Environment, interruption: Interruption) => Promise<string>;

const commands: Readonly<Partial<Record<string, Command>>> = { split, merge };
const usage = 'Usage: worker split | merge (its settings are environment variables, PIPELINE_BUCKET and others)';

async function main(): Promise<void> {
  const [name = '', ...more] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) && more.length === 0 ? commands[name] : undefined;
  if (command === undefined) throw new WorkerFailure(usage, usageExitCode);
  const interruption = new Interruption();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      void interruption.raise(signal).then(() => process.exit(signalExitCode(signal)));
    });
  }
  try {
    process.stdout.write(`${await command(process.env, interruption)}\n`);
  } catch (cause) {
    // The signal's handler ends the process when all is cleaned up; this failure is only its consequence.
    if (!interruption.isRaised) throw cause;
  }
}

main().catch((cause: unknown) => {
  const isForeseen = cause instanceof WorkerFailure;
  const text = isForeseen ? cause.message : cause instanceof Error ? cause.stack : String(cause);
  // The exit waits for the message, and for nothing else: requests may still be in flight.
  process.stderr.write(`${text ?? ''}\n`, () => process.exit(isForeseen ? cause.exitCode : 1));
});
