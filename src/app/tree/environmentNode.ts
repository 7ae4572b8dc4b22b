// One compute environment; it holds the queues that use it.
import { nameOfArn } from '../../core/arn';
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import { isUsable } from '../../core/jobQueue';
import { computeEnvironments, jobQueues } from '../store/listQuery';
import { listNeed } from './listEnds';
import { bold, code, facts, paragraphs, plain } from './markdown';
import type { Node, NodeOf } from './node';
import type { NodeKind, TreeContext } from './nodeKind';
import { explainEnvironment, resourceIcon, resourceState, stateToken } from './statusText';

export const environmentNode: NodeKind<NodeOf<'environment'>> = {
  needs: () => [listNeed(jobQueues)],

  children(node, context) {
    const failures: Node[] = context.failureOf(node) === undefined ? [] : [{ kind: 'failure', parent: node }];
    const queues = queuesOf(node, context).map(({ arn }): Node => ({ kind: 'queue', arn, parent: node }));
    const all = [...failures, ...queues];
    return all.length > 0 ? all : [{ kind: 'empty', parent: node }];
  },

  describe(node, context) {
    const environment = find(node, context);
    const name = environment?.name ?? nameOfArn(node.arn);
    if (environment === undefined)
      return { label: name, icon: { name: 'question' }, collapse: 'collapsed', tokens: [] };
    const description = describeEnvironment(environment, context);
    return {
      label: name,
      description,
      icon: resourceIcon(environment, environment.management === 'UNMANAGED' ? 'vm' : 'server'),
      collapse: 'collapsed',
      tokens: ['arn', 'console', 'json', 'name', stateToken(environment)],
      spoken: `${context.t('Compute environment {0}', name)}, ${description}`,
    };
  },

  tooltip(node, context) {
    const environment = find(node, context);
    if (environment === undefined) return undefined;
    const { t } = context;
    const { minvCpus, maxvCpus, desiredvCpus, instanceTypes } = environment;
    return paragraphs(
      `${bold(environment.name)} · ${code(environment.state)} · ${code(environment.status)}`,
      plain(explainEnvironment(environment, t)),
      environment.statusReason === undefined ? undefined : `> ${plain(environment.statusReason)}`,
      facts(
        [
          t('Kind'),
          plain(
            [environment.management, environment.resourceType, environment.orchestration]
              .filter((word) => word !== undefined)
              .join(' · '),
          ),
        ],
        [t('vCPUs wanted now'), desiredvCpus === undefined ? undefined : String(desiredvCpus)],
        [t('vCPUs wanted so far'), scalingText(environment, context)],
        [t('vCPUs at least'), minvCpus === undefined ? undefined : String(minvCpus)],
        [t('vCPUs at most'), maxvCpus === undefined ? undefined : String(maxvCpus)],
        [t('Instance types'), instanceTypes.length === 0 ? undefined : instanceTypes.map(code).join(', ')],
        [
          t('Used by'),
          queuesOf(node, context)
            .map(({ name }) => code(name))
            .join(', ') || undefined,
        ],
        [t('ARN'), code(environment.arn)],
      ),
    );
  },

  resource(node, context) {
    const shownName = find(node, context)?.name ?? nameOfArn(node.arn);
    return { name: { kind: 'computeEnvironment', name: node.arn }, shownName, arn: node.arn };
  },
};

function find({ arn }: { readonly arn: string }, { store }: TreeContext): ComputeEnvironment | undefined {
  return store.list(computeEnvironments)?.items.find((environment) => environment.arn === arn);
}

/** By name: a queue that was made with the names of its environments keeps these in some emulators. */
function queuesOf({ arn }: { readonly arn: string }, { store }: TreeContext) {
  const queues = store.list(jobQueues)?.items ?? [];
  const name = nameOfArn(arn);
  return queues.filter((queue) => queue.computeEnvironments.some((used) => nameOfArn(used) === name));
}

function describeEnvironment(environment: ComputeEnvironment, context: TreeContext): string {
  const queues = queuesOf(environment, context);
  const parts = [
    environment.resourceType ?? environment.management,
    isUsable(environment) ? environment.state : resourceState(environment),
    capacityText(environment, context),
    queues.length > 0 ? `→ ${queues.map(({ name }) => name).join(', ')}` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** `0 → 4 (14:02:10) → 16 (14:05:40)`: since the connection was opened; undefined where nothing has changed. */
function scalingText({ arn }: ComputeEnvironment, { store, format }: TreeContext): string | undefined {
  const steps = store.scaling(arn);
  if (steps.length < 2) return undefined;
  const texts = steps.map(({ at, desiredvCpus }, index) =>
    index === 0 ? format.count(desiredvCpus) : `${format.count(desiredvCpus)} (${format.clock(at)})`,
  );
  return plain(texts.join(' → '));
}

/** `4 of 0–256 vCPUs`: wanted now, at least, at most. */
function capacityText(
  { minvCpus = 0, maxvCpus, desiredvCpus }: ComputeEnvironment,
  { t, format }: TreeContext,
): string | undefined {
  if (maxvCpus === undefined) return undefined;
  const most = format.count(maxvCpus);
  return desiredvCpus === undefined
    ? t('up to {0} vCPUs', most)
    : t('{0} of {1}–{2} vCPUs', format.count(desiredvCpus), format.count(minvCpus), most);
}
