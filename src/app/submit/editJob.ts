// Opens a job to submit as a JSON document, which has a schema and a button to submit it.
import type { Services } from '../services';
import { type JobForm, type SubmitJobDocument, templateOf } from './jobForm';

/** The end of the names of such documents: the schema and the button hang on it. */
export const jobDocumentSuffix = '.batchsubmit.json';

export async function editJob(form: JobForm, { files }: Pick<Services, 'files'>): Promise<void> {
  const jobName = form.jobName ?? form.facts?.definition.replace(/:\d+$/, '') ?? 'job';
  await editDocument(templateOf({ ...form, jobName }), { files });
}

/** @param original what the document came of: the editor shows the difference to it. */
export async function editDocument(
  document: SubmitJobDocument,
  { files }: Pick<Services, 'files'>,
  { original }: { readonly original?: SubmitJobDocument } = {},
): Promise<void> {
  const name = `${document.jobName}${jobDocumentSuffix}`;
  await files.edit(name, textOf(document), original && textOf(original));
}

function textOf(document: SubmitJobDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
