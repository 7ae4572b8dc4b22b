// Registers the job definition that a JSON document describes, once nothing is wrong with it.
import { confirmOffLocal, done } from '../manage/changing';
import { definitionDocumentSuffix, readDefinition } from '../manage/readDefinition';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import { readShownDocument } from '../submit/readDocument';
import { connectionName } from '../connectionText';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'files'>;

export const registerDefinition: Command<Needs> = async (services, target) => {
  const { t, ui } = services;
  const document = await readShownDocument(target, definitionDocumentSuffix, readDefinition, services);
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
