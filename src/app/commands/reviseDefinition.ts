// Opens a revision of a job definition as a JSON document, to be changed and registered as the next one.
import { AppError } from '../../core/errors';
import { documentKinds } from '../documents/documentKinds';
import { openDocument } from '../documents/openDocument';
import { type RawDefinition, sameRevision } from '../images/revisionRequest';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import type { Command } from './command';
import { targetNode } from './targetNode';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'explorer' | 'files'>;

export const reviseDefinition: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { t } = services;
    const node = targetNode(services, target);
    if (node.kind !== 'revision') throw new AppError('invalid', t('Select a revision of a job definition first.'));
    const raw = await session.batch.fetchRaw({ kind: 'jobDefinition', name: node.arn }, session.signal);
    const request = sameRevision(raw as RawDefinition);
    await openDocument(documentKinds.definition, node.name, request, services);
  });
