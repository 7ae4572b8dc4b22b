// Reads a compute environment from a JSON document, or says what is wrong with it and in which line.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_ComputeResource.html
import schema from '../../../resources/schemas/computeEnvironment.schema.json';
import { type JsonNode, jsonValue, memberOf } from '../../core/positionedJson';
import type { Translate } from '../l10n';
import { type ReadDocument, readDocument } from './readDocument';
import type { Fault } from './schemaFaults';

export type EnvironmentDocument = Readonly<Record<string, unknown>> & {
  readonly computeEnvironmentName: string;
  readonly computeResources?: Readonly<Record<string, unknown>> & {
    readonly maxvCpus?: number;
    readonly minvCpus?: number;
  };
};

/** What Fargate has no use for; AWS refuses each by name. */
export const ec2Only: readonly string[] = [
  ...['minvCpus', 'desiredvCpus', 'instanceTypes', 'instanceRole', 'allocationStrategy', 'bidPercentage'],
  ...['spotIamFleetRole', 'ec2KeyPair', 'imageId', 'ec2Configuration', 'launchTemplate', 'placementGroup', 'tags'],
  ...['scalingPolicy', 'updateToLatestImageVersion'],
];
const neededOnEc2 = ['minvCpus', 'instanceTypes', 'instanceRole'];

/** As one that there is may be described. */
export function readEnvironment(text: string, t: Translate): ReadDocument<EnvironmentDocument> {
  return readDocument(text, { schema, meaningFaults }, t);
}

/** As one that does not exist yet has to be. */
export function readNewEnvironment(text: string, t: Translate): ReadDocument<EnvironmentDocument> {
  const rules = { schema, meaningFaults: (root: JsonNode) => [...meaningFaults(root, t), ...newFaults(root, t)] };
  return readDocument(text, rules, t);
}

function meaningFaults(root: JsonNode, t: Translate): readonly Fault[] {
  const resources = memberOf(root, 'computeResources');
  if (textOf(root, 'type') === 'UNMANAGED') {
    const text = t('An UNMANAGED environment has no {0}: its machines are yours.', 'computeResources');
    return resources === undefined ? [] : [{ line: resources.line, text }];
  }
  const unmanaged = memberOf(root, 'unmanagedvCpus');
  const all = unmanaged && [{ line: unmanaged.line, text: t('{0} is for UNMANAGED environments.', 'unmanagedvCpus') }];
  if (resources !== undefined) return [...(all ?? []), ...resourceFaults(resources, t)];
  return [...(all ?? []), { line: root.line, text: t('{0} is missing.', 'computeResources') }];
}

function resourceFaults(resources: JsonNode, t: Translate): readonly Fault[] {
  const type = textOf(resources, 'type') ?? '';
  const given = (name: string): JsonNode | undefined => memberOf(resources, name);
  const missing = (name: string): readonly Fault[] =>
    given(name) === undefined ? [{ line: resources.line, text: t('{0} is missing.', `computeResources.${name}`) }] : [];
  if (type === 'ECS_MANAGED_INSTANCES') return missing('managedInstancesProvider');
  if (!type.startsWith('FARGATE')) return [...missing('subnets'), ...sizeFaults(resources, t)];
  const refused = ec2Only.flatMap((name): readonly Fault[] => {
    const member = given(name);
    return member === undefined
      ? []
      : [{ line: member.line, text: t('Fargate does not offer {0}.', `computeResources.${name}`) }];
  });
  return [...missing('subnets'), ...missing('securityGroupIds'), ...refused];
}

/** minvCpus ≤ desiredvCpus ≤ maxvCpus */
function sizeFaults(resources: JsonNode, t: Translate): readonly Fault[] {
  const ordered = ['minvCpus', 'desiredvCpus', 'maxvCpus'].flatMap((name) => {
    const node = memberOf(resources, name);
    return node === undefined ? [] : [{ name, line: node.line, value: Number(jsonValue(node)) }];
  });
  return ordered.flatMap(({ name, line, value }, index) => {
    const next = ordered[index + 1];
    if (next === undefined || value <= next.value) return [];
    return [{ line, text: t('{0} ({1}) is more than {2} ({3}).', name, value, next.name, next.value) }];
  });
}

function newFaults(root: JsonNode, t: Translate): readonly Fault[] {
  const resources = memberOf(root, 'computeResources');
  const faults: Fault[] = [];
  if (textOf(root, 'state') === 'DISABLED') {
    const { line } = memberOf(root, 'state') ?? root;
    faults.push({ line, text: t('A compute environment has to be created ENABLED. Update disables it then.') });
  }
  const [policy, image] = [memberOf(root, 'updatePolicy'), memberOf(resources, 'updateToLatestImageVersion')];
  for (const [name, node] of Object.entries({ updatePolicy: policy, updateToLatestImageVersion: image })) {
    if (node !== undefined) faults.push({ line: node.line, text: t('{0} is for Update alone.', name) });
  }
  const type = textOf(resources, 'type') ?? '';
  if (resources === undefined || !['EC2', 'SPOT'].includes(type)) return faults;
  const strategy = textOf(resources, 'allocationStrategy') ?? 'BEST_FIT';
  const needed = type === 'SPOT' && strategy === 'BEST_FIT' ? [...neededOnEc2, 'spotIamFleetRole'] : neededOnEc2;
  for (const name of needed.filter((one) => memberOf(resources, one) === undefined)) {
    faults.push({ line: resources.line, text: t('{0} needs {1}.', type, `computeResources.${name}`) });
  }
  return faults;
}

function textOf(node: JsonNode | undefined, name: string): string | undefined {
  const member = memberOf(node, name);
  return member?.kind === 'scalar' && typeof member.value === 'string' ? member.value : undefined;
}
