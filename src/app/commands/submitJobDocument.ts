// Submits the job that a JSON document describes, once nothing is wrong with it.
import { documentKinds } from '../documents/documentKinds';
import { readShownDocument } from '../documents/readDocument';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import { submitJobShown } from '../submit/submitJobShown';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'files' | 'log' | 'clock' | 'explorer' | 'runPanels'>;

export const submitJobDocument: Command<Needs> = async (services, target) => {
  const document = await readShownDocument(target, documentKinds.job, services);
  await inSession(services, (session) => submitJobShown(document, session, services));
};
