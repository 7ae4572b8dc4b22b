// Reads a request to AWS Batch from a JSON document, or says what is wrong with it and in which line.
import { JsonFault, type JsonNode, jsonValue, parsePositionedJson } from '../../core/positionedJson';
import { AppError } from '../../core/errors';
import type { Translate } from '../l10n';
import type { Services } from '../services';
import { type Fault, type Schema, SchemaCheck } from './schemaFaults';

export type ReadDocument<T> =
  | { readonly document: T; readonly faults: readonly [] }
  /** By line. */
  | { readonly document?: undefined; readonly faults: readonly Fault[] };

export type DocumentRules = {
  /** As imported from its file. */
  readonly schema: object;
  /** What a schema cannot say; asked once the schema has nothing to say. */
  readonly meaningFaults: (root: JsonNode, t: Translate) => readonly Fault[];
};

export type DocumentReader<T> = (text: string, t: Translate) => ReadDocument<T>;

/** Of the table in documentKinds.ts, what reading takes. */
export type ReadableKind<T> = {
  /** The end of a file's name: VS Code ties schemas, menus and this extension's start to it. */
  readonly suffix: string;
  readonly read: DocumentReader<T>;
};

/** @typeParam T what the schema describes */
export function readDocument<T>(text: string, { schema, meaningFaults }: DocumentRules, t: Translate): ReadDocument<T> {
  let root: JsonNode;
  try {
    root = parsePositionedJson(text);
  } catch (cause) {
    if (cause instanceof JsonFault) return { faults: [{ line: cause.line, text: syntaxText(cause, t) }] };
    throw cause;
  }
  const { definitions = {}, ...whole } = schema as Schema & {
    readonly definitions?: Readonly<Record<string, Schema>>;
  };
  const faults = new SchemaCheck(definitions, t).faults(root, whole);
  const all = faults.length > 0 ? faults : meaningFaults(root, t);
  if (all.length > 0) return { faults: [...all].sort((one, other) => one.line - other.line) };
  return { document: jsonValue(root) as T, faults: [] };
}

/**
 * The document that was clicked, or that is in front.
 * @throws AppError `invalid`, with the first faulty line in front of the user.
 */
export async function readShownDocument<T>(
  target: unknown,
  { suffix, read }: ReadableKind<T>,
  { files, t }: Pick<Services, 'files' | 't'>,
): Promise<T> {
  const uri = files.uriOf(target) ?? files.activeUri();
  if (uri === undefined || !files.nameOf(uri).endsWith(suffix)) {
    throw new AppError('invalid', t('Open a document whose name ends in {0} first.', suffix));
  }
  const { document, faults } = read(await files.readText(uri), t);
  if (document !== undefined) return document;
  const [first, ...others] = faults;
  const { line = 1, text = '' } = first ?? {};
  await files.show(uri, line);
  const more = others.length === 0 ? '' : ` ${t('Faults beside this one: {0}.', others.length)}`;
  throw new AppError('invalid', `${t('{0}, line {1}: {2}', files.nameOf(uri), line, text)}${more}`);
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
