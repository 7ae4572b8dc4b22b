// Opens a job to submit as a JSON document, which has a schema, and buttons to submit it.
import { documentKinds } from '../documents/documentKinds';
import { openDocument } from '../documents/openDocument';
import type { Services } from '../services';
import { type JobForm, templateOf } from './jobForm';

export async function editJob(form: JobForm, services: Pick<Services, 'files'>): Promise<void> {
  const jobName = form.jobName ?? form.facts?.definition.replace(/:\d+$/, '') ?? 'job';
  await openDocument(documentKinds.job, jobName, templateOf({ ...form, jobName }), services);
}
