// The engine's own log: one line an event on stderr, never on stdout (which carries the ready line only).

export interface Log {
  info(message: string): void;
  error(message: string, cause?: unknown): void;
}

export const stderrLog: Log = {
  info: (message) => void process.stderr.write(formatLine('info', message)),
  error: (message, cause) => void process.stderr.write(formatLine('error', message, cause)),
};

/** One line, or more where the cause has a stack. */
export function formatLine(level: string, message: string, cause?: unknown): string {
  return `${new Date().toISOString()} ${level} ${message}${cause === undefined ? '' : `: ${describeCause(cause)}`}\n`;
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
