// Opens a job to submit as a JSON document, which has a schema, and buttons to submit it.
import { documentKinds } from '../documents/documentKinds';
import type { Services } from '../services';
import { type JobForm, type SubmitJobDocument, templateOf } from './jobForm';

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
  const name = `${document.jobName}${documentKinds.job.suffix}`;
  await files.edit(name, textOf(document), original && textOf(original));
}

function textOf(document: SubmitJobDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
