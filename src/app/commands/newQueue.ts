// Opens a document for a new job queue, in front of the environments that there are, or of the one that is clicked.
import { documentKinds } from '../documents/documentKinds';
import { openDocument } from '../documents/openDocument';
import { queueTemplate } from '../documents/templates/queueTemplate';
import type { Services } from '../services';
import { inSession } from '../submit/inSession';
import { isNode } from '../tree';
import type { Command } from './command';

type Needs = Pick<Services, 'sessions' | 'ui' | 't' | 'files'>;

export const newQueue: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { t, ui } = services;
    const template = await ui.withProgress(t('Looking for compute environments'), (_progress, cancel) =>
      queueTemplate(session, AbortSignal.any([cancel, session.signal]), environmentArnOf(target)),
    );
    await openDocument(documentKinds.queue, template.jobQueueName, template, services);
  });

/** Also of the row that says that no queue uses it, and of its ARN. */
function environmentArnOf(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (!isNode(target)) return undefined;
  if (target.kind === 'environment') return target.arn;
  return target.kind === 'empty' ? environmentArnOf(target.parent) : undefined;
}
