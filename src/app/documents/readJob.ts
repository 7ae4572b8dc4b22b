// Reads a job to submit from a JSON document, or says what is wrong with it and in which line.
import schema from '../../../resources/schemas/submitJob.schema.json';
import { type JsonNode, jsonValue, memberOf } from '../../core/positionedJson';
import type { Translate } from '../l10n';
import type { SubmitJobDocument } from '../submit/jobForm';
import { type ReadDocument, readDocument } from './readDocument';
import type { Fault } from './schemaFaults';
import { sizeFaults } from './sizeFaults';

/** https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html */
const maxRequestBytes = 30 * 1024;
/** https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html */
const maxTags = 50;

export function readJob(text: string, t: Translate): ReadDocument<SubmitJobDocument> {
  return readDocument(text, { schema, meaningFaults }, t);
}

/** What a schema cannot say. */
function meaningFaults(root: JsonNode, t: Translate): readonly Fault[] {
  const tags = memberOf(root, 'tags');
  const tagCount = tags?.kind === 'object' ? tags.members.length : 0;
  return [
    ...dependencyFaults(root, t),
    ...(tags !== undefined && tagCount > maxTags
      ? [{ line: tags.line, text: t('tags has more than {0} entries.', maxTags) }]
      : []),
    ...sizeFaults(root, maxRequestBytes, t),
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
