// Opens what a job of a definition takes as a JSON document, to be changed and submitted there.
import type { Services } from '../services';
import { askDefinition } from '../submit/askJob';
import { editJob } from '../submit/editJob';
import { inSession } from '../submit/inSession';
import { startJobForm } from '../submit/startJobForm';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'files' | 'workspaceMemory'>;

export const submitJobAsJson: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { form } = await startJobForm(target, session, services);
    const known = form.facts === undefined ? await askDefinition(form, { services, session }) : form;
    await editJob(known, services);
  });
