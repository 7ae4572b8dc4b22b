// New credentials in the way of each profile, and nothing that was not asked for.
import assert from 'node:assert/strict';
import { signIn } from '../../../../src/app/commands/signIn';
import { AppError } from '../../../../src/core/errors';
import { appError } from '../../../support/fakePorts';
import { type ConnectionWorld, makeConnectionWorld, profile } from '../../../support/connectionWorld';

describe('signIn', () => {
  let world: ConnectionWorld;
  beforeEach(() => {
    world = makeConnectionWorld();
    world.found.profiles = [
      profile('corp', { kind: 'sso' }),
      profile('admin', { kind: 'sso', signInProfile: 'corp', isRole: true }),
      profile('console', { kind: 'login' }),
      profile('team', { isRole: true }),
    ];
    world.installed.add('aws');
  });
  afterEach(() => world.ui.assertAllAnswered());

  async function signInWith(name: string | undefined): Promise<void> {
    const connection = { kind: 'aws', profile: name, region: 'us-east-1' } as const;
    world.sessions.state = { status: 'broken', connection, error: appError('expired') };
    await signIn(world);
  }

  it('runs the aws CLI for SSO, then connects', async () => {
    await signInWith('corp');
    assert.deepEqual(world.ui.ran, [['aws', 'sso', 'login', '--profile', 'corp']]);
    assert.equal(world.sessions.state.status, 'open');
    assert.deepEqual(world.ui.opened, [], 'no browser');
  });

  it('signs in with the profile that a role is assumed with', async () => {
    await signInWith('admin');
    assert.deepEqual(world.ui.ran, [['aws', 'sso', 'login', '--profile', 'corp']]);
  });

  it('knows the sign-in of the console, and the profile of the environment', async () => {
    Object.assign(world.found, { environmentProfile: 'console' });
    await signInWith(undefined);
    assert.deepEqual(world.ui.ran, [['aws', 'login', '--profile', 'console']]);
  });

  it('tries again where there is nothing to sign in to: keys may have been renewed, a role asks for its code', async () => {
    await signInWith('team');
    assert.deepEqual(world.ui.ran, []);
    assert.equal(world.sessions.opened, 1);
  });

  it('says what is needed without the aws CLI', async () => {
    world.installed.clear();
    await signInWith('corp');
    assert.match(world.ui.notices[0]?.message ?? '', /aws sso login --profile corp/);
    assert.deepEqual([world.sessions.opened, world.ui.opened], [0, []]);
    await world.ui.notices[0]?.actions[0]?.run();
    assert.equal(world.ui.opened.length, 1, 'only when it is asked for');
  });

  it('fails when the sign-in does, and waits for the user when nobody knows', async () => {
    world.ui.exitCode = 255;
    await assert.rejects(
      signInWith('corp'),
      (error: unknown) => error instanceof AppError && error.kind === 'signedOut',
    );
    world.ui.exitCode = undefined;
    await signInWith('corp');
    assert.equal(world.sessions.opened, 0);
    await world.ui.notices[0]?.actions[0]?.run();
    assert.equal(world.sessions.opened, 1);
  });

  it('asks for the key of an endpoint', async () => {
    const connection = { kind: 'endpoint', url: 'https://x', region: 'us-east-1' } as const;
    world.sessions.state = { status: 'broken', connection, error: appError('signedOut') };
    world.ui.answers = [{ type: 'AKIA' }, { type: 'secret' }];
    await signIn(world);
    assert.deepEqual(world.keys.get('https://x'), { accessKeyId: 'AKIA', secretAccessKey: 'secret' });
    assert.equal(world.sessions.opened, 1);
  });
});
