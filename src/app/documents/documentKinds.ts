// THE table of the documents that can be sent to AWS Batch: by what a file is known, how it is read, what can be done with it.
import type { Translate } from '../l10n';
import type { SubmitJobDocument } from '../submit/jobForm';
import type { ReadableKind } from './readDocument';
import { type DefinitionDocument, readDefinition } from './readDefinition';
import { type EnvironmentDocument, readEnvironment } from './readEnvironment';
import { readJob } from './readJob';
import { type QueueDocument, readQueue } from './readQueue';

export type DocumentAction = {
  /** In the palette, the editor's title and above the document's text. */
  readonly command: `awsBatch.${string}`;
  /** Above the text, with its icon. */
  readonly title: (t: Translate) => string;
};

/** @typeParam T what a document of this kind says */
export type DocumentKind<T> = ReadableKind<T> & {
  /** In resources/schemas. */
  readonly schema: string;
  readonly actions: readonly DocumentAction[];
};

const create = (t: Translate): string => `$(add) ${t('Create')}`;
const update = (t: Translate): string => `$(edit) ${t('Update')}`;

const job: DocumentKind<SubmitJobDocument> = {
  suffix: '.batchjob.json',
  schema: 'submitJob.schema.json',
  read: readJob,
  actions: [{ command: 'awsBatch.submitJobDocument', title: (t) => `$(play) ${t('Submit')}` }],
};

const definition: DocumentKind<DefinitionDocument> = {
  suffix: '.batchdefinition.json',
  schema: 'registerJobDefinition.schema.json',
  read: readDefinition,
  actions: [{ command: 'awsBatch.registerDefinition', title: (t) => `$(cloud-upload) ${t('Register')}` }],
};

const environment: DocumentKind<EnvironmentDocument> = {
  suffix: '.batchenvironment.json',
  schema: 'computeEnvironment.schema.json',
  read: readEnvironment,
  actions: [
    { command: 'awsBatch.createEnvironment', title: create },
    { command: 'awsBatch.updateEnvironment', title: update },
  ],
};

const queue: DocumentKind<QueueDocument> = {
  suffix: '.batchqueue.json',
  schema: 'jobQueue.schema.json',
  read: readQueue,
  actions: [
    { command: 'awsBatch.createQueue', title: create },
    { command: 'awsBatch.updateQueue', title: update },
  ],
};

export const documentKinds = { job, definition, environment, queue } as const;

export function kindOfFile(name: string): DocumentKind<unknown> | undefined {
  return Object.values<DocumentKind<unknown>>(documentKinds).find(({ suffix }) => name.endsWith(suffix));
}
