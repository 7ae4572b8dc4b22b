// What the status bar says, in each state.
import assert from 'node:assert/strict';
import { connectionView } from '../../../src/app/connectionText';
import { inEnglish } from '../../../src/app/l10n';
import type { Session, SessionState } from '../../../src/app/session';
import type { Connection } from '../../../src/core/connection';
import type { ErrorKind } from '../../../src/core/errors';
import { appError } from '../../support/fakePorts';

const aws: Connection = { kind: 'aws', profile: 'team', region: 'eu-west-1' };
const view = (state: SessionState) => connectionView(state, inEnglish);

describe('connectionView', () => {
  it('names the connection and what is known of it', () => {
    const session = { connection: aws, region: 'eu-west-1', accountId: '123456789012' } as Session;
    const { name, isBroken, action, facts } = view({ status: 'open', connection: aws, session });
    assert.deepEqual([name, isBroken, action], ['team · eu-west-1', false, undefined]);
    assert.deepEqual(facts, [
      ['Profile', 'team'],
      ['Region', 'eu-west-1'],
      ['Account', '123456789012'],
    ]);
    const endpoint: Connection = { kind: 'endpoint', url: 'http://localhost:5000/x', region: 'r' };
    assert.equal(view({ status: 'idle', connection: endpoint }).name, 'localhost:5000 · r');
  });

  const actions: readonly (readonly [kind: ErrorKind, command: string])[] = [
    ['expired', 'awsBatch.signIn'],
    ['signedOut', 'awsBatch.signIn'],
    ['engine', 'awsBatch.startLocalEngine'],
    ['untrusted', 'workbench.trust.manage'],
    ['network', 'awsBatch.reconnect'],
    ['invalid', 'awsBatch.reconnect'],
  ];
  for (const [kind, command] of actions) {
    it(`has one thing to do when it is broken by ${kind}`, () => {
      const broken = view({ status: 'broken', connection: aws, error: appError(kind, 'what the service said') });
      assert.equal(broken.action?.command, command);
      assert.ok(broken.isBroken && broken.sentence !== '');
      assert.deepEqual(broken.facts.at(-1), ['Error', 'what the service said']);
    });
  }
});
