// Reads what S3 or EventBridge tells of objects that were made, into one form.
import { AppError } from '../core/errors';

/** One object that was made, as the event names it: by now there may be another one under its key. */
export type ArrivedObject = {
  readonly bucket: string;
  readonly key: string;
  /** Without quotes. */
  readonly etag: string;
  readonly versionId?: string;
  /** Orders the events of one key; hexadecimal. */
  readonly sequencer?: string;
};

type Json = Readonly<Record<string, unknown>>;

/** Nothing for the test event and for events of other kinds. @throws AppError `invalid` for what is no event of S3. */
export function readEvent(event: unknown): readonly ArrivedObject[] {
  const { Records: records, Event: sort, source, detail, 'detail-type': kind } = jsonOf(event);
  if (sort === 's3:TestEvent') return [];
  if (Array.isArray(records)) return records.flatMap((record) => ofRecord(jsonOf(record)));
  if (source === 'aws.s3') return kind === 'Object Created' ? [ofDetail(jsonOf(detail))] : [];
  throw new AppError('invalid', 'This is no event of Amazon S3: neither Records nor the source aws.s3 are in it.');
}

function ofRecord({ eventName, s3 }: Json): readonly ArrivedObject[] {
  if (!/^(s3:)?ObjectCreated:/.test(String(eventName))) return [];
  const { bucket, object } = jsonOf(s3);
  const { key, eTag, ...more } = jsonOf(object);
  return [arrived(jsonOf(bucket), decodeKey(key), eTag, more.versionId, more.sequencer)];
}

/** EventBridge gives keys as they are. */
function ofDetail({ bucket, object }: Json): ArrivedObject {
  const { key, etag, sequencer, 'version-id': versionId } = jsonOf(object);
  return arrived(jsonOf(bucket), key, etag, versionId, sequencer);
}

function arrived({ name }: Json, key: unknown, etag: unknown, versionId: unknown, sequencer: unknown): ArrivedObject {
  if (typeof name !== 'string' || typeof key !== 'string' || typeof etag !== 'string')
    throw new AppError('invalid', 'The event of Amazon S3 lacks the bucket, the key or the entity tag of its object.');
  return {
    bucket: name,
    key,
    etag: etag.replaceAll('"', ''),
    ...(typeof versionId === 'string' && { versionId }),
    ...(typeof sequencer === 'string' && { sequencer }),
  };
}

/** In direct events keys are encoded as in a form: a blank is a plus sign. */
function decodeKey(key: unknown): unknown {
  if (typeof key !== 'string') return key;
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (cause) {
    throw new AppError('invalid', `The key in the event is not URL-encoded: ${key}`, { cause });
  }
}

function jsonOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
