// The engine's process: reads the command line, prints one line of JSON when it is ready, stops on a signal.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from './clock';
import { StartError, defaultDataDir } from './dataDir';
import { type EngineOptions, startEngine } from './engine';
import { stderrLog } from './log';

const usage = `Usage: engine [--port N] [--data DIR] [--region R] [--account ID] [--run-images-on-host]

  --port N               port on 127.0.0.1; 0 (the default) takes a free one
  --data DIR             where everything is kept (default: ${defaultDataDir()})
  --region R             region that gets the first queue (default: us-east-1)
  --account ID           account id of 12 digits (default: 123456789012)
  --run-images-on-host   ignore images: run every command on this machine`;

function readOptions(commandLine: readonly string[]): EngineOptions {
  const { values } = parse(commandLine);
  const port = Number(values.port ?? '0');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new StartError(`--port must be 0 to 65535, not "${values.port ?? ''}".`);
  const accountId = values.account ?? '123456789012';
  if (!/^\d{12}$/.test(accountId)) throw new StartError(`--account must be 12 digits, not "${accountId}".`);
  const region = values.region ?? 'us-east-1';
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region))
    throw new StartError(`--region must be a region's name, not "${region}".`);
  return {
    port,
    accountId,
    region,
    dataDir: resolve(values.data ?? defaultDataDir()),
    runImagesOnHost: values['run-images-on-host'] ?? false,
    workerPath: join(__dirname, 'worker.js'),
    clock: systemClock,
    log: stderrLog,
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
  const engine = await startEngine(readOptions(process.argv.slice(2)));
  const stop = (signal: NodeJS.Signals): void => {
    stderrLog.info(`stopping on ${signal}`);
    void engine.close().then(
      () => process.exit(0),
      (cause: unknown) => {
        stderrLog.error('could not stop cleanly', cause);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  stderrLog.info(`listening on ${engine.ready.endpoint}, data in ${engine.ready.dataDir}`);
  process.stdout.write(`${JSON.stringify(engine.ready)}\n`);
}

main().catch((cause: unknown) => {
  if (cause instanceof StartError) process.stderr.write(`${cause.message}\n`);
  else stderrLog.error('could not start', cause);
  process.exitCode = 1;
});
