// Removes the pipeline from AWS: the stack, and its bucket only when the user wants that too.
import { AppError, messageOf, withMessage } from '../../core/errors';
import type { Session } from '../session';
import type { Progress } from '../ui';
import type { SetUpServices } from './setUpPipeline';
import { isOwn } from './setUpChoices';
import type { Stack } from './setUpPorts';
import { StackFailed } from './stackOperation';
import { goesOnText } from './stackText';
import { deleteStack, tellWhenStopped } from './stoppable';

type TearDownServices = Omit<SetUpServices, 'pipelineFiles' | 'workspaceMemory'>;

/** How often a bucket is emptied that is not empty when it is to be deleted. */
const maxRounds = 3;

/** @throws UserCancelled, AppError */
export async function tearDownPipeline(session: Session, services: TearDownServices): Promise<void> {
  const { ui, t, explorer } = services;
  const stack = await pickOwnStack(session, services);
  const resources = await session.setUp.stacks.listResources(stack.id, session.signal);
  const bucket = resources.find(({ resourceType }) => resourceType === 'AWS::S3::Bucket')?.physicalId;
  const losesBucket = bucket !== undefined && (await askForBucket(stack.name, bucket, services));
  const others = resources.filter(({ resourceType }) => resourceType !== 'AWS::S3::Bucket');
  const what = others.map(({ logicalId }) => logicalId).join(', ');
  const typed = await ui.input({
    title: t('Tear Down {0}', stack.name),
    prompt: losesBucket
      ? t('Type {0} to delete {1}, and {2} with everything in it', stack.name, what, bucket)
      : t('Type {0} to delete {1}', stack.name, what),
    validate: (value) => (value.trim() === stack.name ? undefined : t('Type {0}.', stack.name)),
  });
  if (typed.trim() !== stack.name) return;
  await ui.withProgress(t('Tearing down {0}', stack.name), async (progress, cancel) => {
    const signal = AbortSignal.any([cancel, session.signal]);
    // The stack first: nothing can write into the bucket any more, and nothing is lost when the rest cannot go.
    const goesOn =
      bucket === undefined
        ? goesOnText(stack.name, t)
        : t('AWS goes on tearing down {0} by itself; its bucket {1} is kept.', stack.name, bucket);
    await tellWhenStopped(goesOn, ui, () => deleteOrTellWhatIsLeft(stack, session, services, progress, signal));
    if (!losesBucket) return;
    const kept = t('Stopped: {0} is gone, but its bucket {1} is kept with what is left in it.', stack.name, bucket);
    await tellWhenStopped(kept, ui, () => deleteBucketOrTell(stack.name, bucket, session, services, progress, signal));
  });
  explorer.refresh();
  ui.inform(
    losesBucket || bucket === undefined
      ? t('{0} is gone.', stack.name)
      : t('{0} is gone; the bucket {1} is kept.', stack.name, bucket),
  );
}

async function pickOwnStack({ setUp, signal }: Session, { ui, t }: TearDownServices): Promise<Stack> {
  const own = (await setUp.stacks.listStacks(signal)).filter(isOwn);
  if (own.length === 0) throw new AppError('notFound', t('Nothing was set up here: there is no stack to tear down.'));
  return ui.pick(
    own.map((stack) => ({ label: stack.name, description: stack.status, detail: stack.outputs.Bucket, value: stack })),
    { title: t('Tear Down Pipeline') },
  );
}

function askForBucket(name: string, bucket: string, { ui, t }: TearDownServices): Promise<boolean> {
  return ui.pick(
    [
      { label: t('Keep the bucket'), detail: t('{0} stays with inputs and results.', bucket), value: false },
      { label: t('Delete the bucket too'), detail: t('All objects in {0} are lost.', bucket), value: true },
    ],
    { title: t('Tear Down {0}', name) },
  );
}

async function deleteOrTellWhatIsLeft(
  { name, id }: Stack,
  session: Session,
  services: TearDownServices,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { t } = services;
  try {
    await deleteStack(id, session, services, progress, signal);
  } catch (cause) {
    if (!(cause instanceof StackFailed)) throw cause;
    const left = await whatIsLeft(id, session, signal);
    const text = t('{0} could not be torn down whole. {1}\nLeft: {2}.', name, messageOf(cause), left);
    throw new AppError('invalid', text, { cause });
  }
}

/** Where it may not be listed, why: what is said besides must not be lost. */
async function whatIsLeft(stackId: string, { setUp: { stacks } }: Session, signal: AbortSignal): Promise<string> {
  try {
    return (await stacks.listResources(stackId, signal))
      .filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED')
      .map(({ logicalId, physicalId = '' }) => `${logicalId} ${physicalId}`.trim())
      .join(', ');
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    return cause.message;
  }
}

async function deleteBucketOrTell(
  stackName: string,
  bucket: string,
  session: Session,
  services: TearDownServices,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  try {
    await deleteBucket(bucket, session, services, progress, signal);
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const text = services.t('{0} is gone, but not its bucket {1}: {2}', stackName, bucket, cause.message);
    throw withMessage(cause, `${text}\n${services.t('Empty and delete it by hand; nothing else is left.')}`);
  }
}

async function deleteBucket(
  bucket: string,
  { setUp: { buckets } }: Session,
  { t }: TearDownServices,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  let count = 0;
  for (let round = 1; ; round += 1) {
    for await (const versions of buckets.listVersions(bucket, signal)) {
      await buckets.deleteVersions(bucket, versions, signal);
      count += versions.length;
      progress.report(t('{0}: {1} objects deleted', bucket, count));
    }
    try {
      await buckets.deleteBucket(bucket, signal);
      return;
    } catch (cause) {
      // A job that was ending has still written something.
      if (!(cause instanceof AppError) || cause.code !== 'BucketNotEmpty' || round === maxRounds) throw cause;
    }
  }
}
