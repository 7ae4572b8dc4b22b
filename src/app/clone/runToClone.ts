// What a run of the pipeline was submitted with, told from its jobs and from the note beside its input.
import * as v from 'valibot';
import { nameOfArn } from '../../core/arn';
import { AppError } from '../../core/errors';
import type { Job } from '../../core/job';
import { defaultTemplate, mergeDefinitionName, splitDefinitionName } from '../../core/pipelineContract';
import { told } from '../diagnosis/told';
import type { Translate } from '../l10n';
import { jobsOfRun } from '../pipeline/jobsOfRun';
import { readObjectText } from '../pipeline/readObjectText';
import { type RunOfJob, runBaseName } from '../pipeline/runOfJob';
import type { InputFile, ObjectAddress } from '../ports';
import type { Session } from '../session';
import { type JobForm, emptyForm, formOf } from '../submit/jobForm';
import { withoutPipeline } from '../submit/jobMembers';
import type { PipelineChoices } from '../submit/pipelineChoices';
import { type Clone, fetchClone } from './fetchClone';

export type RunToClone = {
  readonly choices: PipelineChoices;
  /** The object that the run has read. */
  readonly input: InputFile;
  readonly inputBytes: number;
  /** What the new run will lack, a sentence each. */
  readonly notes: readonly string[];
};

/** @param job its split or its merge @throws AppError `notFound` when the input is gone */
export async function fetchRunToClone(job: Job, run: RunOfJob, session: Session, t: Translate): Promise<RunToClone> {
  const { PIPELINE_BUCKET: bucket = '', PIPELINE_INPUT: key = '' } = job.environment ?? {};
  const found = await session.storage.headObject({ bucket, key }, session.signal);
  if (found === undefined) {
    throw new AppError(
      'notFound',
      t('The input of this run, {0}, is gone: Submit Pipeline makes a new run of the file.', `s3://${bucket}/${key}`),
    );
  }
  const { split, merge } = await jobsOfRun(job, run, session);
  const manifest = await readManifest({ bucket, key: key.replace(/input$/, 'run.json') }, session);
  const [splitClone, mergeClone] = [await cloneOf(split, session, t), await cloneOf(merge, session, t)];
  const inputName = manifest?.inputName ?? runBaseName(job.jobName);
  return {
    choices: {
      ...choicesOf(job, run),
      forms: { split: formFor(splitClone), merge: formFor(mergeClone) },
      splitDefinition: splitClone?.document.jobDefinition ?? manifest?.split.jobDefinition ?? splitDefinitionName,
      mergeDefinition: mergeClone?.document.jobDefinition ?? manifest?.merge.jobDefinition ?? mergeDefinitionName,
    },
    input: objectFile(inputName, { bucket, key }, session),
    inputBytes: found.sizeBytes,
    notes: [...new Set([splitClone, mergeClone].flatMap((clone) => clone?.definitionNotes ?? []))],
  };
}

function choicesOf(
  { jobQueue, environment = {}, shareIdentifier }: Job,
  { result, resultName }: RunOfJob,
): Omit<PipelineChoices, 'splitDefinition' | 'mergeDefinition' | 'forms'> {
  const children = Number(environment.PIPELINE_CHILDREN);
  return {
    jobQueue: nameOfArn(jobQueue),
    shareIdentifier,
    bucket: result.bucket,
    preset: environment.PIPELINE_PRESET === 'command' ? 'command' : 'rainbow',
    template: environment.PIPELINE_TEMPLATE ?? defaultTemplate,
    command: environment.PIPELINE_COMMAND ?? '',
    skipBlank: environment.PIPELINE_SKIP_BLANK === '1',
    // The same bound shares the lines out in the same way.
    maxChildren: Number(environment.PIPELINE_LINES_PER_CHILD) > 1 && children > 0 ? children : undefined,
    resultName,
  };
}

async function cloneOf(job: Job | undefined, session: Session, t: Translate): Promise<Clone | undefined> {
  return job && fetchClone(job.jobId, session, t);
}

/** What it was given beyond what the pipeline gave it. */
function formFor(clone: Clone | undefined): JobForm {
  return clone === undefined ? emptyForm : formOf(withoutPipeline(clone.document), clone.facts);
}

const manifestSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    version: v.literal(1),
    inputName: v.string(),
    split: v.object({ jobDefinition: v.string() }),
    merge: v.object({ jobDefinition: v.string() }),
  }),
);

/** Undefined where there is none, or one that another version has written. */
async function readManifest(
  address: ObjectAddress,
  { storage, signal }: Session,
): Promise<v.InferOutput<typeof manifestSchema> | undefined> {
  const text = await told(readObjectText(address, storage, signal));
  const read = v.safeParse(manifestSchema, 'value' in text ? text.value : '');
  return read.success ? read.output : undefined;
}

function objectFile(name: string, address: ObjectAddress, { storage }: Session): InputFile {
  return {
    name,
    async *open(signal) {
      yield* (await storage.openObject(address, signal)).chunks;
    },
  };
}
