// XML bodies, written and read by the API model.
import { XmlCodec } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { ApiError } from '../apiError';
import type { HttpBindings } from './httpBinding';
import { requiredMembers } from './model';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const xmlNamespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const codec = new XmlCodec({
  xmlNamespace,
  serviceNamespace: 'com.amazonaws.s3',
  httpBindings: true,
  // 5 is the schema number of an ISO 8601 date-time.
  timestampFormat: { useTrait: true, default: 5 },
});
const serializer = codec.createSerializer();
const deserializer = codec.createDeserializer();

/** The body of an answer; `''` when the operation answers with headers alone. */
export function writeXml(
  schema: NormalizedSchema,
  { payload, body }: HttpBindings,
  output: Readonly<Record<string, unknown>>,
): string {
  if (payload === undefined && body.length === 0) return '';
  const value =
    payload === undefined ? Object.fromEntries(body.map((name) => [name, output[name]])) : output[payload.member];
  if (isUnwrapped(schema, body)) return declaration + unwrapped(body, output);
  serializer.write(payload?.schema ?? schema, value);
  return declaration + escapeControls(String(serializer.flush()));
}

/**
 * True for GetBucketLocation, whose only element would stand in an element of its own name: S3 leaves one out.
 * https://smithy.io/2.0/aws/customizations/s3-customizations.html#aws-customizations-s3unwrappedxmloutput-trait
 */
function isUnwrapped(schema: NormalizedSchema, body: readonly string[]): boolean {
  return body.length === 1 && schema.getMergedTraits().xmlName === body[0];
}

function unwrapped([name = '']: readonly string[], output: Readonly<Record<string, unknown>>): string {
  const value = output[name];
  const text = typeof value === 'string' ? escapeXml(value) : '';
  return `<${name} xmlns="${xmlNamespace}">${text}</${name}>`;
}

/**
 * The value of a request's body.
 * @throws ApiError `MalformedXML` when it is not XML or lacks a required element.
 */
export function readXml(schema: NormalizedSchema, body: Buffer): unknown {
  try {
    const value: unknown = deserializer.read(schema, Buffer.from(expandReferences(body.toString('utf8'))));
    checkRequired(schema, value);
    return value;
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    // The parser throws plain errors, and a RangeError where elements are nested too deeply for it.
    throw malformed(cause instanceof Error ? cause.message : String(cause));
  }
}

function checkRequired(schema: NormalizedSchema, value: unknown): void {
  if (schema.isListSchema()) {
    for (const item of value as readonly unknown[]) checkRequired(schema.getValueSchema(), item);
  } else if (schema.isStructSchema()) {
    const members = value as Readonly<Record<string, unknown>>;
    for (const name of requiredMembers(schema)) {
      if (members[name] === undefined) throw malformed(`the element ${name} is missing`);
    }
    for (const [name, member] of schema.structIterator()) {
      if (members[name] !== undefined) checkRequired(member, members[name]);
    }
  }
}

function malformed(why: string): ApiError {
  return new ApiError(
    'MalformedXML',
    `The XML in the request body is not well formed or not what is asked for: ${why}.`,
  );
}

/** The SDK's parser cuts references to characters beyond U+FFFF; none of those has a meaning in XML. */
function expandReferences(xml: string): string {
  return xml.replace(/&#(?:x0*([0-9a-f]{5,6})|0*(\d{5,7}));/gi, (reference, hex?: string, decimal?: string) => {
    const point = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return point > 0xffff && point <= 0x10ffff ? String.fromCodePoint(point) : reference;
  });
}

/** Control characters of a key, which XML 1.0 cannot hold, go out as S3 sends them: as references. */
function escapeControls(xml: string): string {
  return xml.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`);
}

export function escapeXml(text: string): string {
  const escaped = text.replace(/[<>&"]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[c] ?? c);
  return escapeControls(escaped);
}
