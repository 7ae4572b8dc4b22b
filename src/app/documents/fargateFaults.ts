// What Fargate does not take of a container, and what it needs.
// https://docs.aws.amazon.com/batch/latest/userguide/fargate.html#when-to-use-fargate
import { fargateMemoryMib, fargateVcpus } from '../../core/fargateSizes';
import { type JsonNode, jsonValue, memberOf } from '../../core/positionedJson';
import type { Translate } from '../l10n';
import type { Fault } from './schemaFaults';

const refused = ['ulimits', 'instanceType', 'vcpus', 'memory'];
const refusedOfLinux = ['devices', 'tmpfs', 'sharedMemorySize', 'maxSwap', 'swappiness'];
const logDrivers = ['awslogs', 'splunk'];

type Requirement = { readonly type: string; readonly value: string };

/** @param container the `containerProperties` */
export function fargateFaults(container: JsonNode, t: Translate): readonly Fault[] {
  const at = (node: JsonNode, text: string): Fault => ({ line: node.line, text });
  const refuse = (node: JsonNode | undefined, names: readonly string[], path: string): readonly Fault[] =>
    names.flatMap((name) => {
      const member = memberOf(node, name);
      return member === undefined || isNothing(jsonValue(member))
        ? []
        : [at(member, t('Fargate does not offer {0}.', `${path}.${name}`))];
    });
  const driver = memberOf(memberOf(container, 'logConfiguration'), 'logDriver');
  const requirements = memberOf(container, 'resourceRequirements');
  const size = sizeFault((requirements === undefined ? [] : jsonValue(requirements)) as readonly Requirement[], t);
  return [
    ...(memberOf(container, 'executionRoleArn') === undefined
      ? [at(container, t('Fargate needs {0}.', 'containerProperties.executionRoleArn'))]
      : []),
    ...refuse(container, ['privileged', ...refused], 'containerProperties'),
    ...refuse(memberOf(container, 'linuxParameters'), refusedOfLinux, 'containerProperties.linuxParameters'),
    ...hostVolumes(container).map((node) => at(node, t('Fargate does not offer {0}.', 'host.sourcePath'))),
    ...(driver === undefined || logDrivers.includes(String(jsonValue(driver)))
      ? []
      : [at(driver, t('On Fargate {0} is one of: {1}', 'logDriver', logDrivers.join(', ')))]),
    ...(size === undefined ? [] : [at(requirements ?? container, size)]),
  ];
}

/** What is said, and says nothing: false, and lists without entries, which AWS tells of every container. */
function isNothing(value: unknown): boolean {
  return value === false || (Array.isArray(value) && value.length === 0);
}

function hostVolumes(container: JsonNode): readonly JsonNode[] {
  const volumes = memberOf(container, 'volumes');
  if (volumes?.kind !== 'array') return [];
  return volumes.items.flatMap((volume) => memberOf(memberOf(volume, 'host'), 'sourcePath') ?? []);
}

function sizeFault(requirements: readonly Requirement[], t: Translate): string | undefined {
  const valueOf = (type: string) => Number(requirements.find((one) => one.type === type)?.value);
  if (requirements.some(({ type }) => type === 'GPU')) return t('Fargate does not offer {0}.', 'GPU');
  const vcpus = valueOf('VCPU');
  if (!fargateVcpus.includes(vcpus)) return t('On Fargate {0} is one of: {1}', 'VCPU', fargateVcpus.join(', '));
  const sizes = fargateMemoryMib(vcpus);
  return sizes.includes(valueOf('MEMORY'))
    ? undefined
    : t('With {0} vCPUs Fargate takes as MEMORY one of: {1}', vcpus, sizes.join(', '));
}
