// Registers the job definition that a JSON document describes, once nothing is wrong with it.
import { nameOfArn } from '../../core/arn';
import { connectionName } from '../connectionText';
import { documentKinds } from '../documents/documentKinds';
import { readShownDocument } from '../documents/readDocument';
import { confirmOffLocal } from '../manage/changing';
import { requestOf } from '../manage/resourceKind';
import { showResource } from '../manage/showResource';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'files' | 'log'>;

export const registerDefinition: Command<Needs> = async (services, target) => {
  const { t, ui } = services;
  const document = await readShownDocument(target, documentKinds.definition, services);
  const name = document.jobDefinitionName;
  await inSession(services, async (session) => {
    const question = t('Register {0}?', name);
    await confirmOffLocal(question, connectionName(session.connection, t), t('Register'), session, services);
    const arn = await ui.withProgress(t('Registering {0}', name), (_progress, cancel) =>
      session.manage.registerRevision(requestOf(document), AbortSignal.any([cancel, session.signal])),
    );
    await showResource(arn, t('{0} is registered.', nameOfArn(arn)), services);
  });
};
