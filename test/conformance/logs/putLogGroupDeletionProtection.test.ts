import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  PutLogGroupDeletionProtectionCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { uniqueName } from '../../support/target';
import { type LogsFixture, assertRefused, openLogsFixture } from './logsFixture';

describe('logs PutLogGroupDeletionProtection', () => {
  let fixture: LogsFixture;
  before(async () => {
    fixture = await openLogsFixture();
  });
  after(() => fixture.close());

  it('keeps a group from being deleted until it is lifted', async () => {
    const { logs } = fixture;
    const logGroupName = uniqueName('protected');
    await logs.send(new CreateLogGroupCommand({ logGroupName, deletionProtectionEnabled: true }));
    await assertRefused(logs.send(new DeleteLogGroupCommand({ logGroupName })), 'ValidationException');
    await logs.send(
      new PutLogGroupDeletionProtectionCommand({ logGroupIdentifier: logGroupName, deletionProtectionEnabled: false }),
    );
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  });
});
