// Submits the job that a JSON document describes, once nothing is wrong with it.
import { AppError } from '../../core/errors';
import type { Services } from '../services';
import { jobDocumentSuffix } from '../submit/editJob';
import { inSession } from '../submit/inSession';
import type { SubmitJobDocument } from '../submit/jobForm';
import { readSubmitJob } from '../submit/readSubmitJob';
import { submitJobShown } from '../submit/submitJobShown';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'files' | 'log' | 'clock' | 'explorer' | 'runPanels'>;

export const submitJobDocument: Command<Needs> = async (services, target) => {
  const { files, t } = services;
  const uri = files.uriOf(target) ?? files.activeUri();
  if (uri === undefined || !files.nameOf(uri).endsWith(jobDocumentSuffix)) {
    throw new AppError('invalid', t('Open a document whose name ends in {0} first.', jobDocumentSuffix));
  }
  const document = await readDocument(uri, services);
  await inSession(services, (session) => submitJobShown(document, session, services));
};

/** @throws AppError `invalid`, with the first faulty line in front of the user. */
async function readDocument(uri: string, { files, t }: Needs): Promise<SubmitJobDocument> {
  const { document, faults } = readSubmitJob(await files.readText(uri), t);
  if (document !== undefined) return document;
  const [first, ...others] = faults;
  const { line = 1, text = '' } = first ?? {};
  await files.show(uri, line);
  const more = others.length === 0 ? '' : ` ${t('Faults beside this one: {0}.', others.length)}`;
  throw new AppError('invalid', `${t('{0}, line {1}: {2}', files.nameOf(uri), line, text)}${more}`);
}
