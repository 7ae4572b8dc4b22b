// Opens a document for a new compute environment.
import { documentKinds } from '../documents/documentKinds';
import { openDocument } from '../documents/openDocument';
import { environmentTemplate } from '../documents/templates/environmentTemplate';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'files'>;

export const newEnvironment: Command<Needs> = (services) =>
  inSession(services, async (session) => {
    const { t, ui } = services;
    const template = await ui.withProgress(t('Looking at the network'), (_progress, cancel) =>
      environmentTemplate(session, AbortSignal.any([cancel, session.signal])),
    );
    await openDocument(documentKinds.environment, template.computeEnvironmentName, template, services);
  });
