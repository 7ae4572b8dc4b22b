// Submits a run of the pipeline once more: its input, choices and settings, changed in the plan view, in a place of its own.
import type { Job } from '../../core/job';
import type { RunOfJob } from '../pipeline/runOfJob';
import type { Services } from '../services';
import type { Session } from '../session';
import { type PlanState, planRows } from '../submit/planRows';
import { childrenText } from '../submit/planText';
import { agreeOnPlan } from '../submit/planView';
import { planUnderProgress, submitUnderProgress } from '../submit/runPipeline';
import { showSubmitted } from '../submit/showSubmitted';
import { differenceLines } from './differenceLines';
import { fetchRunToClone } from './runToClone';

type Needs = Pick<Services, 'ui' | 't' | 'log' | 'clock' | 'explorer' | 'runPanels'>;

/** @param job the split or the merge of the run @throws UserCancelled, AppError */
export async function cloneRun(job: Job, run: RunOfJob, session: Session, services: Needs): Promise<void> {
  const { ui, t } = services;
  const { choices, input, inputBytes, notes } = await fetchRunToClone(job, run, session, t);
  if (notes.length > 0) ui.inform(notes.join(' '));
  const makePlan = (changed: typeof choices) => planUnderProgress(input, inputBytes, changed, services);
  const original: PlanState = { plan: await makePlan(choices), choices };
  const title = t('Clone and Edit: {0}', input.name);
  const agreed = await agreeOnPlan(original, services, { inputName: input.name, title, session, makePlan });
  await ui.confirm(t('Submit {0}?', input.name), {
    detail: [...differenceText(original, agreed, services), ...notes].join('\n'),
    action: t('Submit'),
  });
  const submitted = await submitUnderProgress(input, agreed, session, services);
  const text = t('{0} was submitted: {1}, then a merge.', input.name, childrenText(agreed.plan, t));
  await showSubmitted(submitted.split.jobId, text, services);
}

/** Each entry of the plan view that says something else now. */
function differenceText(before: PlanState, after: PlanState, { t }: Needs): readonly string[] {
  const told = (state: PlanState): object =>
    Object.fromEntries(
      Object.values(planRows).map((row) => [
        row.label(state, t),
        row.applies?.(state) === false ? undefined : row.describe(state, t),
      ]),
    );
  const lines = differenceLines(told(before), told(after));
  return lines.length === 0 ? [t('Nothing differs from the original.')] : [t('What differs:'), ...lines];
}
