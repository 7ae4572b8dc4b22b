import assert from 'node:assert/strict';
import {
  StartLiveTailCommand,
  type StartLiveTailCommandInput,
  type StartLiveTailResponseStream,
} from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs StartLiveTail', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  async function tail(input: Partial<StartLiveTailCommandInput> = {}) {
    const { logs, logGroupArn } = fixture;
    const { responseStream } = await logs.send(
      new StartLiveTailCommand({ logGroupIdentifiers: [logGroupArn], ...input }),
    );
    assert.ok(responseStream);
    return responseStream;
  }

  /** Reads until so many lines have come; leaving the loop closes the connection. */
  async function read(stream: AsyncIterable<StartLiveTailResponseStream>, lineCount: number, onStart: () => unknown) {
    const kinds: string[] = [];
    const lines: string[] = [];
    for await (const event of stream) {
      kinds.push(...Object.keys(event));
      if (event.sessionStart !== undefined) await onStart();
      lines.push(...(event.sessionUpdate?.sessionResults?.map(({ message }) => message ?? '') ?? []));
      if (lines.length >= lineCount) break;
    }
    return { kinds, lines };
  }

  it('begins with the session and then shows new lines, once a second', async () => {
    const stream = await fixture.createStream();
    await fixture.put(stream, ['before']);
    const { kinds, lines } = await read(await tail(), 2, () => fixture.put(stream, ['one', 'two']));
    assert.equal(kinds[0], 'sessionStart');
    assert.ok(kinds.slice(1).every((kind) => kind === 'sessionUpdate'));
    assert.deepEqual(lines, ['one', 'two']);
  });

  it('shows only the streams and the lines that were asked for', async () => {
    const stream = await fixture.createStream();
    const other = await fixture.createStream();
    const putBoth = async () => {
      await fixture.put(other, ['ERROR elsewhere']);
      await fixture.put(stream, ['INFO', 'ERROR here']);
    };
    const byName = await tail({ logStreamNames: [stream], logEventFilterPattern: 'ERROR' });
    assert.deepEqual((await read(byName, 1, putBoth)).lines, ['ERROR here']);
    const byPrefix = await tail({ logStreamNamePrefixes: [stream.slice(0, -1)], logEventFilterPattern: 'ERROR' });
    assert.deepEqual((await read(byPrefix, 1, putBoth)).lines, ['ERROR here']);
  });

  it('refuses names in the place of ARNs, contradictions and unknown groups', async () => {
    const { logGroupName, logGroupArn } = fixture;
    const refused = (input: Partial<StartLiveTailCommandInput>, text = /./) =>
      assertRefused(tail(input), 'InvalidParameterException', text);
    await refused({ logGroupIdentifiers: [logGroupName] }, /ARN/i);
    await refused({ logGroupIdentifiers: [`${logGroupArn}:*`] });
    await refused({ logStreamNames: ['a'], logStreamNamePrefixes: ['b'] });
    await refused({ logGroupIdentifiers: [logGroupArn, logGroupArn], logStreamNames: ['a'] });
    await refused({ logEventFilterPattern: 'a-b' });
    await assertRefused(tail({ logGroupIdentifiers: [`${logGroupArn}-none`] }), 'ResourceNotFoundException');
  });
});
