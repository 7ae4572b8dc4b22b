// Preset `command`: a shell command for each line, whose output is the part.
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Environment } from './environment';
import { WorkerFailure, signalExitCode } from './workerFailure';
import type { Interruption } from './interruption';
import type { LineHandler } from './lineHandler';
import type { ObjectWriter } from './objectWriter';
import { signalTree } from './signalTree';

/**
 * The longest line that goes into `LINE`. Linux takes 131,072 bytes for one variable, its name and the NUL at its end
 * included (MAX_ARG_STRLEN); Windows 32,767 characters.
 */
const longestVariableBytes = process.platform === 'win32' ? 32_000 : 131_072 - 'LINE='.length - 1;

const lineFeed = Buffer.from('\n');

export type CommandOptions = {
  readonly command: string;
  readonly child: number;
  readonly environment: Environment;
};

type Command = ChildProcessByStdio<Writable, Readable, null>;
type Exit = { readonly exitCode: number; readonly how: string };

/**
 * Runs the command in the shell (`/bin/sh -c`, on Windows `cmd.exe /d /s /c`) with the line and a LF on its standard
 * input, and with the variables `LINE` (absent when the line is too long for that, or has a NUL) and `LINE_NUMBER`.
 * Its errors go to the job's log. When it fails the handler fails, with the exit code of the command.
 */
export function commandHandler(options: CommandOptions, writer: ObjectWriter, interruption: Interruption): LineHandler {
  return async (line, lineNumber) => {
    const command = start(options, line, lineNumber);
    const ended = exitOf(command);
    // A command that does not read its input, or not all of it, has not failed for that: its exit code tells.
    command.stdin.on('error', () => undefined).end(Buffer.concat([line, lineFeed]));
    const forgetCleanup = interruption.onRaise(async (signal) => {
      // Its children may need a moment as well; but nobody waits for what it has left in the background.
      if (stop(command, signal)) await ended;
    });
    try {
      const [{ exitCode, how }] = await Promise.all([ended, drain(command.stdout, writer)]);
      if (interruption.isRaised) throw new WorkerFailure('interrupted');
      if (exitCode !== 0) throw failure(options.child, line, lineNumber, exitCode, how);
    } catch (cause) {
      // When the part cannot be written, nothing that the command still does is of use.
      stop(command, 'SIGTERM');
      throw cause;
    } finally {
      forgetCleanup();
    }
  };
}

function start({ command, child, environment }: CommandOptions, line: Buffer, lineNumber: number): Command {
  const hasVariable = line.length <= longestVariableBytes && !line.includes(0);
  if (!hasVariable) {
    process.stderr.write(
      `child ${child}: line ${lineNumber} does not fit into the variable LINE, it is on standard input only\n`,
    );
  }
  try {
    return process.getBuiltinModule('node:child_process').spawn(command, {
      shell: true,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...environment, LINE: hasVariable ? line.toString() : undefined, LINE_NUMBER: String(lineNumber) },
    });
  } catch (cause) {
    throw notStarted(cause);
  }
}

function exitOf(command: Command): Promise<Exit> {
  return new Promise((resolve, reject) => {
    command.on('error', (cause) => reject(notStarted(cause)));
    // Not `exit`: what the command started may still be writing the part.
    command.on('close', (code, signal) => {
      const exitCode = signal === null ? (code ?? 1) : signalExitCode(signal);
      resolve({ exitCode, how: `${signal === null ? '' : `${signal}, `}exit code ${exitCode}` });
    });
  });
}

async function drain(stdout: Readable, writer: ObjectWriter): Promise<void> {
  for await (const chunk of stdout) await writer.write(chunk as Buffer);
}

/** False when it has ended, or never begun: then its id may be another's by now. */
function stop({ pid, exitCode, signalCode }: Command, signal: NodeJS.Signals): boolean {
  const isRunning = exitCode === null && signalCode === null;
  if (!isRunning || pid === undefined) return false;
  signalTree(pid, signal);
  return true;
}

function failure(child: number, line: Buffer, lineNumber: number, exitCode: number, how: string): WorkerFailure {
  const text = JSON.stringify(line.toString('utf8', 0, 80));
  return new WorkerFailure(`child ${child}: line ${lineNumber} ${text} failed: ${how}`, exitCode);
}

function notStarted(cause: unknown): WorkerFailure {
  return new WorkerFailure(`The shell could not be started: ${String(cause)}`);
}
