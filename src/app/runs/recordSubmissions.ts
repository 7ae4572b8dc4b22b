// Writes every job that is submitted through a session into the ledger: whoever submits it, and from wherever.
import type { SessionFactory } from '../connectionPorts';
import { keptRequest } from '../ledger/keptRequest';
import type { RunFacts } from '../ledger/ledgerEntry';
import { runOfJob } from '../pipeline/runOfJob';
import type { Clock, SubmitJobRequest } from '../ports';
import type { Log } from '../services';
import type { Session } from '../session';
import type { Connection } from '../../core/connection';
import type { RunLedger } from './runLedger';

export type RecordServices = { readonly ledger: RunLedger; readonly clock: Clock; readonly log: Log };

/** Sessions whose submissions are written down. */
export function recordedSessions(factory: SessionFactory, services: RecordServices): SessionFactory {
  return {
    open: async (connection, signal) => {
      const session = await factory.open(connection, signal);
      return { ...session, batch: recorded(session.batch, connection, services) };
    },
  };
}

/** The same gateway in all but one method. */
function recorded(batch: Session['batch'], connection: Connection, services: RecordServices): Session['batch'] {
  const submitJob: Session['batch']['submitJob'] = async (request, signal) => {
    const answer = await batch.submitJob(request, signal);
    try {
      await record(answer.jobId, request, connection, services);
    } catch (cause) {
      // The job is there: whoever submitted it must get its id, not this error.
      services.log.error(`The job ${answer.jobId} could not be written into the ledger of runs.`, cause);
    }
    return answer;
  };
  return Object.assign(Object.create(batch) as Session['batch'], { submitJob });
}

export async function record(
  jobId: string,
  request: SubmitJobRequest,
  connection: Connection,
  { ledger, clock }: RecordServices,
): Promise<void> {
  const run = runOfJob(request);
  const [splitId = ''] = request.dependsOnJobIds ?? [];
  const split = run?.mergeJobName === request.jobName ? ledger.lineOf(splitId) : undefined;
  if (split !== undefined) {
    // The second job of a run that is there already.
    await ledger.add({ ...split, facts: { ...split.facts, mergeJobId: jobId } });
    return;
  }
  const facts: RunFacts = {
    jobName: request.jobName,
    origin: originOf(request, run !== undefined),
    connection,
    jobQueue: request.jobQueue,
    request: keptRequest(request),
    ...(request.arraySize !== undefined && { childCount: request.arraySize }),
    ...(run !== undefined && { result: run.result }),
  };
  await ledger.add({ kind: 'run', id: jobId, at: clock.now(), facts });
}

function originOf({ environment }: SubmitJobRequest, isRun: boolean): RunFacts['origin'] {
  if (!isRun) return 'job';
  return environment?.PIPELINE_INDEX_MAP === undefined ? 'pipeline' : 'rerun';
}
