import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { runLiveTail } from '../../../../src/engine/logs/liveTail';
import { beginEventStream } from '../../../../src/engine/wire/eventStream';
import { LogsWorld } from './logsWorld';

type Frame = { readonly type: string; readonly payload: Update };
type Update = {
  readonly message?: string;
  readonly sessionMetadata: { readonly sampled: boolean };
  readonly sessionResults: readonly { readonly message: string }[];
};

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text),
);

/** A client's end of a response, which can stop reading. */
class Client extends EventEmitter {
  readonly frames: Frame[] = [];
  writableNeedDrain = false;
  hasEnded = false;

  write(bytes: Uint8Array): boolean {
    const { headers, body } = codec.decode(bytes);
    const type = String((headers[':event-type'] ?? headers[':exception-type'])?.value);
    this.frames.push({ type, payload: JSON.parse(Buffer.from(body).toString('utf8')) as Update });
    return true;
  }

  end(bytes: Uint8Array): void {
    this.write(bytes);
    this.hasEnded = true;
    this.emit('close');
  }

  updates(): readonly Update[] {
    return this.frames.filter(({ type }) => type === 'sessionUpdate').map(({ payload }) => payload);
  }
}

describe('live tail', () => {
  it('begins its answer with the frame without which boto3 refuses it', () => {
    const client = Object.assign(new Client(), { writeHead: () => undefined });
    beginEventStream(client as unknown as ServerResponse, 'id');
    assert.deepEqual(client.frames, [{ type: 'initial-response', payload: {} }]);
  });

  let world: LogsWorld;
  let client: Client;
  beforeEach(() => {
    world = new LogsWorld();
    client = new Client();
    runLiveTail({
      response: client as unknown as ServerResponse,
      logs: world.logs,
      clock: world.clock,
      groupOf: (stream) => (stream.name === 'other' ? undefined : 'arn'),
      matches: undefined,
      start: { sessionId: 'x' },
    });
  });
  afterEach(() => world.close());

  it('begins with the session, then tells each second what has come, or nothing', () => {
    world.append('s', 'one', 'two');
    world.append('other', 'hidden');
    world.clock.advance(2000);
    assert.equal(client.frames[0]?.type, 'sessionStart');
    assert.deepEqual(
      client.updates().map(({ sessionResults }) => sessionResults.map(({ message }) => message)),
      [['one', 'two'], []],
    );
  });

  it('shows a sample of 500 in order where more have come', () => {
    world.append('s', ...Array.from({ length: 5000 }, (_, index) => String(index)));
    world.clock.advance(1000);
    const [update] = client.updates();
    const shown = update?.sessionResults.map(({ message }) => Number(message)) ?? [];
    assert.equal(update?.sessionMetadata.sampled, true);
    assert.equal(shown.length, 500);
    assert.deepEqual(
      shown,
      [...new Set(shown)].sort((a, b) => a - b),
    );
    assert.ok((shown.at(-1) ?? 0) > 2500, 'the sample is taken from the whole second');
  });

  it('keeps ten updates for a client that does not read, and drops older ones', () => {
    client.writableNeedDrain = true;
    for (let second = 0; second < 30; second += 1) {
      world.append('s', String(second));
      world.clock.advance(1000);
    }
    assert.equal(client.updates().length, 0);
    client.writableNeedDrain = false;
    client.emit('drain');
    assert.deepEqual(
      client.updates().map(({ sessionResults }) => sessionResults[0]?.message),
      Array.from({ length: 10 }, (_, index) => String(20 + index)),
    );
  });

  it('ends after three hours with an exception', () => {
    world.clock.advance(3 * 60 * 60_000 - 1);
    assert.equal(client.hasEnded, false);
    world.clock.advance(1);
    assert.equal(client.hasEnded, true);
    assert.equal(client.frames.at(-1)?.type, 'SessionTimeoutException');
  });

  it('stops when the client has gone away', () => {
    client.emit('close');
    world.append('s', 'late');
    world.clock.advance(5000);
    assert.equal(client.updates().length, 0);
  });
});
