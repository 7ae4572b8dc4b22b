// Removes the pipeline from AWS: the stack, and its bucket only when the user wants that too.
import { AppError, messageOf } from '../../core/errors';
import type { Session } from '../session';
import type { Progress } from '../ui';
import type { SetUpServices } from './setUpPipeline';
import { isOwn } from './setUpChoices';
import type { Stack } from './setUpPorts';
import { StackFailed } from './stackOperation';
import { deleteStack } from './stoppable';

type TearDownServices = Omit<SetUpServices, 'pipelineFiles' | 'workspaceMemory'>;

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
    await deleteOrTellWhatIsLeft(stack, session, services, progress, signal);
    if (losesBucket) await deleteBucket(bucket, session, services, progress, signal);
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
    const resources = await session.setUp.stacks.listResources(id, signal);
    const left = resources
      .filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED')
      .map(({ logicalId, physicalId = '' }) => `${logicalId} ${physicalId}`.trim());
    const text = t('{0} could not be torn down whole. {1}\nLeft: {2}.', name, messageOf(cause), left.join(', '));
    throw new AppError('invalid', text, { cause });
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
  for await (const versions of buckets.listVersions(bucket, signal)) {
    await buckets.deleteVersions(bucket, versions, signal);
    count += versions.length;
    progress.report(t('{0}: {1} objects deleted', bucket, count));
  }
  await buckets.deleteBucket(bucket, signal);
}
