// Failed since its command could not be started: exit codes 125, 126 and 127.
// https://docs.docker.com/reference/cli/docker/container/run/#exit-status
import type { Translate } from '../../l10n';
import { failureCheck } from '../failureCheck';

export const commandStart = failureCheck(
  ['commandStart'],
  (t) => t('Command'),
  (t) => t('Its command could be started, or it never came to that.'),
  ({ exitCode, reason = '' }, job, t) => {
    const command = job.container?.command;
    const isMissing = exitCode === 127 || /not found|no such file/i.test(reason);
    return {
      sentence: isMissing ? missing(t) : adviceFor(exitCode, t),
      verdict: isMissing ? t('Failed: its command was not found.') : verdictFor(exitCode, t),
      evidence: command === undefined || command.length === 0 ? [] : [t('Command: {0}', command.join(' '))],
      action: job.logStreamName === undefined ? undefined : { kind: 'openLog', jobId: job.jobId },
    };
  },
);

function missing(t: Translate): string {
  return t('Check the name and path of the program, that it is in the image, and that it is made for this CPU.');
}

function verdictFor(exitCode: number | undefined, t: Translate): string {
  return exitCode === 126
    ? t('Failed: its command may not be executed (exit code 126).')
    : t('Failed: its container could not be started.');
}

function adviceFor(exitCode: number | undefined, t: Translate): string {
  return exitCode === 126
    ? t('The file must be executable (chmod +x) and begin with a right #! line.')
    : t('What it asks for cannot be had together: check mounts, devices, user and entry point.');
}
