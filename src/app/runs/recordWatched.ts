// Writes the run that a run panel shows into the ledger, where nobody has submitted it from here.
import { nameOfArn } from '../../core/arn';
import { parentJobId } from '../../core/arrayJob';
import type { Connection } from '../../core/connection';
import type { Job } from '../../core/job';
import { keptRequest } from '../ledger/keptRequest';
import type { LedgerEntry, RunFacts, RunLook } from '../ledger/ledgerEntry';
import { runOfJob } from '../pipeline/runOfJob';
import type { RunModel } from '../runPanel/runModel';
import { lookOf } from './followRuns';
import type { RecordServices } from './recordSubmissions';
import { isOver } from './runEnd';

type Watched = Pick<RunModel, 'jobId' | 'job' | 'merge' | 'known' | 'hasLooked'>;

export class WatchedRuns {
  /** What was seen to already: a panel tells of each change. */
  private readonly noted = new Set<string>();

  constructor(private readonly services: RecordServices) {}

  /** Returns at once. What cannot be written is told in the log: the panel goes on. */
  note(model: Watched, connection: Connection): void {
    const { job, merge } = runIn(model);
    if (!model.hasLooked || job === undefined) return;
    const end = endOf(job, merge);
    const key = `${job.jobId} ${merge?.jobId ?? ''} ${end?.status ?? ''}`;
    if (this.noted.has(key)) return;
    this.noted.add(key);
    this.record(job, merge, end, connection).catch((cause: unknown) => {
      this.services.log.error(`The job ${job.jobId} could not be written into the ledger of runs.`, cause);
    });
  }

  private async record(
    job: Job,
    merge: Job | undefined,
    end: RunLook | undefined,
    connection: Connection,
  ): Promise<void> {
    const { ledger, clock } = this.services;
    const [id, at] = [job.jobId, clock.now()];
    await ledger.load(at);
    await ledger.refresh();
    const line = ledger.lineOf(id);
    if (line === undefined) {
      await ledger.add(...linesOf(job, merge, connection, at, ledger.window));
      return;
    }
    const run = ledger.get(id);
    const isNewMerge = merge !== undefined && line.facts.mergeJobId === undefined;
    // The panel looks more often than whoever follows all runs.
    const look = isNewMerge ? lookOf(job, merge) : run !== undefined && !isOver(run) ? end : undefined;
    await ledger.add(
      ...(isNewMerge ? [{ ...line, facts: { ...line.facts, mergeJobId: merge.jobId } }] : []),
      ...(look === undefined ? [] : [{ kind: 'look', id, at, look } as const]),
    );
  }
}

/** Undefined while it goes on, as far as can be told. */
function endOf(job: Job, merge: Job | undefined): RunLook | undefined {
  const look = lookOf(job, merge);
  const isMergeMissing = merge === undefined && runOfJob(job)?.mergeJobName !== undefined;
  return look !== undefined && !isMergeMissing && isOver({ looks: [{ ...look, at: 0 }] }) ? look : undefined;
}

/** The array of a child, the split of a merge: a run is known by the job that comes first. */
function runIn(model: Watched): { readonly job?: Job; readonly merge?: Job } {
  const { jobId, job, merge } = model;
  const parent = parentJobId(jobId);
  if (parent !== undefined) return { job: model.known(parent) };
  const isMerge = job !== undefined && runOfJob(job)?.mergeJobName === job.jobName;
  const [first] = job?.dependsOn ?? [];
  return isMerge && first?.jobId !== undefined ? { job: model.known(first.jobId), merge: job } : { job, merge };
}

function linesOf(
  job: Job,
  merge: Job | undefined,
  connection: Connection,
  at: number,
  window: string,
): readonly LedgerEntry[] {
  const { jobId: id, jobName, environment, container, array } = job;
  const run = runOfJob(job);
  const jobQueue = nameOfArn(job.jobQueue);
  const facts: RunFacts = {
    ...{ jobName, origin: 'opened', connection, jobQueue },
    request: keptRequest({
      ...{ jobName, jobQueue, jobDefinition: nameOfArn(job.jobDefinition), arraySize: array?.size, environment },
      ...(container !== undefined && { otherMembers: { container } }),
    }),
    ...(array?.size !== undefined && { childCount: array.size }),
    ...(merge !== undefined && { mergeJobId: merge.jobId }),
    ...(run !== undefined && { result: run.result }),
  };
  const look = lookOf(job, merge) ?? { status: job.status };
  // Whoever opens what is over has seen that it is.
  const isEnd = endOf(job, merge) !== undefined;
  return [
    { kind: 'run', id, at, facts },
    { kind: 'look', id, at, look },
    ...(isEnd
      ? ([
          { kind: 'seen', id, at },
          { kind: 'told', id, at, by: window },
        ] as const)
      : []),
  ];
}
