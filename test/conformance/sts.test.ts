import assert from 'node:assert/strict';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
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
});
