// The queue, environment or scheduling policy that a command is about, as AWS Batch tells of it now: what the view shows may be old.
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import { AppError } from '../../core/errors';
import type { JobQueue } from '../../core/jobQueue';
import type { SchedulingPolicy } from '../../core/schedulingPolicy';
import { allPages } from '../allPages';
import type { Services } from '../services';
import type { Session } from '../session';
import type { Node } from '../tree/node';
import { targetNode } from '../commands/targetNode';

type Needs = Pick<Services, 'ui' | 't' | 'explorer'>;

/** What is clicked or selected, or a queue that the user picks. @throws UserCancelled, AppError `notFound` */
export async function findQueue(services: Needs, target: unknown, { batch, signal }: Session): Promise<JobQueue> {
  const all = await allPages((page) => batch.fetchJobQueuePage(page, signal));
  const node = selected(services, target, 'queue');
  return node === undefined ? pickOne(all, services) : oneOf(all, node.arn, services);
}

/** What is clicked or selected, or an environment that the user picks. @throws UserCancelled, AppError `notFound` */
export async function findEnvironment(
  services: Needs,
  target: unknown,
  { batch, signal }: Session,
): Promise<ComputeEnvironment> {
  const all = await allPages((page) => batch.fetchComputeEnvironmentPage(page, signal));
  const node = selected(services, target, 'environment');
  return node === undefined ? pickOne(all, services) : oneOf(all, node.arn, services);
}

/** What is clicked or selected, or a policy that the user picks. @throws UserCancelled, AppError `notFound` */
export async function findPolicy(
  services: Needs,
  target: unknown,
  { batch, signal }: Session,
): Promise<SchedulingPolicy> {
  const all = await allPages((page) => batch.fetchSchedulingPolicyPage(page, signal));
  const node = selected(services, target, 'policy');
  return node === undefined ? pickOne(all, services) : oneOf(all, node.arn, services);
}

function selected<Kind extends 'queue' | 'environment' | 'policy'>(
  services: Needs,
  target: unknown,
  kind: Kind,
): Extract<Node, { readonly kind: Kind }> | undefined {
  if (target === undefined && services.explorer.selection.length === 0) return undefined;
  const node = targetNode(services, target);
  return isOfKind(node, kind) ? node : undefined;
}

function isOfKind<Kind extends Node['kind']>(node: Node, kind: Kind): node is Extract<Node, { readonly kind: Kind }> {
  return node.kind === kind;
}

type Resource = { readonly name: string; readonly arn: string; readonly state?: string; readonly status?: string };

function oneOf<T extends Resource>(all: readonly T[], arn: string, { t }: Needs): T {
  const found = all.find((one) => one.arn === arn);
  if (found === undefined) throw new AppError('notFound', t('It does not exist any longer. Refresh the view.'));
  return found;
}

function pickOne<T extends Resource>(all: readonly T[], { ui, t }: Needs): Promise<T> {
  if (all.length === 0) throw new AppError('notFound', t('There is none on this connection.'));
  const items = all.map((one) => {
    const words = [one.state, one.status].filter((word) => word !== undefined);
    return { label: one.name, description: words.join(', '), value: one };
  });
  return ui.pick(items, { title: t('Which one?') });
}
