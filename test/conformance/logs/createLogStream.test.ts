import { CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs';
import { uniqueName } from '../../support/target';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs CreateLogStream', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('refuses what exists, a group that does not, and malformed names', async () => {
    const { logs, logGroupName } = fixture;
    const name = await fixture.createStream('job/default/0123 ü');
    const create = (logStreamName: string, group = logGroupName) =>
      logs.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName }));
    await assertRefused(create(name), 'ResourceAlreadyExistsException', /log stream already exists/);
    await assertRefused(create('x', uniqueName('none')), 'ResourceNotFoundException', /log group does not exist/);
    for (const bad of ['', 'a:b', 'a*', 'x'.repeat(513)]) {
      await assertRefused(create(bad), 'InvalidParameterException', /logStreamName/);
    }
  });
});
