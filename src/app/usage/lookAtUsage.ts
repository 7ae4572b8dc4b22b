// A look at where a job, an array or a run ran and what it costs: jobs first, then places, then prices.
import type { Job } from '../../core/job';
import type { Services } from '../services';
import type { Session } from '../session';
import { attemptUses } from './attemptUses';
import { findPlaces } from './findPlaces';
import { RateFinder } from './findRate';
import { gatherJobs } from './gatherJobs';
import { readOwnRates } from './ownRates';
import { type UsageReport, makeUsageReport } from './usageReport';

export type UsageServices = Pick<Services, 't' | 'clock' | 'settings' | 'globalMemory'>;

/** @throws AppError `invalid` for a setting that is not right, `notFound` for a job that is forgotten */
export async function lookAtUsage(
  jobId: string,
  session: Session,
  { t, clock, settings, globalMemory }: UsageServices,
  signal: AbortSignal,
  onProgress: (described: number, size: number) => void,
): Promise<{ readonly job: Job | undefined; readonly report: UsageReport }> {
  const own = readOwnRates(settings.get('rates'), t);
  const { groups, notes } = await gatherJobs(jobId, { session, signal, t, onProgress });
  const now = clock.now();
  const uses = groups.flatMap(({ members }) => members.flatMap((job) => attemptUses(job, now)));
  const places = await findPlaces(uses, { session, signal, now, t });
  const rates = new RateFinder({ session, memory: globalMemory, clock, own, t }, signal);
  const report = await makeUsageReport(groups, { ...places, notes: [...notes, ...places.notes] }, rates, now);
  return { job: groups.find(({ job }) => job.jobId === jobId)?.job, report };
}
