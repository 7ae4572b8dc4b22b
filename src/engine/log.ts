// The engine's own log: one line an event on stderr, never on stdout (which carries the ready line only).

export interface Log {
  info(message: string): void;
  error(message: string, cause?: unknown): void;
}

export const stderrLog: Log = {
  info: (message) => write('info', message),
  error: (message, cause) => write('error', cause === undefined ? message : `${message}: ${describeCause(cause)}`),
};

function write(level: string, message: string): void {
  process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`);
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
