// Submits a job or a run like one that there is: its own request, to be changed in the form or as JSON, with the difference shown.
import { parentJobId } from '../../core/arrayJob';
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { cloneRun } from '../clone/cloneRun';
import { differenceLines } from '../clone/differenceLines';
import { type Clone, fetchClone } from '../clone/fetchClone';
import { documentKinds } from '../documents/documentKinds';
import { openDocument } from '../documents/openDocument';
import { type RunOfJob, runOfJob } from '../pipeline/runOfJob';
import type { Services } from '../services';
import type { Session } from '../session';
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
    const run = await wantedRun(node.jobId, session, services);
    if (run !== undefined) {
      await cloneRun(run.job, run.ofJob, session, services);
      return;
    }
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

/** Undefined where the job alone is meant: it is of no run, a child, or the user says so. */
async function wantedRun(
  jobId: string,
  { batch, signal }: Session,
  { ui, t }: Needs,
): Promise<{ readonly job: Job; readonly ofJob: RunOfJob } | undefined> {
  const [job] = parentJobId(jobId) === undefined ? await batch.describeJobs([jobId], signal) : [];
  const ofJob = job && runOfJob(job);
  if (job === undefined || ofJob?.mergeJobName === undefined) return undefined;
  const isWhole = await ui.pick(
    [
      {
        label: t('The Whole Run'),
        detail: t('Its input once more, in a place of its own: split, then merge.'),
        icon: 'run-all',
        value: true,
      },
      {
        label: t('This Job Alone'),
        detail: t('It writes into the place of the run that it belongs to.'),
        icon: 'play',
        value: false,
      },
    ],
    { title: t('Clone and Edit: {0}', job.jobName) },
  );
  return isWhole ? { job, ofJob } : undefined;
}

function detailOf({ document: original, notes }: Clone, document: unknown, { t }: Needs): string {
  const lines = differenceLines(original, document);
  const difference = lines.length === 0 ? [t('Nothing differs from the original.')] : [t('What differs:'), ...lines];
  return [...difference, ...notes].join('\n');
}
