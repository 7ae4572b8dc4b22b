// Whether the roles that a job and its machines take exist.
import { nameOfArn } from '../../../core/arn';
import type { RoleFact } from '../accountFacts';
import { type Check, failed, notApplicable, passed, unread } from '../check';

export const roles: Check = {
  title: (t) => t('Roles'),
  run({ account }, t) {
    if (account === undefined) return notApplicable(t('Looked at on AWS, for a job that has not begun.'));
    const { roles: all } = account;
    if (all.length === 0) return notApplicable(t('The job has no role, and its environments have none that is told.'));
    const missing = all.filter(({ isThere }) => 'value' in isThere && !isThere.value);
    const evidence = all.map(({ purpose, name }) => `${purposes[purpose]}: ${nameOfArn(name)}`);
    const [first] = missing;
    if (first !== undefined) {
      const verdict = t('Blocked: the role {0} does not exist.', nameOfArn(first.name));
      return failed(t('Make the role, or give another to the job definition or the environment.'), {
        evidence,
        verdict,
      });
    }
    const [refused] = all.flatMap(({ isThere }) => ('error' in isThere ? [isThere.error] : []));
    return refused === undefined ? passed(t('They all exist.'), { evidence }) : unread(refused, t);
  },
};

const purposes: Readonly<Record<RoleFact['purpose'], string>> = {
  job: 'jobRoleArn',
  execution: 'executionRoleArn',
  instance: 'instanceRole',
};
