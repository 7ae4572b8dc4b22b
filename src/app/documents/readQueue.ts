// Reads a job queue from a JSON document, or says what is wrong with it and in which line.
// https://docs.aws.amazon.com/batch/latest/APIReference/API_CreateJobQueue.html
import schema from '../../../resources/schemas/jobQueue.schema.json';
import { nameOfArn } from '../../core/arn';
import { type JsonNode, jsonValue, memberOf } from '../../core/positionedJson';
import type { Translate } from '../l10n';
import { type ReadDocument, readDocument } from './readDocument';
import type { Fault } from './schemaFaults';

export type QueueDocument = Readonly<Record<string, unknown>> & { readonly jobQueueName: string };

type Entry = { readonly order: number; readonly computeEnvironment: string };

export function readQueue(text: string, t: Translate): ReadDocument<QueueDocument> {
  return readDocument(text, { schema, meaningFaults }, t);
}

function meaningFaults(root: JsonNode, t: Translate): readonly Fault[] {
  const forms = ['computeEnvironmentOrder', 'serviceEnvironmentOrder'];
  const given = forms.filter((form) => memberOf(root, form) !== undefined);
  if (given.length !== 1) return [{ line: root.line, text: t('Give exactly one of: {0}', forms.join(', ')) }];
  const list = memberOf(root, 'computeEnvironmentOrder');
  if (list?.kind !== 'array') return [];
  const entries = list.items.map((item) => ({ line: item.line, entry: jsonValue(item) as Entry }));
  return [
    ...repeated(
      entries,
      ({ order }) => String(order),
      (order) => t('order {0} is given twice.', order),
    ),
    ...repeated(
      entries,
      ({ computeEnvironment }) => nameOfArn(computeEnvironment),
      (name) => t('The compute environment {0} is given twice.', name),
    ),
  ];
}

function repeated(
  entries: readonly { readonly line: number; readonly entry: Entry }[],
  keyOf: (entry: Entry) => string,
  textOf: (key: string) => string,
): readonly Fault[] {
  const keys = entries.map(({ entry }) => keyOf(entry));
  return entries.flatMap(({ line }, index) => {
    const key = keys[index] ?? '';
    return keys.indexOf(key) < index ? [{ line, text: textOf(key) }] : [];
  });
}
