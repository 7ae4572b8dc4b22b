// The plan view: one list that says what would be submitted, in which each entry can be changed, and Submit comes first.
import { AppError } from '../../core/errors';
import type { PipelinePlan } from '../../core/pipelinePlan';
import { UserCancelled } from '../commands/userCancelled';
import { pipelineJobs } from '../pipeline/pipelineJobs';
import type { RunRequest } from '../pipeline/runRequest';
import type { Session } from '../session';
import { type PickItem, StepBack } from '../ui';
import type { PickServices } from './pickName';
import { type PipelineChoices, runRequestOf } from './pipelineChoices';
import { fetchQueueShares, shareFault } from './queueShares';
import { type PlanRowId, type PlanState, planRows } from './planRows';
import { planText } from './planText';

export type PlanViewOptions = {
  readonly inputName: string;
  /** Default: of a submission. */
  readonly title?: string;
  readonly session: Session;
  /** Reads the input anew. */
  readonly makePlan: (choices: PipelineChoices) => Promise<PipelinePlan>;
};

export type AgreedPlan = PlanState & { readonly request: RunRequest };

/** As long as a real one: whether the jobs fit the limits of Batch does not hang on the letters. */
const sampleRunId = '20260101T000000-aaaaa';

/** @throws UserCancelled when the view was closed; closing a prompt of an entry leads back to the view. */
export async function agreeOnPlan(
  initial: PlanState,
  services: PickServices,
  options: PlanViewOptions,
): Promise<AgreedPlan> {
  const { ui, t } = services;
  let state = await withShares(initial, options);
  for (;;) {
    const chosen = await ui.pick(itemsOf(state, services), {
      title: options.title ?? t('Submit Pipeline: {0}', options.inputName),
      placeholder: t('Enter submits; choose an entry to change it'),
    });
    const missing = whatIsMissing(state, services);
    if (chosen === 'submit' && missing?.text !== undefined) ui.warn(missing.text);
    if (chosen === 'submit' && missing === undefined) {
      const request = checkedRequest(state, services, options.inputName);
      if (request !== undefined) return { ...state, request };
    }
    const row = chosen === 'submit' ? missing?.row : chosen;
    if (row !== undefined) state = await change(state, row, services, options);
  }
}

type Chosen = 'submit' | PlanRowId;

function itemsOf(state: PlanState, { t }: PickServices): readonly PickItem<Chosen>[] {
  const submit: PickItem<Chosen> = {
    label: t('Submit'),
    detail: planText(state.plan, t),
    icon: 'run-all',
    isPreselected: true,
    value: 'submit',
  };
  const applying = Object.entries(planRows).filter(([, { applies }]) => applies?.(state) !== false);
  const rows = applying.map(([id, row]): PickItem<Chosen> => ({
    label: row.label(state, t),
    description: row.describe(state, t),
    icon: row.icon,
    group: row.group(t),
    value: id as PlanRowId,
  }));
  return [submit, ...rows];
}

/** What must be said, or said otherwise, before it can be submitted. */
function whatIsMissing(
  { choices, shares }: PlanState,
  { t }: PickServices,
): { readonly row: PlanRowId; readonly text?: string } | undefined {
  const { jobQueue, bucket, shareIdentifier } = choices;
  if (jobQueue === undefined) return { row: 'jobQueue' };
  const text = shares && shareFault(shareIdentifier, shares, t);
  if (text !== undefined) return { row: 'share', text };
  return bucket === undefined ? { row: 'bucket' } : undefined;
}

/** What is known of the shares of its queue; a queue that has none takes no share. */
async function withShares(state: PlanState, { session }: PlanViewOptions): Promise<PlanState> {
  const { choices } = state;
  if (choices.jobQueue === undefined) return state;
  const shares = await fetchQueueShares(choices.jobQueue, session.batch, session.signal);
  return shares.kind === 'none'
    ? { ...state, shares, choices: { ...choices, shareIdentifier: undefined } }
    : { ...state, shares };
}

/** Undefined, and told to the user, when Batch would not take the jobs. */
function checkedRequest({ plan, choices }: PlanState, { ui }: PickServices, inputName: string): RunRequest | undefined {
  const request = runRequestOf(choices);
  try {
    if (request !== undefined) pipelineJobs(request, plan, inputName, sampleRunId);
    return request;
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    ui.warn(cause.message);
    return undefined;
  }
}

/** The state as it was, when the user changed their mind or the input has no plan with the new choices. */
async function change(
  state: PlanState,
  id: PlanRowId,
  services: PickServices,
  options: PlanViewOptions,
): Promise<PlanState> {
  const { session, makePlan } = options;
  try {
    const choices = await planRows[id].change(state.choices, services, session);
    const isSamePlan =
      choices.skipBlank === state.choices.skipBlank && choices.maxChildren === state.choices.maxChildren;
    const changed = { ...state, choices, plan: isSamePlan ? state.plan : await makePlan(choices) };
    return choices.jobQueue === state.choices.jobQueue ? changed : await withShares(changed, options);
  } catch (cause) {
    if (cause instanceof StepBack || cause instanceof UserCancelled) return state;
    if (!(cause instanceof AppError) || cause.kind !== 'invalid') throw cause;
    services.ui.warn(cause.message);
    return state;
  }
}
