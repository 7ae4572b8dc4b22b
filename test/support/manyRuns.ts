// A ledger of as many runs as a test wants, each with all that is kept of one: lines as a window writes them.
import type { LedgerEntry, RunFacts } from '../../src/app/ledger/ledgerEntry';
import type { RunEnd } from '../../src/app/ledger/runEndSchema';
import { type DurationList, encodeDurations } from '../../src/core/durationList';

const dayMs = 24 * 3_600_000;
const states = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING'];

/** A tenth of them failed; a note for every seventh. */
export function manyRuns(count: number, childCount: number, now: number): readonly LedgerEntry[] {
  const durations = encodeDurations(Array.from({ length: childCount }, (_, index) => 10_000 + ((index * 7919) % 5000)));
  return Array.from({ length: count }, (_, n) => runLines(n, childCount, durations, now - (dayMs * n) / 100)).flat();
}

function runLines(n: number, childCount: number, durations: DurationList, at: number): readonly LedgerEntry[] {
  const id = `0d1f2a3b-1111-2222-3333-${String(n).padStart(12, '0')}`;
  const status = n % 10 === 0 ? 'FAILED' : 'SUCCEEDED';
  const jobName = `samples-${n % 40}-split-20261124T041502-${String(n).padStart(5, '0')}`;
  const environment = { PIPELINE_BUCKET: 'pipeline', PIPELINE_COMMAND: 'wc -c | tee /tmp/count', TOKEN: '(not kept)' };
  const request = { jobName, jobQueue: 'queue', jobDefinition: 'pipeline-split', arraySize: childCount, environment };
  const facts: RunFacts = {
    ...{ jobName, origin: 'pipeline', connection: { kind: 'local' }, jobQueue: 'queue', childCount, request },
    ...{ mergeJobId: `merge-${n}`, result: { bucket: 'pipeline', key: `runs/${n}/output/result` } },
  };
  const looks = [...states, status].map((state, step): LedgerEntry => {
    const look = { status: state, splitStatus: state, mergeStatus: 'PENDING', startedAt: at, stoppedAt: at + 90_000 };
    return { kind: 'look', id, at: at + step * 1000, look };
  });
  const note = n % 7 === 0 ? [{ kind: 'note', id, at, note: `number ${n} of the sweep` } as const] : [];
  return [
    { kind: 'run', id, at, facts },
    ...looks,
    { kind: 'end', id, at, end: endOf(id, status, childCount, durations, at) },
    ...note,
  ];
}

function endOf(id: string, status: string, childCount: number, durations: DurationList, at: number): RunEnd {
  const job = {
    jobId: id,
    jobName: id,
    status,
    createdAt: at,
    startedAt: at,
    stoppedAt: at,
    attempts: [{ exitCode: 0 }],
  };
  const isFailed = status === 'FAILED';
  const indexes = Array.from({ length: 20 }, (_, n) => n * 3);
  return {
    jobs: [job, { ...job, jobId: `${id}-merge` }],
    children: {
      ...{ told: childCount, exitCodes: { 0: childCount }, slowest: [[1, 15_000]], medianMs: 12_000, p95Ms: 14_000 },
      durations,
    },
    failures: isFailed ? [{ reason: 'OutOfMemoryError', count: 20, indexes }] : [],
    logs: isFailed ? [{ jobId: id, text: 'a line of a log that says what went wrong\n'.repeat(20) }] : [],
    ...{ resultBytes: 1234, missing: [] },
  };
}
