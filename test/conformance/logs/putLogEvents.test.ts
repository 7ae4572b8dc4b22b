import assert from 'node:assert/strict';
import { type InputLogEvent, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { uniqueName } from '../../support/target';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

const hourMs = 60 * 60_000;

describe('logs PutLogEvents', () => {
  let fixture: LogsFixture;
  let logStreamName: string;
  before(async () => {
    fixture = await openLogsFixture();
    logStreamName = await fixture.createStream();
  });
  after(() => fixture.close());

  const put = (logEvents: InputLogEvent[], rest: object = {}) => {
    const { logs, logGroupName } = fixture;
    return logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents, ...rest }));
  };

  it('takes a batch of exactly the largest size, and no sequence token is wrong', async () => {
    const timestamp = Date.now();
    const message = 'ä'.repeat((1_048_576 - 2 * 26 - 2) / 2);
    const answer = await put(
      [
        { timestamp, message },
        { timestamp, message: 'xy' },
      ],
      { sequenceToken: 'wrong' },
    );
    assert.match(answer.nextSequenceToken ?? '', /^\d{56}$/);
    assert.equal(answer.rejectedLogEventsInfo, undefined);
  });

  it('refuses a batch that is too large, too long, out of order or empty', async () => {
    const timestamp = Date.now();
    const refused = (events: InputLogEvent[], text: RegExp) =>
      assertRefused(put(events), 'InvalidParameterException', text);
    await refused([{ timestamp, message: 'x'.repeat(1_048_576 - 25) }], /Upload too large|too large|exceeds/i);
    await refused(
      Array.from({ length: 10_001 }, () => ({ timestamp, message: 'x' })),
      /less than or equal to 10000/,
    );
    await refused(
      [
        { timestamp, message: 'b' },
        { timestamp: timestamp - 1, message: 'a' },
      ],
      /chronological order/,
    );
    await refused([{ timestamp, message: '' }], /message/);
    await refused([], /logEvents/);
    await refused(
      [
        { timestamp: timestamp - 25 * hourMs, message: 'a' },
        { timestamp, message: 'b' },
      ],
      /24 hours/,
    );
  });

  it('drops what is too old or too new, and says which', async () => {
    const now = Date.now();
    const { rejectedLogEventsInfo } = await put([
      { timestamp: now - 15 * 24 * hourMs, message: 'old' },
      { timestamp: now, message: 'kept' },
      { timestamp: now + 3 * hourMs, message: 'new' },
    ]);
    assert.equal(rejectedLogEventsInfo?.tooOldLogEventEndIndex, 1);
    assert.equal(rejectedLogEventsInfo.tooNewLogEventStartIndex, 2);
  });

  it('refuses a group or a stream that does not exist', async () => {
    const events = [{ timestamp: Date.now(), message: 'x' }];
    await assertRefused(put(events, { logStreamName: 'none' }), 'ResourceNotFoundException', /log stream/);
    await assertRefused(put(events, { logGroupName: uniqueName('none') }), 'ResourceNotFoundException', /log group/);
  });
});
