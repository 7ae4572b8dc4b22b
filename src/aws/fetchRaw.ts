// One resource as its describe call tells of it: nothing translated, nothing left out.
import type { ResourceName } from '../app/ports';
import { nameOfArn } from '../core/arn';
import { AppError } from '../core/errors';
import { call } from './call';
import type { AwsClients } from './clients';

/** @throws AppError `notFound` when the service does not know it (any longer). */
export async function fetchRaw(clients: AwsClients, resource: ResourceName, signal: AbortSignal): Promise<unknown> {
  const found = await describe(clients, resource, signal);
  if (found === undefined) {
    const { what, name } = namesOf(resource);
    throw new AppError('notFound', `AWS Batch does not know the ${what} ${name} any longer. Refresh the view.`);
  }
  return found;
}

async function describe({ sdk, batch }: AwsClients, resource: ResourceName, signal: AbortSignal): Promise<unknown> {
  const { what, name } = namesOf(resource);
  const doing = `describe the ${what} ${name}`;
  switch (resource.kind) {
    case 'job': {
      const command = new sdk.DescribeJobsCommand({ jobs: [resource.jobId] });
      return (await call(doing, batch, command, signal)).jobs?.[0];
    }
    case 'jobQueue': {
      const command = new sdk.DescribeJobQueuesCommand({ jobQueues: [resource.name] });
      return (await call(doing, batch, command, signal)).jobQueues?.[0];
    }
    case 'computeEnvironment': {
      const command = new sdk.DescribeComputeEnvironmentsCommand({ computeEnvironments: [resource.name] });
      return (await call(doing, batch, command, signal)).computeEnvironments?.[0];
    }
    case 'jobDefinition': {
      const command = new sdk.DescribeJobDefinitionsCommand({ jobDefinitions: [resource.name] });
      return (await call(doing, batch, command, signal)).jobDefinitions?.[0];
    }
    case 'schedulingPolicy': {
      const command = new sdk.DescribeSchedulingPoliciesCommand({ arns: [resource.arn] });
      return (await call(doing, batch, command, signal)).schedulingPolicies?.[0];
    }
  }
}

function namesOf(resource: ResourceName): { readonly what: string; readonly name: string } {
  switch (resource.kind) {
    case 'job':
      return { what: 'job', name: resource.jobId };
    case 'jobQueue':
      return { what: 'job queue', name: resource.name };
    case 'computeEnvironment':
      return { what: 'compute environment', name: resource.name };
    case 'jobDefinition':
      return { what: 'job definition', name: resource.name };
    case 'schedulingPolicy':
      return { what: 'scheduling policy', name: nameOfArn(resource.arn) };
  }
}
