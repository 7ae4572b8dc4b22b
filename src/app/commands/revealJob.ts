// Shows a job in the view: the one that is clicked, or one whose id is asked for.
import type { Services } from '../services';
import { isNode } from '../tree';
import type { Command } from './command';

export const revealJob: Command<Pick<Services, 'explorer' | 't' | 'ui'>> = async ({ explorer, t, ui }, target) => {
  if (isNode(target) && target.kind === 'job') {
    await explorer.reveal(target.jobId);
    return;
  }
  const jobId = await ui.input({
    title: t('Go to Job'),
    prompt: t('The id of a job, or of a child: <id of the array>:<index>'),
    validate: (value) => (value.trim() === '' ? t('Enter the id of a job.') : undefined),
  });
  await explorer.reveal(jobId.trim());
};
