// Ends processes of attempts whose engine died before them.
import { pidsOfTasks, signalTree } from './processTree';
import { processStartTime } from './processIdentity';

export type StrayTask = {
  readonly taskId: string;
  readonly pid?: number;
  readonly processStartedAt?: string;
};

/** What is not certainly a process of these attempts is left alone: process ids are used again. */
export function endStrayTasks(tasks: readonly StrayTask[]): void {
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  for (const { pid, processStartedAt, taskId } of tasks) {
    const isSame = pid !== undefined && processStartedAt !== undefined && processStartTime(pid) === processStartedAt;
    if (isSame) signalTree(pid, taskId, 'SIGKILL');
  }
  // Linux names the attempt in the environment of each process: this finds those that left the process group, too.
  for (const pid of pidsOfTasks((taskId) => byId.has(taskId))) process.kill(pid, 'SIGKILL');
}
