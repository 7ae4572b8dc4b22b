import { StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

// Stands for every operation of the model that the engine does not have.
describe('logs StartQuery', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('is named as not implemented', async function () {
    const { logs, logGroupName, target } = fixture;
    if (target.isRemote) this.skip();
    await assertRefused(
      logs.send(new StartQueryCommand({ logGroupName, queryString: 'fields @message', startTime: 0, endTime: 1 })),
      'NotImplementedException',
      /StartQuery/,
      501,
    );
  });
});
