// Changes how many vCPUs a compute environment has at most, at least and now.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResourceUpdate.html
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import type { ComputeEnvironmentChange } from '../managePort';
import type { Session } from '../session';
import { type Step, inSteps } from '../steps';
import { type ManageServices, confirmOffLocal, done, refuseWhileChanging } from './changing';
import { wholeNumberFault } from './wholeNumber';

/** What is asked for here. */
type SizeChange = Omit<ComputeEnvironmentChange, 'otherMembers'>;
type Sizes = { readonly max: number; readonly min: number; readonly desired: number };

/** @throws UserCancelled, AppError */
export async function scaleEnvironment(
  environment: ComputeEnvironment,
  session: Session,
  services: ManageServices,
): Promise<void> {
  const { t, ui } = services;
  refuseWhileChanging(environment, t);
  const { minvCpus: min = 0, maxvCpus: max = 0, desiredvCpus: desired = 0 } = environment;
  const before: Sizes = { max, min, desired };
  // Machines are what can be kept ready: Fargate has none, those of an unmanaged environment are its owner's.
  const hasMachines = environment.management === 'MANAGED' && ['EC2', 'SPOT'].includes(environment.resourceType ?? '');
  const ask = hasMachines ? [askMax, askMin, askDesired] : [askMax];
  const steps = ask.map((step, index) => step(environment, { step: index + 1, totalSteps: ask.length }, services));
  const after = await inSteps(before, steps);
  const change = changeOf(environment, before, after);
  if (Object.keys(change).length === 0) {
    ui.inform(t('{0} stays as it is.', environment.name));
    return;
  }
  await apply(environment, change, detailOf(before, after, services), session, services);
}

/** Without a prompt but for the confirmation off the local engine. @throws UserCancelled, AppError */
export async function raiseMaxvCpus(
  environment: ComputeEnvironment,
  maxvCpus: number,
  session: Session,
  services: ManageServices,
): Promise<void> {
  const { t } = services;
  refuseWhileChanging(environment, t);
  const { minvCpus: min = 0, maxvCpus: max = 0, desiredvCpus: desired = 0 } = environment;
  const change = changeOf(environment, { max, min, desired }, { max: maxvCpus, min, desired });
  const detail = t('It was {0}. More vCPUs at a time may cost more.', max);
  await apply(environment, change, detail, session, services);
}

async function apply(
  environment: ComputeEnvironment,
  change: SizeChange,
  detail: string,
  session: Session,
  services: ManageServices,
): Promise<void> {
  const { t } = services;
  const { name, arn } = environment;
  const sizes = Object.entries(change).map(([member, value]) => `${member} ${String(value)}`);
  await confirmOffLocal(t('Change {0} to {1}?', name, sizes.join(', ')), detail, t('Change'), session, services);
  await session.manage.updateComputeEnvironment(arn, change, session.signal);
  done(t('{0} has now: {1}.', name, sizes.join(', ')), services);
}

type Place = { readonly step: number; readonly totalSteps: number };
type MakeStep = (environment: ComputeEnvironment, place: Place, services: ManageServices) => Step<Sizes>;

const askMax: MakeStep =
  ({ name }, place, { ui, t }) =>
  async (sizes, canGoBack) => {
    const typed = await ui.input({
      ...place,
      canGoBack,
      title: t('vCPUs of {0}', name),
      prompt: t('vCPUs at most: jobs that ask for more than this never run here.'),
      value: String(sizes.max),
      validate: (value) => wholeNumberFault(value, { from: 0 }, t),
    });
    return { ...sizes, max: Number(typed) };
  };

const askMin: MakeStep =
  ({ name }, place, { ui, t }) =>
  async (sizes, canGoBack) => {
    const typed = await ui.input({
      ...place,
      canGoBack,
      title: t('vCPUs of {0}', name),
      prompt: t('vCPUs at least: so many are kept ready and cost money, also when nothing runs.'),
      value: String(Math.min(sizes.min, sizes.max)),
      validate: (value) => wholeNumberFault(value, { from: 0, to: sizes.max }, t),
    });
    return { ...sizes, min: Number(typed) };
  };

const askDesired: MakeStep =
  ({ name, desiredvCpus: now = 0 }, place, { ui, t }) =>
  async (sizes, canGoBack) => {
    // AWS Batch itself takes machines away; from outside their number can only grow.
    const from = Math.min(Math.max(now, sizes.min), sizes.max);
    const typed = await ui.input({
      ...place,
      canGoBack,
      title: t('vCPUs of {0}', name),
      prompt: t('vCPUs wanted now, {0} or more: AWS Batch takes them away again by itself.', from),
      value: String(from),
      validate: (value) => wholeNumberFault(value, { from, to: sizes.max }, t),
    });
    return { ...sizes, desired: Number(typed) };
  };

/** Only what differs: AWS Batch refuses some members where they have no meaning. */
function changeOf({ management }: ComputeEnvironment, before: Sizes, after: Sizes): SizeChange {
  if (management === 'UNMANAGED') return after.max === before.max ? {} : { unmanagedvCpus: after.max };
  // It follows the limits by itself where they force it.
  const followed = Math.min(Math.max(before.desired, after.min), after.max);
  return {
    ...(after.max !== before.max && { maxvCpus: after.max }),
    ...(after.min !== before.min && { minvCpus: after.min }),
    ...(after.desired !== followed && { desiredvCpus: after.desired }),
  };
}

function detailOf(before: Sizes, after: Sizes, { t }: ManageServices): string {
  return [
    t('It was: at most {0}, at least {1}, now {2}.', before.max, before.min, before.desired),
    after.max < before.max ? t('Jobs that run already are not touched.') : t('More vCPUs at a time may cost more.'),
  ].join('\n');
}
