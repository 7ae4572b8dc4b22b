// What the user chooses for a pipeline on AWS, and how the template's parameters say it.
import type { Stack } from './setUpPorts';

export type ComputeType = 'FARGATE' | 'FARGATE_SPOT' | 'EC2' | 'SPOT';

export type WorkerChoice =
  /** The job definitions carry the worker: no image to build. */
  | { readonly source: 'bundle' }
  /** An ECR repository is made; its `latest` is used. */
  | { readonly source: 'repository' }
  | { readonly source: 'image'; readonly uri: string };

export type SetUpChoices = {
  /** Of the stack; begins the names of the queue and the definitions. */
  readonly name: string;
  readonly computeType: ComputeType;
  readonly maxvCpus: number;
  /** 0 on Fargate. */
  readonly minvCpus: number;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** Of Fargate tasks. */
  readonly hasPublicIp: boolean;
  readonly worker: WorkerChoice;
};

export const defaultName = 'pipeline';

/** By this tag the extension knows its own stacks. */
export const ownTag = { 'aws-batch-explorer': 'pipeline' } as const;

/** As the template wants it; a stack's name takes no less. */
export const namePattern = /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/;

export function isOwn({ tags }: Stack): boolean {
  return Object.entries(ownTag).every(([key, value]) => tags[key] === value);
}

export function isFargate(computeType: ComputeType): boolean {
  return computeType === 'FARGATE' || computeType === 'FARGATE_SPOT';
}

export function parametersOf(choices: SetUpChoices): Readonly<Record<string, string>> {
  const { worker } = choices;
  const uri = worker.source === 'image' ? worker.uri : '';
  return {
    Prefix: choices.name,
    ComputeType: choices.computeType,
    MinvCpus: String(choices.minvCpus),
    MaxvCpus: String(choices.maxvCpus),
    VpcId: choices.vpcId,
    SubnetIds: choices.subnetIds.join(','),
    AssignPublicIp: choices.hasPublicIp ? 'ENABLED' : 'DISABLED',
    WorkerSource: worker.source,
    ImageUri: uri,
    ImageRepository: repositoryOf(uri),
  };
}

/** What an existing stack was made with. */
export function choicesOf({ name, parameters }: Stack): SetUpChoices {
  const { ComputeType, WorkerSource, ImageUri: uri = '' } = parameters;
  return {
    name,
    computeType: computeTypes.find((type) => type === ComputeType) ?? 'FARGATE',
    maxvCpus: Number(parameters.MaxvCpus ?? '256'),
    minvCpus: Number(parameters.MinvCpus ?? '0'),
    vpcId: parameters.VpcId ?? '',
    subnetIds: (parameters.SubnetIds ?? '').split(',').filter((id) => id !== ''),
    hasPublicIp: parameters.AssignPublicIp !== 'DISABLED',
    worker:
      WorkerSource === 'image'
        ? { source: 'image', uri }
        : { source: WorkerSource === 'repository' ? 'repository' : 'bundle' },
  };
}

export const computeTypes: readonly ComputeType[] = ['FARGATE', 'FARGATE_SPOT', 'EC2', 'SPOT'];

/** `region:account:repository/name` of an image in ECR: the template makes an ARN of it. Empty for any other image. */
function repositoryOf(uri: string): string {
  const match = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(uri);
  return match === null ? '' : `${match[2]}:${match[1]}:repository/${match[3]}`;
}
