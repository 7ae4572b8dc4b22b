// Finds where attempts ran: the compute environment, the instance type and the zone, as far as anybody still knows.
import type { ComputeEnvironment } from '../../core/computeEnvironment';
import type { MachineSize } from '../../core/cost';
import { clusterOfArn, environmentOfCluster } from '../../core/ecsPlace';
import { nameOfArn } from '../../core/arn';
import { allPages } from '../allPages';
import type { ContainerInstance, EcsTask } from '../aroundPort';
import { told } from '../diagnosis/told';
import type { Translate } from '../l10n';
import type { Session } from '../session';
import type { AttemptUse } from './attemptUses';

export type Place = {
  /** Name of the compute environment. */
  readonly environment?: string;
  /** `EC2`, `SPOT`, `FARGATE`, `FARGATE_SPOT`. */
  readonly resourceType?: string;
  readonly instanceType?: string;
  readonly zone?: string;
  /** Of the machine. */
  readonly size?: MachineSize;
};

export type Places = {
  readonly placeOf: (use: AttemptUse) => Place;
  /** What could not be had, a sentence each. */
  readonly notes: readonly string[];
};

type Asking = { readonly session: Session; readonly signal: AbortSignal; readonly now: number; readonly t: Translate };

/** Of ECS's calls, which take this many ids each. */
const idsPerCall = 100;
const maxIds = 500;
/** ECS forgets a task an hour after its end. */
const taskAgeMs = 3_600_000;

/** At most 5 calls for machines and 5 for tasks. @throws AppError for what the connection breaks with */
export async function findPlaces(uses: readonly AttemptUse[], asking: Asking): Promise<Places> {
  const { session, signal, t, now } = asking;
  const notes: string[] = [];
  const all = await told(allPages((page) => session.batch.fetchComputeEnvironmentPage(page, signal)));
  if ('error' in all) notes.push(all.error.message);
  const environments = 'value' in all ? all.value : [];
  // The local engine has neither tasks nor machines that ECS could tell of.
  const isAsked = session.connection.kind !== 'local';
  const machineArns = uses.flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []);
  const taskArns = uses
    .filter((use) => use.containerInstanceArn === undefined && now - (use.stoppedAt ?? now) < taskAgeMs)
    .flatMap(({ taskArn }) => taskArn ?? []);
  const ask = async <T extends { readonly arn: string }>(
    arns: readonly string[],
    what: string,
    describe: (cluster: string, arns: readonly string[]) => Promise<readonly T[]>,
  ): Promise<ReadonlyMap<string, T>> => {
    const asked = await inClusters(isAsked ? [...new Set(arns)] : [], what, describe, t);
    notes.push(...asked.notes);
    return asked.found;
  };
  const machines = await ask(machineArns, t('machines'), (cluster, arns) =>
    session.around.describeContainerInstances(cluster, arns, signal),
  );
  const tasks = await ask(taskArns, t('tasks'), (cluster, arns) => session.around.describeTasks(cluster, arns, signal));
  return { placeOf: (use) => placeOf(use, environments, machines, tasks), notes };
}

async function inClusters<T extends { readonly arn: string }>(
  arns: readonly string[],
  what: string,
  describe: (cluster: string, arns: readonly string[]) => Promise<readonly T[]>,
  t: Translate,
): Promise<{ readonly found: ReadonlyMap<string, T>; readonly notes: readonly string[] }> {
  const found = new Map<string, T>();
  const looked = arns.slice(0, maxIds);
  const notes = arns.length > maxIds ? [t('Of {0} {1} the first {2} were looked at.', arns.length, what, maxIds)] : [];
  for (const cluster of new Set(looked.map(clusterOfArn))) {
    const inCluster = looked.filter((arn) => clusterOfArn(arn) === cluster);
    for (let start = 0; cluster !== undefined && start < inCluster.length; start += idsPerCall) {
      const answer = await told(describe(cluster, inCluster.slice(start, start + idsPerCall)));
      // What is refused once is refused again.
      if ('error' in answer) return { found, notes: [...notes, answer.error.message] };
      for (const one of answer.value) found.set(one.arn, one);
    }
  }
  return { found, notes };
}

function placeOf(
  use: AttemptUse,
  environments: readonly ComputeEnvironment[],
  machines: ReadonlyMap<string, ContainerInstance>,
  tasks: ReadonlyMap<string, EcsTask>,
): Place {
  const cluster = clusterOfArn(use.containerInstanceArn) ?? clusterOfArn(use.taskArn);
  const environment = environments.find(
    ({ ecsClusterArn, name }) =>
      cluster !== undefined &&
      (ecsClusterArn === undefined ? name === environmentOfCluster(cluster) : nameOfArn(ecsClusterArn) === cluster),
  );
  const machine = machines.get(use.containerInstanceArn ?? '');
  const task = tasks.get(use.taskArn ?? '');
  return {
    environment: environment?.name ?? (cluster && environmentOfCluster(cluster)),
    resourceType: environment?.resourceType ?? task?.capacityProvider,
    instanceType: machine?.instanceType ?? onlyTypeOf(environment),
    zone: machine?.zone ?? task?.zone,
    size: machine?.size,
  };
}

/** Where an environment has one type alone, its machines need not be there any longer to be known. */
function onlyTypeOf(environment: ComputeEnvironment | undefined): string | undefined {
  const [only, ...others] = environment?.instanceTypes ?? [];
  return others.length === 0 && only?.includes('.') === true ? only : undefined;
}
