// Runs what failed of an array that is no pipeline's again. A new array counts from 0, so a child cannot simply be made once
// more: either each becomes a job of its own, told its number under a name that the user chooses, or the whole array runs.
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import type { Services } from '../services';
import type { Session } from '../session';
import { type SubmitJobDocument, requestOf } from '../submit/jobForm';
import { showSubmitted } from '../submit/showSubmitted';
import { submitJobShown } from '../submit/submitJobShown';
import { submitNamedJob } from '../submit/submitNamedJob';
import { fetchClone } from './fetchClone';

type Needs = Pick<Services, 'ui' | 't' | 'log' | 'clock' | 'explorer' | 'runPanels'>;

/** Each is a call of its own; more than so many are better run as the whole array. */
const maxSingleJobs = 500;
const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;
const maxNameLength = 128;

/** @param array one that has ended, and is no split of a pipeline's run */
export async function rerunArray(array: Job, session: Session, services: Needs): Promise<void> {
  const { ui, t } = services;
  const indexes = await failedIndexes(array, session);
  if (indexes.length === 0) throw new AppError('invalid', t('No child of {0} has failed.', array.jobName));
  const { document, notes } = await fetchClone(array.jobId, session, t);
  const single = { label: t('{0} Single Jobs…', indexes.length), value: true };
  const isSingle = await ui.choose(t('How shall the failed children of {0} run again?', array.jobName), {
    detail: [
      t(
        'It is no array of a pipeline: a child knows its work by AWS_BATCH_JOB_ARRAY_INDEX, which only AWS Batch sets, and a new array counts from 0.',
      ),
      t(
        'As single jobs: each gets its number in a variable that you name, which its program must read. As the whole array: all {0} children run again, the good ones too.',
        array.array?.size ?? 0,
      ),
      ...notes,
    ].join('\n\n'),
    actions: [...(indexes.length <= maxSingleJobs ? [single] : []), { label: t('Whole Array'), value: false }],
  });
  if (isSingle) await submitSingles(document, indexes, session, services);
  else await submitJobShown(document, session, services);
}

async function failedIndexes({ jobId }: Job, { batch, signal }: Session): Promise<readonly number[]> {
  const indexes: number[] = [];
  for await (const page of batch.listJobs({ arrayJobId: jobId, status: 'FAILED' }, signal)) {
    indexes.push(...page.flatMap(({ array }) => array?.index ?? []));
  }
  return indexes.sort((one, other) => one - other);
}

async function submitSingles(
  document: SubmitJobDocument,
  indexes: readonly number[],
  session: Session,
  services: Needs,
): Promise<void> {
  const { ui, t, log, clock } = services;
  const variable = await ui.input({
    title: t('Variable for the Number of the Child'),
    prompt: t('The program reads it in the place of AWS_BATCH_JOB_ARRAY_INDEX.'),
    value: 'ARRAY_INDEX',
    validate: (value) => variableFault(value.trim(), t),
  });
  const documents = indexes.map((index) => singleJob(document, index, variable.trim()));
  await ui.confirm(t('Submit {0} jobs?', documents.length), {
    detail: previewOf(documents, indexes, variable.trim()),
    action: t('Submit'),
  });
  const ports = { batch: session.batch, clock, random: Math.random };
  const ids = await ui.withProgress(t('Submitting {0} jobs', documents.length), async (progress, cancel) => {
    const signal = AbortSignal.any([cancel, session.signal]);
    const submitted: string[] = [];
    try {
      for (const one of documents) {
        submitted.push((await submitNamedJob(requestOf(one), ports, signal)).jobId);
        progress.report(t('{0} of {1}', submitted.length, documents.length));
      }
    } catch (cause) {
      if (submitted.length > 0) ui.warn(t('{0} of {1} jobs were submitted.', submitted.length, documents.length));
      throw cause;
    }
    return submitted;
  });
  log.info(`Submitted ${ids.length} single jobs in the place of failed children of ${document.jobName}.`);
  await showSubmitted(ids[0] ?? '', t('{0} jobs were submitted.', ids.length), services);
}

function variableFault(name: string, t: Needs['t']): string | undefined {
  if (!namePattern.test(name)) return t('Letters, digits and underscores; the first is no digit.');
  return /^AWS_BATCH/i.test(name) ? t('Names that begin with AWS_BATCH are reserved by AWS Batch.') : undefined;
}

function singleJob(document: SubmitJobDocument, index: number, variable: string): SubmitJobDocument {
  const suffix = `-${index}`;
  const overrides = (document.containerOverrides ?? {}) as {
    readonly environment?: readonly { readonly name: string }[];
  };
  const others = (overrides.environment ?? []).filter(({ name }) => name !== variable);
  const environment = [...others, { name: variable, value: String(index) }];
  return {
    ...{ ...document, arrayProperties: undefined, dependsOn: undefined },
    jobName: `${document.jobName.slice(0, maxNameLength - suffix.length)}${suffix}`,
    containerOverrides: { ...overrides, environment },
  };
}

function previewOf(documents: readonly SubmitJobDocument[], indexes: readonly number[], variable: string): string {
  const shown = 10;
  const lines = documents.slice(0, shown).map(({ jobName }, i) => `${jobName}: ${variable}=${indexes[i]}`);
  return [...lines, ...(documents.length > shown ? ['…'] : [])].join('\n');
}
