// Failed without running since a job that it depends on had failed.
import { failureCheck } from '../failureCheck';
import { nameOf } from '../jobName';

export const failedDependency = failureCheck(
  ['dependency'],
  (t) => t('Jobs it depended on'),
  (t) => t('No failed dependency ended it.'),
  (_, __, t, { dependencies }) => {
    const all = 'value' in dependencies ? dependencies.value : [];
    const culprit = all.find(({ job }) => job?.status === 'FAILED');
    const sentence = t('Find out why that one failed and submit both again.');
    const evidence = all.map(({ job, jobId }) => `${nameOf(job, jobId)}: ${job?.status ?? t('not known any longer')}`);
    if (culprit === undefined) {
      return { sentence, evidence, verdict: t('Failed: a job that it depends on had failed; it never ran.') };
    }
    const { jobId } = culprit;
    const jobName = nameOf(culprit.job, jobId);
    return {
      sentence,
      evidence,
      verdict: t('Failed: {0}, which it depends on, had failed; it never ran.', jobName),
      action: { kind: 'explainJob', jobId, jobName },
    };
  },
);
