// Opens a document for a new job definition.
import { documentKinds } from '../documents/documentKinds';
import { openDocument } from '../documents/openDocument';
import { definitionTemplate } from '../documents/templates/definitionTemplate';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'files'>;

export const newDefinition: Command<Needs> = (services) =>
  inSession(services, async (session) => {
    const template = definitionTemplate(session);
    await openDocument(documentKinds.definition, template.jobDefinitionName, template, services);
  });
