// Runs an attempt as a process of this machine.
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Clock } from '../clock';
import { machineEnvironment } from './machineEnvironment';
import { killGroup, signalTree, taskVariable } from './processTree';
import type { CommandRequest, Runner, RunningTask, TaskEvents, TaskOutcome } from './runner';
import { TaskOutput } from './taskOutput';

/** How long output may still come after the command has ended, before what holds the pipes open is ended too. */
const lingerMs = 250;

export class ProcessRunner implements Runner {
  constructor(private readonly clock: Clock) {}

  start(request: CommandRequest, events: TaskEvents): RunningTask {
    const [program = '', ...parameters] = request.command;
    let child: ChildProcess;
    try {
      // Its own process group, so that all of it can be signalled; on Windows that would open a console window.
      child = spawn(program, parameters, {
        cwd: request.workFolder,
        env: { ...machineEnvironment, ...request.environment, [taskVariable]: request.taskId },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
      });
    } catch (cause) {
      // Node throws some errors (no command, a NUL byte, too long) and emits others.
      setImmediate(() => events.onEnded({ reason: explainSpawnError(cause as NodeJS.ErrnoException, program) }));
      return { stop: () => undefined };
    }
    const { pid } = child;
    const task = new ProcessTask(child, request.taskId, this.clock, events);
    child.once('error', (cause: NodeJS.ErrnoException) => {
      if (pid === undefined) task.failToStart(explainSpawnError(cause, program));
    });
    if (pid !== undefined) child.once('spawn', () => events.onStarted(pid));
    return task;
  }
}

class ProcessTask implements RunningTask {
  private outcome: TaskOutcome | undefined;
  private readonly output: TaskOutput;
  private isEnded = false;
  private cancelTimer: (() => void) | undefined;

  constructor(
    private readonly child: ChildProcess,
    private readonly taskId: string,
    private readonly clock: Clock,
    private readonly events: TaskEvents,
  ) {
    this.output = new TaskOutput(
      clock,
      (lines) => events.onLines(lines),
      () => this.endIfDone(),
    );
    for (const stream of [child.stdout, child.stderr]) if (stream !== null) this.output.read(stream);
    child.once('exit', (code, signal) => {
      this.cancelTimer?.();
      this.outcome = { exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) };
      if (child.pid !== undefined) killGroup(child.pid);
      this.endIfDone();
      if (!this.isEnded) this.cancelTimer = clock.after(lingerMs, () => this.cutOff());
    });
  }

  stop(graceMs: number): void {
    const { pid } = this.child;
    if (pid === undefined || this.outcome !== undefined) return;
    signalTree(pid, this.taskId, 'SIGTERM');
    this.cancelTimer?.();
    this.cancelTimer = this.clock.after(graceMs, () => signalTree(pid, this.taskId, 'SIGKILL'));
  }

  failToStart(reason: string): void {
    this.isEnded = true;
    this.events.onEnded({ reason });
  }

  /** Something that left the process group still holds the pipes: a container would end with its command. */
  private cutOff(): void {
    if (this.child.pid !== undefined) signalTree(this.child.pid, this.taskId, 'SIGKILL');
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
  }

  private endIfDone(): void {
    if (this.isEnded || this.outcome === undefined || !this.output.isDone) return;
    this.isEnded = true;
    this.cancelTimer?.();
    this.events.onEnded(this.outcome);
  }
}

/** In the form in which ECS reports a container that could not start; evaluateOnExit rules match its beginning. */
function explainSpawnError(cause: NodeJS.ErrnoException, program: string): string {
  const why =
    cause.code === 'ENOENT'
      ? `"${program}" was not found on this machine`
      : cause.code === 'EACCES'
        ? `"${program}" is not executable`
        : cause.message;
  return `CannotStartContainerError: ${why}`.slice(0, 255);
}
