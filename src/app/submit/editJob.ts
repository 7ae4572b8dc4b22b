// Opens a job to submit as a JSON document, which has a schema and a button to submit it.
import type { Services } from '../services';
import { type JobForm, templateOf } from './jobForm';

/** The end of the names of such documents: the schema and the button hang on it. */
export const jobDocumentSuffix = '.batchsubmit.json';

export async function editJob(form: JobForm, { files }: Pick<Services, 'files'>): Promise<void> {
  const jobName = form.jobName ?? form.facts?.definition.replace(/:\d+$/, '') ?? 'job';
  const text = `${JSON.stringify(templateOf({ ...form, jobName }), undefined, 2)}\n`;
  await files.edit(`${jobName}${jobDocumentSuffix}`, text);
}
