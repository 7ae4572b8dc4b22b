// Reads a job definition to register from a JSON document, or says what is wrong with it and in which line.
import schema from '../../../resources/schemas/registerJobDefinition.schema.json';
import { fargateMemoryMib, fargateVcpus } from '../../core/fargateSizes';
import { type JsonNode, jsonValue, memberOf } from '../../core/positionedJson';
import type { Translate } from '../l10n';
import { type ReadDocument, readDocument } from './readDocument';
import type { Fault } from './schemaFaults';

export type DefinitionDocument = Readonly<Record<string, unknown>> & { readonly jobDefinitionName: string };

export function readDefinition(text: string, t: Translate): ReadDocument<DefinitionDocument> {
  return readDocument(text, { schema, meaningFaults }, t);
}

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_RegisterJobDefinition.html */
function meaningFaults(root: JsonNode, t: Translate): readonly Fault[] {
  const forms = ['containerProperties', 'ecsProperties', 'eksProperties', 'nodeProperties'];
  const given = forms.filter((form) => memberOf(root, form) !== undefined);
  if (given.length !== 1) return [{ line: root.line, text: t('Give exactly one of: {0}', forms.join(', ')) }];
  const container = memberOf(root, 'containerProperties');
  if (container === undefined) return [];
  if (memberOf(container, 'image') === undefined) {
    return [{ line: container.line, text: t('{0} is missing.', 'containerProperties.image') }];
  }
  const platforms = memberOf(root, 'platformCapabilities');
  const isFargate = platforms !== undefined && (jsonValue(platforms) as readonly string[]).includes('FARGATE');
  return isFargate ? fargateFaults(container, t) : [];
}

function fargateFaults(container: JsonNode, t: Translate): readonly Fault[] {
  const faults: Fault[] = [];
  if (memberOf(container, 'executionRoleArn') === undefined) {
    faults.push({ line: container.line, text: t('Fargate needs {0}.', 'containerProperties.executionRoleArn') });
  }
  const privileged = memberOf(container, 'privileged');
  if (privileged !== undefined && jsonValue(privileged) === true) {
    faults.push({ line: privileged.line, text: t('Fargate does not offer {0}.', 'containerProperties.privileged') });
  }
  const size = sizeFault(memberOf(container, 'resourceRequirements'), t);
  return size === undefined
    ? faults
    : [...faults, { line: (memberOf(container, 'resourceRequirements') ?? container).line, text: size }];
}

function sizeFault(requirements: JsonNode | undefined, t: Translate): string | undefined {
  const list = (requirements === undefined ? [] : jsonValue(requirements)) as readonly {
    readonly type: string;
    readonly value: string;
  }[];
  const valueOf = (type: string) => Number(list.find((one) => one.type === type)?.value);
  const vcpus = valueOf('VCPU');
  if (!fargateVcpus.includes(vcpus)) return t('On Fargate VCPU is one of: {0}', fargateVcpus.join(', '));
  const sizes = fargateMemoryMib(vcpus);
  return sizes.includes(valueOf('MEMORY'))
    ? undefined
    : t('With {0} vCPUs Fargate takes as MEMORY one of: {1}', vcpus, sizes.join(', '));
}
