// Whether a request is larger than AWS Batch takes it.
import { type JsonNode, jsonValue } from '../../core/positionedJson';
import type { Translate } from '../l10n';
import type { Fault } from './schemaFaults';

export function sizeFaults(root: JsonNode, maxBytes: number, t: Translate): readonly Fault[] {
  const sizeBytes = new TextEncoder().encode(JSON.stringify(jsonValue(root))).length;
  if (sizeBytes <= maxBytes) return [];
  return [{ line: 1, text: t('The request has {0} bytes; AWS Batch takes {1}.', sizeBytes, maxBytes) }];
}
