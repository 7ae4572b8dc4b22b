// The process of one ring of tests: `ringProcess.ts TIMEOUT_MS FILE…`.
import { runMocha } from './runMocha';

/** Whatever the tests started must have ended by then. */
const graceMs = 10_000;

async function main([timeoutMs, ...files]: readonly string[]): Promise<void> {
  const { failed } = await runMocha({ files, timeoutMs: Number(timeoutMs) });
  process.exitCode = failed > 0 ? 1 : 0;
  // It does not keep this process alive: it only ends one that something else keeps alive.
  setTimeout(() => {
    process.stderr.write(`FAILED: something still runs ${graceMs / 1_000} s after the last test (${kept()}).\n`);
    process.exit(1);
  }, graceMs).unref();
}

function kept(): string {
  return process.getActiveResourcesInfo().join(', ');
}

void main(process.argv.slice(2));
