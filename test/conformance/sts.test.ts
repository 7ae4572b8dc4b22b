import assert from 'node:assert/strict';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type Target, openTarget } from '../support/target';

describe('sts GetCallerIdentity', () => {
  let target: Target;
  before(async () => {
    target = await openTarget();
  });
  after(() => target.close());

  it('tells the account', async () => {
    const identity = await target.sts.send(new GetCallerIdentityCommand({}));
    assert.match(identity.Account ?? '', /^\d{12}$/);
    assert.match(identity.Arn ?? '', /^arn:aws:/);
  });

  it('names a foreign key and a wrong secret as the query protocol does', async () => {
    const { credentials: own, region, endpoint } = target.sts.config;
    const { accessKeyId } = await own();
    for (const [id, name] of [
      [accessKeyId, 'SignatureDoesNotMatch'],
      ['AKIAIOSFODNN7EXAMPLE', 'InvalidClientTokenId'],
    ] as const) {
      const credentials = { accessKeyId: id, secretAccessKey: 'guess' };
      const sts = new STSClient({ region, ...(endpoint && { endpoint }), credentials });
      await assert.rejects(sts.send(new GetCallerIdentityCommand({})), { name }, id);
      sts.destroy();
    }
  });
});
