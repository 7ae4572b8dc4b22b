// Where the job stands in its queue, and since when.
import { parentJobId } from '../../../core/arrayJob';
import type { QueueFront } from '../../../core/queueFront';
import { formatDuration } from '../../../core/time';
import { usableOf } from '../facts';
import { type Check, notApplicable, passed, unread } from '../check';

/** As many as AWS Batch tells of. */
const mostTold = 100;

export const position: Check = {
  title: (t) => t('Place in the queue'),
  run({ job, front: told, environments, now }, t) {
    if (job?.status !== 'RUNNABLE') return notApplicable(t('The job is not in line: it is not RUNNABLE.'));
    if ('error' in told) return unread(told.error, t);
    const { jobs, usedVcpus } = told.value;
    const most = 'value' in environments ? usableOf(environments.value).map(({ maxvCpus }) => maxvCpus) : [];
    const sum = most.reduce<number | undefined>(
      (all, one) => (all === undefined || one === undefined ? undefined : all + one),
      0,
    );
    const evidence = [
      t('Jobs told as next: {0}', jobs.length),
      ...(usedVcpus === undefined ? [] : [t('vCPUs that the queue uses now: {0}', usedVcpus)]),
      ...(sum === undefined || most.length === 0 ? [] : [t('vCPUs that its environments may have: {0}', sum)]),
    ];
    const place = placeOf(job.jobId, told.value);
    if (place === undefined) {
      if (jobs.length < mostTold) return notApplicable(t('AWS Batch does not list the job among the next ones yet.'));
      const verdict = t('Waiting its turn: {0} jobs or more are before it.', jobs.length);
      return passed(t('It is not among the next {0}.', jobs.length), { evidence, verdict });
    }
    const since = jobs[place]?.since ?? job.createdAt;
    const waited = formatDuration(now - (since ?? now));
    if (place === 0) {
      return passed(t('It has been next for {0}.', waited), {
        evidence,
        verdict: t('Next in line for {0}: it waits until its environments have room.', waited),
      });
    }
    return passed(t('It has been number {0} for {1}.', place + 1, waited), {
      evidence,
      verdict: t('Waiting its turn: position {0}, there for {1}.', place + 1, waited),
    });
  },
};

/** From 0. An array may stand in line as a whole. */
function placeOf(jobId: string, { jobs }: QueueFront): number | undefined {
  const parentId = parentJobId(jobId);
  const place = jobs.findIndex((one) => one.jobId === jobId || (parentId !== undefined && one.jobId === parentId));
  return place < 0 ? undefined : place;
}
