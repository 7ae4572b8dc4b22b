// The steps in which a user says what the pipeline on AWS shall be.
import { AppError } from '../../core/errors';
import { wholeNumberFault } from '../manage/wholeNumber';
import type { Services } from '../services';
import type { Session } from '../session';
import { type Step, inSteps } from '../steps';
import type { StepOptions } from '../ui';
import { pickSubnets, pickVpc } from './pickNetwork';
import { type ComputeType, type SetUpChoices, choicesOf, isFargate, isOwn, namePattern } from './setUpChoices';
import type { Stack } from './setUpPorts';

type AskServices = Pick<Services, 'ui' | 't'>;

export type SetUpAnswer = SetUpChoices & {
  /** The stack of this name, when there is one already. */
  readonly existing?: Stack;
};

/** @throws UserCancelled, AppError */
export function askSetUp(initial: SetUpChoices, session: Session, services: AskServices): Promise<SetUpAnswer> {
  const steps = [askName, askType, askMax, askMin, askVpc, askSubnets, askWorker, askImage];
  return inSteps<SetUpAnswer>(
    initial,
    steps.map((step) => step(session, services)),
  );
}

type MakeStep = (session: Session, services: AskServices) => Step<SetUpAnswer>;

/** Fargate keeps no machines ready: it is asked one thing less. */
function place(state: SetUpAnswer, step: number, canGoBack: boolean, { t }: AskServices): StepOptions {
  const isLess = isFargate(state.computeType);
  return {
    title: t('Set Up Pipeline on AWS'),
    step: isLess && step > 3 ? step - 1 : step,
    totalSteps: isLess ? 6 : 7,
    canGoBack,
  };
}

const askName: MakeStep = (session, services) => async (state, canGoBack) => {
  const { ui, t } = services;
  const typed = await ui.input({
    ...place(state, 1, canGoBack, services),
    prompt: t('Name of the set-up: its CloudFormation stack, queue and job definitions begin with it'),
    value: state.name,
    validate: (value) =>
      namePattern.test(value.trim()) ? undefined : t('At most 30 small letters, digits and hyphens; a letter first.'),
  });
  const name = typed.trim();
  const existing = await ui.withProgress(t('Looking for {0}', name), (_, signal) =>
    session.setUp.stacks.findStack(name, AbortSignal.any([signal, session.signal])),
  );
  if (existing === undefined) return { ...state, name, existing };
  if (!isOwn(existing)) {
    const text = t('{0} is the name of a stack that was not made here: choose another name.', name);
    throw new AppError('invalid', text);
  }
  return { ...choicesOf(existing), existing };
};

const askType: MakeStep = (_, services) => async (state, canGoBack) => {
  const { ui, t } = services;
  const types: readonly (readonly [ComputeType, label: string, detail: string])[] = [
    ['FARGATE', 'Fargate', t('No machines to keep: each job is billed by the second. Starts in about a minute.')],
    ['FARGATE_SPOT', 'Fargate Spot', t('Up to 70 % cheaper; AWS may end a job at any time, it is tried again then.')],
    ['EC2', 'EC2', t('Instances that AWS Batch starts and ends: best for many or large jobs.')],
    ['SPOT', 'EC2 Spot', t('Spare instances, much cheaper; AWS may take one back, its jobs are tried again then.')],
  ];
  // A queue takes environments of one family only.
  const isOpen = (type: ComputeType): boolean =>
    state.existing === undefined || isFargate(type) === isFargate(choicesOf(state.existing).computeType);
  const computeType = await ui.pick(
    types
      .filter(([type]) => isOpen(type))
      .map(([value, label, detail]) => ({ label, detail, value, isPreselected: value === state.computeType })),
    { ...place(state, 2, canGoBack, services), placeholder: t('What jobs run on') },
  );
  return { ...state, computeType, minvCpus: isFargate(computeType) ? 0 : state.minvCpus };
};

const askMax: MakeStep = (_, services) => async (state, canGoBack) => {
  const { ui, t } = services;
  const typed = await ui.input({
    ...place(state, 3, canGoBack, services),
    prompt: t('vCPUs at most, of all jobs that run at a time: what bounds the cost'),
    value: String(state.maxvCpus),
    validate: (value) => wholeNumberFault(value, { from: 1 }, t),
  });
  return { ...state, maxvCpus: Number(typed) };
};

const askMin: MakeStep = (_, services) => async (state, canGoBack) => {
  if (isFargate(state.computeType)) return state;
  const { ui, t } = services;
  const typed = await ui.input({
    ...place(state, 4, canGoBack, services),
    prompt: t('vCPUs at least: so many are kept ready and cost money, also when nothing runs.'),
    value: String(Math.min(state.minvCpus, state.maxvCpus)),
    validate: (value) => wholeNumberFault(value, { from: 0, to: state.maxvCpus }, t),
  });
  return { ...state, minvCpus: Number(typed) };
};

const askVpc: MakeStep = (session, services) => async (state, canGoBack) => {
  const options = { ...place(state, 5, canGoBack, services), placeholder: services.t('The network that jobs run in') };
  return { ...state, vpcId: await pickVpc(services, session, options, state.vpcId) };
};

const askSubnets: MakeStep = (session, services) => async (state, canGoBack) => {
  const options = { ...place(state, 6, canGoBack, services), placeholder: services.t('Subnets that jobs run in') };
  return { ...state, ...(await pickSubnets(services, session, state.vpcId, options, state.subnetIds)) };
};

const askWorker: MakeStep = (_, services) => async (state, canGoBack) => {
  const { ui, t } = services;
  const isChosen = (source: string): boolean => state.worker.source === source;
  const source = await ui.pick(
    [
      {
        label: t('No image to build'),
        detail: t('The public image of Node; the job definitions carry the program.'),
        value: 'bundle' as const,
        isPreselected: isChosen('bundle'),
      },
      {
        label: t('Own image, in a new repository'),
        detail: t('Makes an ECR repository. Jobs fail until Build and Push Images has put one there.'),
        value: 'repository' as const,
        isPreselected: isChosen('repository'),
      },
      {
        label: t('Own image that is there already'),
        detail: t('It is started with "split" or "merge" as its command.'),
        value: 'image' as const,
        isPreselected: isChosen('image'),
      },
    ],
    { ...place(state, 7, canGoBack, services), placeholder: t('Where the program of the jobs comes from') },
  );
  if (source !== 'image') return { ...state, worker: { source } };
  return { ...state, worker: { source, uri: state.worker.source === 'image' ? state.worker.uri : '' } };
};

const askImage: MakeStep = (_, services) => async (state, canGoBack) => {
  const { worker } = state;
  if (worker.source !== 'image') return state;
  const { ui, t } = services;
  const uri = await ui.input({
    ...place(state, 7, canGoBack, services),
    prompt: t('The image, with its tag or digest'),
    placeholder: '123456789012.dkr.ecr.us-east-1.amazonaws.com/worker:1',
    value: worker.uri,
    validate: (value) =>
      /^[\w.-]+(:\d+)?(\/[\w./-]+)?([:@][\w.:-]+)?$/.test(value.trim()) ? undefined : t('Not an image.'),
  });
  return { ...state, worker: { source: 'image', uri: uri.trim() } };
};
