// Makes the check for one cause of failure: it fails for jobs that ended by it, and passes for all that ended otherwise.
import type { Job } from '../../core/job';
import type { Translate } from '../l10n';
import { type Check, type NextAction, failed, notApplicable, passed } from './check';
import type { Facts } from './facts';
import { type EndCause, type JobEnd, endEvidence, endOf } from './jobEnd';

export type Failure = {
  readonly sentence: string;
  readonly verdict: string;
  readonly action?: NextAction;
  /** Beside the words of AWS. */
  readonly evidence?: readonly string[];
};

/** @param explain what happened, and what to do about it, in plain words */
export function failureCheck(
  causes: readonly EndCause[],
  title: Check['title'],
  otherwise: (t: Translate) => string,
  explain: (end: JobEnd, job: Job, t: Translate, facts: Facts) => Failure,
): Check {
  return {
    title,
    run(facts, t) {
      const end = endOf(facts.job);
      if (end === undefined || facts.job === undefined) return notApplicable(t('The job has not failed.'));
      if (!causes.includes(end.cause)) return passed(otherwise(t));
      const failure = explain(end, facts.job, t, facts);
      const evidence = [...endEvidence(end, t), ...(failure.evidence ?? [])];
      return failed(failure.sentence, { ...failure, evidence });
    },
  };
}
