// Submits the job that a JSON document describes, once nothing is wrong with it.
import type { Services } from '../services';
import { jobDocumentSuffix } from '../submit/editJob';
import { inSession } from '../submit/inSession';
import { readShownDocument } from '../submit/readDocument';
import { readSubmitJob } from '../submit/readSubmitJob';
import { submitJobShown } from '../submit/submitJobShown';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'files' | 'log' | 'clock' | 'explorer' | 'runPanels'>;

export const submitJobDocument: Command<Needs> = async (services, target) => {
  const document = await readShownDocument(target, jobDocumentSuffix, readSubmitJob, services);
  await inSession(services, (session) => submitJobShown(document, session, services));
};
