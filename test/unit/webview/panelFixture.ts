// A job and children for the tests of the panel.
import type { Children, PanelState } from '../../../src/app/runPanel/protocol';

export function job(part: Partial<PanelState> = {}): PanelState {
  return {
    jobId: 'job-1',
    name: 'colours',
    connection: 'Local engine',
    queue: 'default',
    status: 'RUNNING',
    statusText: 'Running',
    explanation: '',
    createdAt: 0,
    startedAt: 0,
    stoppedAt: undefined,
    now: 5_000,
    updatedAt: 5_000,
    total: 6,
    counts: {},
    isEnded: false,
    actions: [],
    stages: [],
    failures: [],
    ...part,
  };
}

export function children(letters: string): Children {
  const none = Array<null>(letters.length).fill(null);
  return {
    letters,
    createdAt: none,
    startedAt: none,
    stoppedAt: none,
    exitCode: none,
    attempts: none,
    reason: none,
    reasons: [],
  };
}
