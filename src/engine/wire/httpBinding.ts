// Mirrors the HTTP bindings of the API model for the server's side: members read from a request, headers for an answer.
// https://smithy.io/2.0/spec/http-bindings.html
import type { NormalizedSchema } from '@smithy/core/schema';
import { ApiError } from '../apiError';

type Binding = {
  readonly member: string;
  /** Header (lower case), header prefix or query parameter. */
  readonly name: string;
  readonly schema: NormalizedSchema;
};

/** Where the members of a structure go in an HTTP message. */
export type HttpBindings = {
  readonly labels: readonly string[];
  readonly query: readonly Binding[];
  readonly headers: readonly Binding[];
  readonly prefixHeaders: readonly Binding[];
  /** The member that is the whole body. */
  readonly payload: Binding | undefined;
  /** The members that make up the body when there is no payload member. */
  readonly body: readonly string[];
};

/** What a request offers to be bound. */
export type BindingSource = {
  readonly labels: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  /** @param name in lower case. */
  header(name: string): string | undefined;
  headerNames(): Iterable<string>;
};

type Traits = {
  readonly httpLabel?: 1;
  readonly httpQuery?: string;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly httpPayload?: 1;
};

export function bindingsOf(structure: NormalizedSchema): HttpBindings {
  const labels: string[] = [];
  const query: Binding[] = [];
  const headers: Binding[] = [];
  const prefixHeaders: Binding[] = [];
  const body: string[] = [];
  let payload: Binding | undefined;
  for (const [member, schema] of structure.isStructSchema() ? structure.structIterator() : []) {
    const traits = schema.getMergedTraits() as Traits;
    if (traits.httpLabel) labels.push(member);
    else if (traits.httpQuery !== undefined) query.push({ member, name: traits.httpQuery, schema });
    else if (traits.httpHeader !== undefined) headers.push({ member, name: traits.httpHeader.toLowerCase(), schema });
    else if (traits.httpPrefixHeaders !== undefined) {
      prefixHeaders.push({ member, name: traits.httpPrefixHeaders.toLowerCase(), schema });
    } else if (traits.httpPayload) payload = { member, name: member, schema };
    else body.push(member);
  }
  return { labels, query, headers, prefixHeaders, payload, body };
}

/**
 * The members that are bound to path, query and headers.
 * @throws ApiError `InvalidArgument` for a number that is none.
 */
export function readBoundMembers(bindings: HttpBindings, source: BindingSource): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const member of bindings.labels) input[member] = source.labels[member];
  for (const binding of bindings.query) {
    const text = source.query.get(binding.name);
    if (text !== null) input[binding.member] = readText(binding, text);
  }
  for (const binding of bindings.headers) {
    const text = source.header(binding.name);
    if (text !== undefined) input[binding.member] = readText(binding, text);
  }
  for (const { member, name } of bindings.prefixHeaders) {
    const entries = [...source.headerNames()]
      .filter((header) => header.startsWith(name))
      .map((header) => [header.slice(name.length), source.header(header)] as const);
    if (entries.length > 0) input[member] = Object.fromEntries(entries);
  }
  return input;
}

function readText({ name, schema }: Binding, text: string): unknown {
  if (schema.isListSchema()) return text.split(',').map((item) => item.trim());
  if (schema.isBooleanSchema()) return text.toLowerCase() === 'true';
  if (schema.isTimestampSchema()) {
    const time = Date.parse(text);
    // A date that is none counts as not sent: https://www.rfc-editor.org/rfc/rfc9110#field.if-modified-since
    return Number.isNaN(time) ? undefined : new Date(time);
  }
  if (!schema.isNumericSchema()) return text;
  if (text === '') return undefined;
  if (!/^-?\d{1,15}$/.test(text)) {
    throw new ApiError('InvalidArgument', `${name} must be a whole number, not "${text}".`, 400, {
      ArgumentName: name,
      ArgumentValue: text,
    });
  }
  return Number(text);
}

/** The headers that carry members of an answer. */
export function writeBoundHeaders(
  bindings: HttpBindings,
  output: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { member, name } of bindings.headers) {
    const value = output[member];
    if (value !== undefined) headers[name] = headerText(value);
  }
  for (const { member, name } of bindings.prefixHeaders) {
    for (const [key, value] of Object.entries(output[member] ?? {})) headers[name + key] = headerText(value);
  }
  return headers;
}

function headerText(value: unknown): string {
  if (value instanceof Date) return value.toUTCString();
  const text = String(value);
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) return text;
  // A header is bytes: text from a query goes out as its UTF-8, text from a header came in as such bytes.
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(bytes)) {
    throw new ApiError('InvalidArgument', 'A header value may not contain control characters.');
  }
  return bytes;
}
