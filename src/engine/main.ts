// The engine's process: reads the command line, prints one line of JSON when it is ready, stops on a signal.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from './clock';
import { type EndReason, StartError, TakenError, defaultDataDir, tellEnd } from './dataDir';
import { type Engine, type EngineOptions, startEngine } from './engine';
import { fileLog } from './fileLog';
import { type Log, stderrLog } from './log';
import { watchStopRequest } from './stopRequest';

/** Tells a client that there is an engine already, which it can use. */
const takenExitCode = 3;

const usage = `Usage: engine [--port N] [--data DIR] [--region R] [--account ID] [--run-images-on-host] [--allow-privileged]
              [--idle-exit S] [--log FILE]

  --port N               port on 127.0.0.1; 0 (the default) takes the one it had before, or a free one
  --data DIR             where everything is kept (default: ${defaultDataDir()})
  --region R             region that gets the first queue (default: us-east-1)
  --account ID           account id of 12 digits (default: 123456789012)
  --run-images-on-host   ignore images: run every command on this machine
  --allow-privileged     let jobs run in privileged containers, which can do anything on this machine
  --idle-exit S          end after S seconds without a request, when no job is left that has not ended
  --log FILE             write the log there (at most 2 MB of it are kept) instead of on stderr`;

type MainOptions = EngineOptions & { readonly idleExitMs: number | undefined };

function readOptions(commandLine: readonly string[]): MainOptions {
  const { values } = parse(commandLine);
  const port = Number(values.port ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new StartError(`--port must be 0 to 65535, not "${values.port ?? ''}".`);
  const accountId = values.account ?? '123456789012';
  if (!/^\d{12}$/.test(accountId)) throw new StartError(`--account must be 12 digits, not "${accountId}".`);
  const region = values.region ?? 'us-east-1';
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region))
    throw new StartError(`--region must be a region's name, not "${region}".`);
  const idleExitS = values['idle-exit'] === undefined ? undefined : Number(values['idle-exit']);
  if (idleExitS !== undefined && !(idleExitS > 0 && idleExitS <= 86_400))
    throw new StartError(`--idle-exit must be a number of seconds up to 86400, not "${values['idle-exit'] ?? ''}".`);
  return {
    port,
    accountId,
    region,
    dataDir: resolve(values.data ?? defaultDataDir()),
    runImagesOnHost: values['run-images-on-host'] ?? false,
    allowPrivileged: values['allow-privileged'] ?? false,
    workerPath: join(__dirname, 'worker.js'),
    triggerPath: join(__dirname, 'trigger.js'),
    clock: systemClock,
    log: values.log === undefined ? stderrLog : fileLog(resolve(values.log)),
    idleExitMs: idleExitS === undefined ? undefined : idleExitS * 1000,
  };
}

function parse(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        region: { type: 'string' },
        account: { type: 'string' },
        'run-images-on-host': { type: 'boolean' },
        'allow-privileged': { type: 'boolean' },
        'idle-exit': { type: 'string' },
        log: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new StartError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`, cause);
  }
}

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const { idleExitMs, ...options } = readOptions(process.argv.slice(2));
  const { log, dataDir, clock } = options;
  let isEnding = false;
  const end = (reason: EndReason, why: string): void => {
    if (isEnding) return;
    isEnding = true;
    log.info(`stopping: ${why}`);
    tellEnd(dataDir, reason);
    endProcess(starting, log);
  };
  const onUnused = (): void => end('idle', 'nobody uses it, and no job is left');
  const unused = idleExitMs === undefined ? undefined : { afterMs: idleExitMs, onUnused };
  const starting = startEngine({ ...options, unused });
  const { ready } = await starting;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => end('stopped', signal));
  watchStopRequest(dataDir, clock, () => end('stopped', 'a client has asked for it'));
  log.info(`listening on ${ready.endpoint}, data in ${ready.dataDir}`);
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function endProcess(starting: Promise<Engine>, log: Log): void {
  starting
    .then((engine) => engine.close())
    .then(
      () => process.exit(0),
      (cause: unknown) => {
        log.error('could not stop cleanly', cause);
        process.exit(1);
      },
    );
}

main().catch((cause: unknown) => {
  if (cause instanceof StartError) process.stderr.write(`${cause.message}\n`);
  else stderrLog.error('could not start', cause);
  process.exitCode = cause instanceof TakenError ? takenExitCode : 1;
});
