// https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobDefinitions.html
import type {
  DescribeJobDefinitionsRequest,
  DescribeJobDefinitionsResponse,
  JobDefinition,
} from '@aws-sdk/client-batch';
import { checkOneOf, clientError, page } from '../checks';
import type { BatchContext, BatchOperation } from '../context';
import { parseJobDefinition } from '../jobDefinitions';
import { selectNamed } from '../lookup';
import type { JobDefinitionRecord } from '../state';

/** More than any revision: pages go from the newest revision of a name to its oldest. */
const maxRevision = 10 ** 15;

export const describeJobDefinitions: BatchOperation<DescribeJobDefinitionsRequest, DescribeJobDefinitionsResponse> = (
  input,
  context,
) => {
  const { items, nextToken } = page(select(input, context), orderOf, input);
  return { jobDefinitions: items.map(describe), nextToken };
};

function select(input: DescribeJobDefinitionsRequest, { state, arns }: BatchContext): readonly JobDefinitionRecord[] {
  const { jobDefinitions, jobDefinitionName, status, maxResults, nextToken } = input;
  const { records } = state.jobDefinitions;
  if (jobDefinitions !== undefined && jobDefinitions.length > 0) {
    if ([jobDefinitionName, status, maxResults, nextToken].some((other) => other !== undefined)) {
      throw clientError('jobDefinitions cannot be used together with other parameters.');
    }
    return selectNamed(records, jobDefinitions, 'jobDefinitions', (nameOrArn) => {
      const { name, revision } = parseJobDefinition(arns, nameOrArn);
      // AWS finds nothing under a name alone; jobDefinitionName is for that.
      return revision === undefined ? name : `${name}:${revision}`;
    });
  }
  if (status !== undefined) checkOneOf('status', status, ['ACTIVE', 'INACTIVE']);
  return [...records.values()].filter(
    (definition) =>
      (jobDefinitionName === undefined || definition.jobDefinitionName === jobDefinitionName) &&
      (status === undefined || definition.status === status),
  );
}

function orderOf({ jobDefinitionName = '', revision = 0 }: JobDefinitionRecord): string {
  // A blank sorts before everything that a name can hold.
  return `${jobDefinitionName} ${String(maxRevision - revision).padStart(16, '0')}`;
}

/** As it was registered: an ecsProperties without its other form, deprecated members in their place. */
function describe(record: JobDefinitionRecord): JobDefinition {
  const { deprecated = {}, ecsProperties, containerProperties } = record;
  const definition: JobDefinitionRecord = { ...record, deregisteredAt: undefined, deprecated: undefined };
  if (ecsProperties !== undefined) return { ...definition, containerProperties: undefined };
  const moved: readonly (string | undefined)[] = [
    deprecated.vcpus === undefined ? undefined : 'VCPU',
    deprecated.memory === undefined ? undefined : 'MEMORY',
  ];
  const resourceRequirements = containerProperties?.resourceRequirements?.filter(({ type }) => !moved.includes(type));
  return { ...definition, containerProperties: { ...containerProperties, resourceRequirements, ...deprecated } };
}
