// Registers the job definition that a JSON document describes, once nothing is wrong with it.
import { documentKinds } from '../documents/documentKinds';
import { readShownDocument } from '../documents/readDocument';
import { confirmOffLocal, done } from '../manage/changing';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import { connectionName } from '../connectionText';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'files'>;

export const registerDefinition: Command<Needs> = async (services, target) => {
  const { t, ui } = services;
  const document = await readShownDocument(target, documentKinds.definition, services);
  const name = document.jobDefinitionName;
  // For the editor, not for AWS.
  const request = Object.fromEntries(Object.entries(document).filter(([member]) => member !== '$schema'));
  await inSession(services, async (session) => {
    const question = t('Register {0}?', name);
    await confirmOffLocal(question, connectionName(session.connection, t), t('Register'), session, services);
    const revision = await ui.withProgress(t('Registering {0}', name), (_progress, cancel) =>
      session.manage.registerRevision(request, AbortSignal.any([cancel, session.signal])),
    );
    done(t('{0} is registered.', revision), services);
  });
};
