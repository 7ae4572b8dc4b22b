// Writes an event stream, the binary frames in which AWS answers with events over time.
// https://smithy.io/2.0/aws/amazon-eventstream.html
import type { ServerResponse } from 'node:http';
import { EventStreamCodec } from '@smithy/core/event-streams';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

const text = (value: string) => ({ type: 'string', value }) as const;

/** A frame of `:message-type` event. */
export function eventFrame(eventType: string, payload: object): Uint8Array {
  return codec.encode({
    headers: {
      ':message-type': text('event'),
      ':event-type': text(eventType),
      ':content-type': text('application/json'),
    },
    body: Buffer.from(JSON.stringify(payload)),
  });
}

/** A frame that ends the stream with an error of the model. */
export function exceptionFrame(exceptionType: string, message: string): Uint8Array {
  return codec.encode({
    headers: {
      ':message-type': text('exception'),
      ':exception-type': text(exceptionType),
      ':content-type': text('application/json'),
    },
    body: Buffer.from(JSON.stringify({ message })),
  });
}

/** Begins the answer. awsJson clients (boto3) insist on a first frame that stands for the answer's own members. */
export function beginEventStream(response: ServerResponse, requestId: string): void {
  response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-requestid': requestId,
  });
  response.write(eventFrame('initial-response', {}));
}
