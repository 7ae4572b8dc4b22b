// Makes the pipeline on AWS, or changes the one that is there.
import { AppError, withMessage } from '../../core/errors';
import type { Services } from '../services';
import type { Session } from '../session';
import type { Progress } from '../ui';
import { pipelineChoices, rememberPipelineChoices } from '../submit/pipelineChoices';
import { type SetUpAnswer, askSetUp } from './askSetUp';
import { dropAfter, executeUpdate, prepareUpdate } from './changeSet';
import { defaultName, isOwn, ownTag, parametersOf } from './setUpChoices';
import type { PipelineFiles, PipelineFilesPort, Stack, StackRequest } from './setUpPorts';
import { StackFailed, StackUnseen, runOperation } from './stackOperation';
import { stoppable } from './stoppable';
import { changesText } from './stackText';
import { summaryOf } from './summary';
import { mendStack } from './mendStack';

export type SetUpServices = Pick<Services, 'ui' | 't' | 'clock' | 'explorer' | 'workspaceMemory'> & {
  readonly pipelineFiles: PipelineFilesPort;
};

/** @throws UserCancelled, AppError */
export async function setUpPipeline(session: Session, services: SetUpServices): Promise<void> {
  const { t, ui, pipelineFiles } = services;
  const files = await pipelineFiles.read();
  const answer = await askSetUp(
    {
      ...{ name: defaultName, computeType: 'FARGATE', maxvCpus: 256, minvCpus: 0 },
      ...{ vpcId: '', subnetIds: [], hasPublicIp: true, worker: { source: 'bundle' } },
    },
    session,
    services,
  );
  const existing = answer.existing && (await mendStack(answer.existing, session, services));
  const isChanged =
    existing === undefined
      ? await create(answer, files, session, services)
      : await update(answer, existing, files, session, services);
  const stack = await session.setUp.stacks.findStack(answer.name, session.signal);
  if (stack === undefined) throw new AppError('notFound', t('The stack {0} is gone.', answer.name));
  await useFromNowOn(stack, session, services);
  const { Bucket = '' } = stack.outputs;
  ui.inform(
    isChanged
      ? t('{0} is set up. Right-click a file to submit it, or put one into s3://{1}/inbox/.', answer.name, Bucket)
      : t('{0} is as wanted already: nothing was changed. Submit Pipeline uses it.', answer.name),
  );
}

/** The first time in two steps: the function's code needs the bucket, which the first step makes. */
async function create(
  answer: SetUpAnswer,
  files: PipelineFiles,
  session: Session,
  services: SetUpServices,
): Promise<true> {
  const { t, ui } = services;
  const { name } = answer;
  await ui.confirm(t('Set up {0} on AWS?', name), { detail: summaryOf(answer, session, t), action: t('Set Up') });
  const work = { title: t('Setting up {0}', name), name, isNew: true };
  await stoppable(work, session, services, async (progress, signal) => {
    const begin = (): Promise<string> => createStack(requestOf(answer, '', files), session, signal);
    await runOperation({ begin, good: ['CREATE_COMPLETE'] }, session, services, progress, signal);
    try {
      await addTrigger(answer, files, session, services, progress, signal);
    } catch (cause) {
      if (!(cause instanceof AppError) || cause instanceof StackFailed || cause instanceof StackUnseen) throw cause;
      const half = t(
        '{0} is set up but for its upload trigger: Set Up Pipeline on AWS adds it, Tear Down Pipeline removes what is there.',
        name,
      );
      throw withMessage(cause, `${cause.message}\n${half}`);
    }
  });
  return true;
}

/** @throws AppError when there is none afterwards */
async function createStack(
  request: StackRequest,
  { setUp: { stacks } }: Session,
  signal: AbortSignal,
): Promise<string> {
  try {
    return await stacks.createStack(request, signal);
  } catch (cause) {
    if (!(cause instanceof AppError) || !cause.isAnswerLost) throw cause;
    const stack = await stacks.findStack(request.stackName, signal);
    if (stack === undefined || !isOwn(stack)) throw cause;
    return stack.id;
  }
}

async function addTrigger(
  answer: SetUpAnswer,
  files: PipelineFiles,
  session: Session,
  services: SetUpServices,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { name } = answer;
  progress.report(services.t('Sending the function'));
  await putTrigger(await session.setUp.stacks.findStack(name, signal), files, session, signal);
  const changeSetName = changeSetNameAt(services);
  const request = requestOf(answer, files.triggerKey, files);
  const changes = await prepareUpdate(request, changeSetName, session, services, signal);
  if (changes !== undefined) await executeUpdate(name, changeSetName, session, services, progress, signal);
}

/** @returns false when nothing would change. */
async function update(
  answer: SetUpAnswer,
  existing: Stack,
  files: PipelineFiles,
  session: Session,
  services: SetUpServices,
): Promise<boolean> {
  const { t, ui } = services;
  const { name } = answer;
  const changeSetName = changeSetNameAt(services);
  const changeSet = await ui.withProgress(t('Looking at what would change in {0}', name), async (_, cancel) => {
    const signal = AbortSignal.any([cancel, session.signal]);
    await putTrigger(existing, files, session, signal);
    return prepareUpdate(requestOf(answer, files.triggerKey, files), changeSetName, session, services, signal);
  });
  if (changeSet === undefined) return false;
  try {
    const detail = changesText(changeSet.changes, t);
    await ui.confirm(t('Change {0} on AWS?', name), { detail, action: t('Change') });
  } catch (cause) {
    await dropAfter(cause, name, changeSetName, session, services);
    throw cause;
  }
  await stoppable({ title: t('Changing {0}', name), name, isNew: false }, session, services, (progress, signal) =>
    executeUpdate(name, changeSetName, session, services, progress, signal),
  );
  return true;
}

function requestOf(answer: SetUpAnswer, triggerKey: string, { template }: PipelineFiles): StackRequest {
  const parameters = { ...parametersOf(answer), TriggerCodeKey: triggerKey };
  return { stackName: answer.name, template, parameters, tags: ownTag };
}

async function putTrigger(
  stack: Stack | undefined,
  { triggerKey, triggerZip }: PipelineFiles,
  { storage }: Session,
  signal: AbortSignal,
): Promise<void> {
  const bucket = stack?.outputs.Bucket;
  if (bucket !== undefined) await storage.putObject({ bucket, key: triggerKey }, triggerZip, signal);
}

function changeSetNameAt({ clock }: SetUpServices): string {
  return `aws-batch-explorer-${clock.now()}`;
}

/** What Submit Pipeline offers on this connection. */
async function useFromNowOn({ outputs }: Stack, { connection }: Session, services: SetUpServices): Promise<void> {
  const { workspaceMemory, explorer } = services;
  const before = pipelineChoices(workspaceMemory, connection);
  await rememberPipelineChoices(workspaceMemory, connection, {
    ...before,
    jobQueue: outputs.Queue,
    bucket: outputs.Bucket,
    splitDefinition: outputs.SplitDefinition ?? before.splitDefinition,
    mergeDefinition: outputs.MergeDefinition ?? before.mergeDefinition,
  });
  explorer.refresh();
}
