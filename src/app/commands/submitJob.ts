// Asks for everything that a job takes, step by step, and submits it.
import type { Services } from '../services';
import { askJob } from '../submit/askJob';
import { editJob } from '../submit/editJob';
import { inSession } from '../submit/inSession';
import { documentOf } from '../submit/jobForm';
import { rememberQueue, startJobForm } from '../submit/startJobForm';
import { submitJobShown } from '../submit/submitJobShown';
import type { Command } from './command';

type Needs = Pick<
  Services,
  'sessions' | 'ui' | 't' | 'files' | 'workspaceMemory' | 'log' | 'clock' | 'explorer' | 'runPanels'
>;

export const submitJob: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { form, known } = await startJobForm(target, session, services);
    const answer = await askJob(form, known, { services, session });
    await rememberQueue(services.workspaceMemory, session.connection, answer.form.jobQueue ?? '');
    if (answer.wants === 'json') await editJob(answer.form, services);
    else await submitJobShown(documentOf(answer.form), session, services);
  });
