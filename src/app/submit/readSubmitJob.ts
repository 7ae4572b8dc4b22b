// Reads a job to submit from a JSON document, or says what is wrong with it and in which line.
import schema from '../../../resources/schemas/submitJob.schema.json';
import { JsonFault, type JsonNode, jsonValue, parsePositionedJson } from '../../core/positionedJson';
import type { Translate } from '../l10n';
import type { SubmitJobDocument } from './jobForm';
import { type Fault, type Schema, SchemaCheck } from './schemaFaults';

export type ReadJob =
  | { readonly document: SubmitJobDocument; readonly faults: readonly [] }
  /** By line. */
  | { readonly document?: undefined; readonly faults: readonly Fault[] };

/** https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html */
const maxRequestBytes = 30 * 1024;
/** https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html */
const maxTags = 50;

export function readSubmitJob(text: string, t: Translate): ReadJob {
  let root: JsonNode;
  try {
    root = parsePositionedJson(text);
  } catch (cause) {
    if (cause instanceof JsonFault) return { faults: [{ line: cause.line, text: syntaxText(cause, t) }] };
    throw cause;
  }
  const { definitions, ...whole } = schema as unknown as Schema & {
    readonly definitions: Readonly<Record<string, Schema>>;
  };
  const faults = new SchemaCheck(definitions, t).faults(root, whole);
  const all = faults.length > 0 ? faults : meaningFaults(root, t);
  if (all.length > 0) return { faults: [...all].sort((one, other) => one.line - other.line) };
  return { document: jsonValue(root) as SubmitJobDocument, faults: [] };
}

function syntaxText({ kind, found }: JsonFault, t: Translate): string {
  switch (kind) {
    case 'unexpected':
      return t('{0} may not stand here: a comma, a quote or a bracket before it is missing or too much.', found);
    case 'end':
      return t('The document ends too early: a closing brace or bracket is missing.');
    case 'duplicate':
      return t('"{0}" is given twice.', found);
    case 'deep':
      return t('There are too many brackets in each other.');
  }
}

/** What a schema cannot say. */
function meaningFaults(root: JsonNode, t: Translate): readonly Fault[] {
  const tags = memberOf(root, 'tags');
  const tagCount = tags?.kind === 'object' ? tags.members.length : 0;
  const sizeBytes = new TextEncoder().encode(JSON.stringify(jsonValue(root))).length;
  return [
    ...dependencyFaults(root, t),
    ...(tags !== undefined && tagCount > maxTags
      ? [{ line: tags.line, text: t('tags has more than {0} entries.', maxTags) }]
      : []),
    ...(sizeBytes > maxRequestBytes
      ? [{ line: 1, text: t('The request has {0} bytes; AWS Batch takes {1}.', sizeBytes, maxRequestBytes) }]
      : []),
  ];
}

/** https://docs.aws.amazon.com/batch/latest/userguide/job_dependencies.html */
function dependencyFaults(root: JsonNode, t: Translate): readonly Fault[] {
  const list = memberOf(root, 'dependsOn');
  if (list?.kind !== 'array') return [];
  const isArray = memberOf(root, 'arrayProperties') !== undefined;
  return list.items.flatMap((item): readonly Fault[] => {
    const { jobId, type } = jsonValue(item) as { readonly jobId?: string; readonly type?: string };
    const at = (text: string): readonly Fault[] => [{ line: item.line, text }];
    if (type !== undefined && !isArray) return at(t('{0} is for arrays: this job has no arrayProperties.', type));
    if (type === 'SEQUENTIAL') {
      return jobId === undefined ? [] : at(t('SEQUENTIAL orders the children of the job itself: it has no jobId.'));
    }
    return jobId === undefined ? at(t('The jobId of the job to wait for is missing.')) : [];
  });
}

function memberOf(node: JsonNode, name: string): JsonNode | undefined {
  return node.kind === 'object' ? node.members.find((member) => member.name === name)?.value : undefined;
}
