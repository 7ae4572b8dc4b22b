// The form for a job: its steps one after the other with a way back, then a review in which each can be changed.
import { UserCancelled } from '../commands/userCancelled';
import type { Translate } from '../l10n';
import { type Step, inSteps } from '../steps';
import { type PickItem, StepBack, type StepOptions } from '../ui';
import type { JobForm } from './jobForm';
import type { FormContext } from './jobFormField';
import { type JobFormFieldId, fargateFault, jobFormFields } from './jobFormFields';
import { settingFields } from './jobMembers';
import { shareFault } from './queueShares';

export type JobAnswer = { readonly form: JobForm; readonly wants: 'submit' | 'json' };

/** Known from the start: the review comes at once. */
export const allFields = Object.keys(jobFormFields) as readonly JobFormFieldId[];

/**
 * @param known steps whose answers the form has already: what was clicked says them
 * @throws UserCancelled
 */
export async function askJob(
  initial: JobForm,
  known: readonly JobFormFieldId[],
  context: FormContext,
): Promise<JobAnswer> {
  const asked = allFields.filter((id) => !known.includes(id));
  // Not the state of the sequence: whoever goes back finds what they had said.
  let latest = initial;
  const steps = asked.map((id): Step<JobAnswer> => async (answer, canGoBack) => {
    const form = await askField(id, latest, context, { ...place(id, asked, latest), canGoBack });
    if (form === latest) return answer;
    latest = form;
    return { ...answer, form };
  });
  return inSteps<JobAnswer>({ form: initial, wants: 'submit' }, [
    ...steps,
    (_, canGoBack) => review(latest, canGoBack, context, (form) => (latest = form)),
  ]);
}

/** Asks for the definition alone: the rest is said in an editor. */
export function askDefinition(form: JobForm, context: FormContext): Promise<JobForm> {
  return askField('definition', form, context, {});
}

/** A list of what a job of a run is given beside what the pipeline gives it. @throws StepBack, UserCancelled */
export async function askSettings(initial: JobForm, title: string, context: FormContext): Promise<JobForm> {
  const { ui, t } = context.services;
  let form = initial;
  for (;;) {
    const done: PickItem<'done' | JobFormFieldId> = { label: t('Done'), icon: 'check', value: 'done' };
    const items = [done, ...fieldItems(form, settingFields, t)];
    const chosen = await ui.pick(items, { title, placeholder: t('Choose an entry to change it'), canGoBack: true });
    const fault = chosen === 'done' ? fargateFault(form, t) : undefined;
    if (chosen === 'done' && fault === undefined) return form;
    if (fault !== undefined) ui.warn(fault);
    form = await change(chosen === 'done' ? 'memory' : chosen, form, context);
  }
}

async function askField(
  id: JobFormFieldId,
  form: JobForm,
  context: FormContext,
  options: Omit<StepOptions, 'title'>,
): Promise<JobForm> {
  const field = jobFormFields[id];
  if (!field.applies(form)) return form;
  return field.ask(form, { title: titleOf(field.label(context.services.t), context), ...options }, context);
}

function titleOf(part: string, { services: { t }, isClone = false }: FormContext): string {
  return isClone ? t('Clone and Edit: {0}', part) : t('Submit Job: {0}', part);
}

function place(id: JobFormFieldId, asked: readonly JobFormFieldId[], form: JobForm): Omit<StepOptions, 'title'> {
  // Before there is a definition nobody can tell which steps there will be.
  const applying = form.facts === undefined ? asked : asked.filter((one) => jobFormFields[one].applies(form));
  return { step: applying.indexOf(id) + 1, totalSteps: applying.length };
}

async function review(
  initial: JobForm,
  canGoBack: boolean,
  context: FormContext,
  onChange: (form: JobForm) => void,
): Promise<JobAnswer> {
  const { ui, t } = context.services;
  let form = initial;
  for (;;) {
    const options = {
      title: titleOf(t('Review'), context),
      placeholder: t('Enter submits; choose an entry to change it'),
    };
    const chosen = await ui.pick(reviewItems(form, context), { ...options, canGoBack });
    if (chosen === 'json') return { form, wants: 'json' };
    const fault = chosen === 'submit' ? faultOf(form, t) : undefined;
    if (chosen === 'submit' && fault === undefined) return { form, wants: 'submit' };
    if (fault !== undefined) ui.warn(fault.text);
    form = await change(fault?.field ?? (chosen as JobFormFieldId), form, context);
    onChange(form);
  }
}

/** What AWS Batch would refuse, and the step that mends it. */
function faultOf(form: JobForm, t: Translate): { readonly text: string; readonly field: JobFormFieldId } | undefined {
  const ofShare = shareFault(form.shareIdentifier, form.queueShares ?? { kind: 'unknown' }, t);
  if (ofShare !== undefined) return { text: ofShare, field: 'share' };
  const ofSize = fargateFault(form, t);
  return ofSize === undefined ? undefined : { text: ofSize, field: 'memory' };
}

function reviewItems(
  form: JobForm,
  { services: { t } }: FormContext,
): readonly PickItem<'submit' | 'json' | JobFormFieldId>[] {
  const { facts } = form;
  const isPlain = facts?.shape === 'container' || facts?.shape === 'unknown';
  return [
    { label: t('Submit'), icon: 'play', isPreselected: true, value: 'submit' },
    {
      label: t('Edit as JSON'),
      icon: 'json',
      detail: isPlain ? undefined : t('The JSON document takes overrides of this kind of definition too.'),
      value: 'json',
    },
    ...fieldItems(form, allFields, t),
  ];
}

function fieldItems(
  form: JobForm,
  fields: readonly JobFormFieldId[],
  t: Translate,
): readonly PickItem<JobFormFieldId>[] {
  return fields
    .filter((id) => jobFormFields[id].applies(form))
    .map((id) => {
      const { label, icon, describe } = jobFormFields[id];
      return { label: label(t), description: describe(form, t), icon, group: t('Job'), value: id };
    });
}

/** The form as it was, when the user changed their mind. */
async function change(id: JobFormFieldId, form: JobForm, context: FormContext): Promise<JobForm> {
  try {
    return await askField(id, form, context, { canGoBack: true });
  } catch (cause) {
    if (cause instanceof StepBack || cause instanceof UserCancelled) return form;
    throw cause;
  }
}
