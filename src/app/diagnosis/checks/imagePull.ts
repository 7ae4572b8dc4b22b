// Failed since its image could not be fetched.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
import type { Translate } from '../../l10n';
import { failureCheck } from '../failureCheck';

export const imagePull = failureCheck(
  ['image'],
  (t) => t('Image'),
  (t) => t('Its image is not the trouble.'),
  ({ reason = '' }, job, t) => ({
    sentence: adviceFor(reason, t),
    verdict: t('Failed: the image {0} could not be fetched.', job.container?.image ?? ''),
    evidence: job.container?.image === undefined ? [] : [t('Image: {0}', job.container.image)],
  }),
);

function adviceFor(reason: string, t: Translate): string {
  // The local engine has no roles and no subnets: it says itself what helps.
  if (/no container engine answers/i.test(reason))
    return t('Start Docker or Podman, or use the image "host", which runs the command on this machine.');
  const [, signIn] = /; sign in(?: again)?: (.+)$/.exec(reason) ?? [];
  if (signIn !== undefined) return t('Sign in to its registry, in a terminal: {0}', signIn);
  if (/not found|manifest unknown|does not exist/i.test(reason))
    return t('There is no such image: check its name and tag.');
  if (/toomanyrequests|rate limit/i.test(reason))
    return t('The registry allows no more downloads now: use a copy in ECR.');
  if (/denied|unauthori[sz]ed|no basic auth/i.test(reason))
    return t('The execution role, or instance role, may not read it.');
  if (/timeout|i\/o|dial tcp|context deadline|connect/i.test(reason)) {
    return t('The registry cannot be reached: the subnet needs a public IP, a NAT or VPC endpoints for ECR and S3.');
  }
  if (/no space|disk/i.test(reason)) return t('The disk is too small for it: ask for more storage.');
  if (/platform|architecture/i.test(reason))
    return t('The image is made for another CPU: build it for the one of the queue.');
  return t('Check its name and tag, the rights of the execution role, and the way to the registry.');
}
