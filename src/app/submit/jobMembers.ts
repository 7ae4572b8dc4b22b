// What a job of a run is given beyond what the pipeline gives it: sizes, attempts, timeout, variables, tags.
import type { Translate } from '../l10n';
import { type JobForm, type SubmitJobDocument, documentOf } from './jobForm';
import { type JobFormFieldId, jobFormFields } from './jobFormFields';

/** Said by the pipeline itself. */
const ofThePipeline = ['jobName', 'jobQueue', 'jobDefinition', 'arrayProperties', 'dependsOn', 'shareIdentifier'];

/** The steps of the form that make sense for such a job: its command is the worker's. */
export const settingFields: readonly JobFormFieldId[] = ['environment', 'vcpus', 'memory', 'attempts', 'timeout'];

/** Members of SubmitJob; undefined when there are none. */
export function jobMembers(form: JobForm): Readonly<Record<string, unknown>> | undefined {
  const members = Object.entries(documentOf(form)).filter(([name]) => !ofThePipeline.includes(name));
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** The request of such a job without what the pipeline has told it. */
export function withoutPipeline(document: SubmitJobDocument): SubmitJobDocument {
  const { environment = [], ...overrides } = (document.containerOverrides ?? {}) as Overrides;
  const own = environment.filter(({ name }) => !name.startsWith('PIPELINE_'));
  const kept = { ...overrides, ...(own.length > 0 && { environment: own }) };
  const { jobName, jobQueue, jobDefinition, shareIdentifier } = document;
  const members = Object.entries(document).filter(([name]) => !ofThePipeline.includes(name));
  // A priority is one within a share: without the share it would be dropped.
  const share = shareIdentifier === undefined ? {} : { shareIdentifier };
  return { jobName, jobQueue, jobDefinition, ...share, ...Object.fromEntries(members), containerOverrides: kept };
}

type Overrides = { readonly environment?: readonly { readonly name: string }[] };

/** `vCPUs: 1 · Memory: 2048 MiB`; names of variables, never their values. */
export function settingsText(form: JobForm, t: Translate): string {
  const { environment, vcpus, memoryMib, attempts, timeoutSeconds, command, others } = form;
  const isSet: Readonly<Partial<Record<JobFormFieldId, boolean>>> = {
    command: command !== undefined,
    environment: environment.length > 0,
    vcpus: vcpus !== undefined,
    memory: memoryMib !== undefined,
    attempts: attempts !== undefined,
    timeout: timeoutSeconds !== undefined,
  };
  const fields = (Object.keys(isSet) as readonly JobFormFieldId[]).filter((id) => isSet[id] === true);
  const texts = fields.map((id) => `${jobFormFields[id].label(t)}: ${jobFormFields[id].describe(form, t)}`);
  const rest = [...Object.keys(others?.members ?? {}), ...(others?.requirements ?? []).map(({ type }) => type)];
  const all = [...texts, ...rest];
  return all.length === 0 ? t('as defined') : all.join(' · ');
}
