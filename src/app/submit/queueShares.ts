// Whether a queue is a fair-share one, in which every job must say whose share it counts for, and in no other may.
import { nameOfArn } from '../../core/arn';
import { AppError } from '../../core/errors';
import { isShareIdentifier } from '../../core/schedulingPolicy';
import type { Translate } from '../l10n';
import type { BatchBrowserPort, ResourceName } from '../ports';
import type { Session } from '../session';

export type QueueShares =
  /** First in, first out. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'fair';
      /** Name of the scheduling policy. */
      readonly policy: string;
      /** The identifiers that it names; a job may have any other too. */
      readonly named: readonly string[];
    }
  /** The service would not tell. */
  | { readonly kind: 'unknown' };

/** @param queue name or ARN */
export async function fetchQueueShares(
  queue: string,
  batch: BatchBrowserPort,
  signal: AbortSignal,
): Promise<QueueShares> {
  const raw = await ifTold(batch, { kind: 'jobQueue', name: queue }, signal);
  if (raw === undefined) return { kind: 'unknown' };
  const { schedulingPolicyArn: arn } = raw as { readonly schedulingPolicyArn?: string };
  if (arn === undefined) return { kind: 'none' };
  const policy = (await ifTold(batch, { kind: 'schedulingPolicy', arn }, signal)) as RawPolicy | undefined;
  const shares = policy?.fairsharePolicy?.shareDistribution ?? [];
  return {
    kind: 'fair',
    policy: nameOfArn(arn),
    named: shares.flatMap(({ shareIdentifier }) => shareIdentifier ?? []),
  };
}

/** The text of what is wrong; undefined when it is right, as far as anybody can tell. */
export function shareFault(shareIdentifier: string | undefined, shares: QueueShares, t: Translate): string | undefined {
  if (shareIdentifier === undefined) {
    return shares.kind === 'fair'
      ? t('The queue shares its capacity by {0}: give a shareIdentifier. {1}', shares.policy, namedText(shares, t))
      : undefined;
  }
  if (shares.kind === 'none') return notShared(t);
  return isShareIdentifier(shareIdentifier, true) ? undefined : t('A shareIdentifier is 1 to 255 letters and digits.');
}

export function namedText({ named }: QueueShares & { readonly kind: 'fair' }, t: Translate): string {
  return named.length === 0 ? t('Any has the weight 1.') : t('Those with a weight: {0}.', named.join(', '));
}

/**
 * Before it is sent: the service's own words for this leave much open.
 * @throws AppError `invalid`
 */
export async function refuseWrongShare(
  { jobQueue, shareIdentifier, schedulingPriorityOverride }: Readonly<Record<string, unknown>>,
  { batch, signal }: Session,
  t: Translate,
): Promise<void> {
  const shares = await fetchQueueShares(String(jobQueue), batch, signal);
  const given = typeof shareIdentifier === 'string' ? shareIdentifier : undefined;
  const isPriorityLost = shares.kind === 'none' && schedulingPriorityOverride !== undefined;
  const fault = isPriorityLost ? notShared(t) : shareFault(given, shares, t);
  if (fault !== undefined) throw new AppError('invalid', fault);
}

function notShared(t: Translate): string {
  return t(
    'The queue is first in, first out: it takes no shareIdentifier and no schedulingPriorityOverride. Take them out, or choose a fair-share queue.',
  );
}

type RawPolicy = {
  readonly fairsharePolicy?: { readonly shareDistribution?: readonly { readonly shareIdentifier?: string }[] };
};

async function ifTold(batch: BatchBrowserPort, resource: ResourceName, signal: AbortSignal): Promise<unknown> {
  try {
    return await batch.fetchRaw(resource, signal);
  } catch (cause) {
    // The job is submitted all the same, and refused if it must be.
    if (cause instanceof AppError && (cause.kind === 'denied' || cause.kind === 'notFound')) return undefined;
    throw cause;
  }
}
