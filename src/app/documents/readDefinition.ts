// Reads a job definition to register from a JSON document, or says what is wrong with it and in which line.
import schema from '../../../resources/schemas/registerJobDefinition.schema.json';
import { type JsonNode, jsonValue, memberOf } from '../../core/positionedJson';
import type { Translate } from '../l10n';
import { fargateFaults } from './fargateFaults';
import { type ReadDocument, readDocument } from './readDocument';
import type { Fault } from './schemaFaults';
import { sizeFaults } from './sizeFaults';

/** https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html */
const maxRequestBytes = 24 * 1024;
const onlyOnFargate = ['networkConfiguration', 'fargatePlatformConfiguration', 'ephemeralStorage'];

export type DefinitionDocument = Readonly<Record<string, unknown>> & { readonly jobDefinitionName: string };

export function readDefinition(text: string, t: Translate): ReadDocument<DefinitionDocument> {
  return readDocument(text, { schema, meaningFaults }, t);
}

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_RegisterJobDefinition.html */
function meaningFaults(root: JsonNode, t: Translate): readonly Fault[] {
  const tooLarge = sizeFaults(root, maxRequestBytes, t);
  const forms = ['containerProperties', 'ecsProperties', 'eksProperties', 'nodeProperties'];
  const given = forms.filter((form) => memberOf(root, form) !== undefined);
  if (given.length !== 1) {
    return [...tooLarge, { line: root.line, text: t('Give exactly one of: {0}', forms.join(', ')) }];
  }
  const container = memberOf(root, 'containerProperties');
  if (container === undefined) return tooLarge;
  if (memberOf(container, 'image') === undefined) {
    return [...tooLarge, { line: container.line, text: t('{0} is missing.', 'containerProperties.image') }];
  }
  const platforms = memberOf(root, 'platformCapabilities');
  const isFargate = platforms !== undefined && (jsonValue(platforms) as readonly string[]).includes('FARGATE');
  return [
    ...tooLarge,
    ...mountFaults(container, t),
    ...(isFargate ? fargateFaults(container, t) : machineFaults(container, t)),
  ];
}

/** A mount point names one of the volumes. */
function mountFaults(container: JsonNode, t: Translate): readonly Fault[] {
  const itemsOf = (name: string): readonly JsonNode[] => {
    const list = memberOf(container, name);
    return list?.kind === 'array' ? list.items : [];
  };
  const textOf = (node: JsonNode | undefined): unknown => node && jsonValue(node);
  const names = itemsOf('volumes').map((volume) => textOf(memberOf(volume, 'name')));
  return itemsOf('mountPoints').flatMap((point): readonly Fault[] => {
    const source = memberOf(point, 'sourceVolume');
    if (source === undefined || names.includes(textOf(source))) return [];
    return [{ line: source.line, text: t('There is no volume of the name {0}.', String(textOf(source))) }];
  });
}

function machineFaults(container: JsonNode, t: Translate): readonly Fault[] {
  return onlyOnFargate.flatMap((name): readonly Fault[] => {
    const member = memberOf(container, name);
    const text = t('{0} is for Fargate: say so in platformCapabilities.', `containerProperties.${name}`);
    return member === undefined ? [] : [{ line: member.line, text }];
  });
}
