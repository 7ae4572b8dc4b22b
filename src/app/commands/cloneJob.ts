// Submits a job like one that there is: its own request, to be changed in the form or as JSON, with the difference shown.
import { AppError } from '../../core/errors';
import { differenceLines } from '../clone/differenceLines';
import { type Clone, fetchClone } from '../clone/fetchClone';
import { documentKinds } from '../documents/documentKinds';
import { openDocument } from '../documents/openDocument';
import type { Services } from '../services';
import { askJob, allFields } from '../submit/askJob';
import { inSession } from '../submit/inSession';
import { documentOf, formOf } from '../submit/jobForm';
import { fetchQueueShares } from '../submit/queueShares';
import { submitJobShown } from '../submit/submitJobShown';
import type { Command } from './command';
import { targetNode } from './targetNode';

type Needs = Pick<
  Services,
  'sessions' | 'ui' | 't' | 'files' | 'workspaceMemory' | 'log' | 'clock' | 'explorer' | 'runPanels'
>;

export const cloneJob: Command<Needs> = (services, target) =>
  inSession(services, async (session) => {
    const { ui, t } = services;
    const node = targetNode(services, target);
    if (node.kind !== 'job') throw new AppError('invalid', t('Select a job first.'));
    const clone = await fetchClone(node.jobId, session, t);
    if (clone.notes.length > 0) ui.inform(clone.notes.join(' '));
    const queueShares = await fetchQueueShares(clone.document.jobQueue, session.batch, session.signal);
    const original = { ...formOf(clone.document, clone.facts), queueShares };
    const { form, wants } = await askJob(original, allFields, { services, session, isClone: true });
    const document = documentOf(form);
    if (wants === 'json') {
      await openDocument(documentKinds.job, document.jobName, document, services, { original: clone.document });
      return;
    }
    await ui.confirm(t('Submit {0}?', document.jobName), {
      detail: detailOf(clone, document, services),
      action: t('Submit'),
    });
    await submitJobShown(document, session, services);
  });

function detailOf({ document: original, notes }: Clone, document: unknown, { t }: Needs): string {
  const lines = differenceLines(original, document);
  const difference = lines.length === 0 ? [t('Nothing differs from the original.')] : [t('What differs:'), ...lines];
  return [...difference, ...notes].join('\n');
}
