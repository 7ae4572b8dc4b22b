// Choosing where to work, as users answer the prompts.
import assert from 'node:assert/strict';
import { switchConnection } from '../../../../src/app/commands/switchConnection';
import { UserCancelled } from '../../../../src/app/commands/userCancelled';
import type { Connection } from '../../../../src/core/connection';
import { appError } from '../../../support/fakePorts';
import type { Answer } from '../../../support/fakeUi';
import { type ConnectionWorld, makeConnectionWorld, profile } from '../../../support/connectionWorld';

describe('switchConnection', () => {
  let world: ConnectionWorld;
  beforeEach(() => {
    world = makeConnectionWorld();
    world.found.profiles = [
      profile('default', { region: 'eu-west-1' }),
      profile('team'),
      profile('corp', { kind: 'sso' }),
    ];
  });
  afterEach(() => world.ui.assertAllAnswered());

  async function answers(...script: readonly Answer[]): Promise<Connection | undefined> {
    world.ui.answers = [...script];
    await switchConnection(world);
    return world.sessions.used.at(-1);
  }

  it('takes the region of the profile, and connects', async () => {
    const connection = await answers({ pick: 'default' });
    assert.deepEqual(connection, { kind: 'aws', profile: 'default', region: 'eu-west-1' });
    assert.equal(world.sessions.opened, 1);
  });

  it('takes the region of the environment, or else asks', async () => {
    Object.assign(world.found, { environmentRegion: 'ap-southeast-2' });
    assert.deepEqual(await answers({ pick: 'team' }), { kind: 'aws', profile: 'team', region: 'ap-southeast-2' });
    Object.assign(world.found, { environmentRegion: undefined });
    const asked = await answers({ pick: 'team' }, { pick: 'sa-east-1' });
    assert.deepEqual(asked, { kind: 'aws', profile: 'team', region: 'sa-east-1' });
    assert.equal(
      world.ui.picks.at(-1)?.items.find(({ label }) => label === 'eu-central-1')?.description,
      'Europe (Frankfurt)',
    );
  });

  it('takes a region that it does not know, when it has the form of one', async () => {
    const script: readonly Answer[] = [
      { pick: 'team' },
      { pick: 'Another region…' },
      { type: 'Paris' },
      { type: ' xx-new-9 ' },
    ];
    assert.deepEqual(await answers(...script), { kind: 'aws', profile: 'team', region: 'xx-new-9' });
  });

  it('lets the environment decide without a profile', async () => {
    const connection = await answers({ pick: 'AWS environment' });
    assert.deepEqual(connection, { kind: 'aws', profile: undefined, region: 'eu-west-1' });
  });

  it('shows which one is current, and changes its region alone', async () => {
    world.sessions.use({ kind: 'aws', profile: 'default', region: 'us-west-2' });
    const connection = await answers({ pick: 'Another region…' }, { pick: 'us-east-2' });
    assert.deepEqual(connection, { kind: 'aws', profile: 'default', region: 'us-east-2' });
    const [places, regions] = world.ui.picks;
    const current = places?.items.filter(({ isPreselected }) => isPreselected === true).map(({ label }) => label);
    assert.deepEqual(current, ['default']);
    assert.deepEqual(
      regions?.items.filter(({ isPreselected }) => isPreselected === true).map(({ label }) => label),
      ['us-west-2'],
    );
  });

  it('asks for an endpoint, its key and its region, with a way back', async () => {
    const url = 'http://localhost:5000';
    const connection = await answers(
      { pick: 'Endpoint…' },
      { type: 'ftp://x' },
      { type: `${url}/` },
      { pick: 'team' },
      'back',
      { pick: 'Access key…' },
      { type: 'AKIA' },
      'back',
      { type: ' AKIB ' },
      { type: 'secret' },
      { pick: 'us-east-1' },
    );
    assert.deepEqual(connection, { kind: 'endpoint', url, profile: undefined, region: 'us-east-1' });
    assert.deepEqual(world.keys.get(url), { accessKeyId: 'AKIB', secretAccessKey: 'secret' });
    const secrets = world.ui.inputs.filter(({ isSecret }) => isSecret === true);
    assert.ok(secrets.length > 0 && secrets.every(({ prompt }) => prompt?.startsWith('Secret access key')));
    assert.ok(!JSON.stringify(world.sessions.used).includes('secret'), 'the choice, which is kept, holds no secret');
  });

  it('uses the profile of an endpoint without asking for a key', async () => {
    const connection = await answers(
      { pick: 'Endpoint…' },
      { type: 'https://x' },
      { pick: 'corp' },
      { pick: 'us-east-1' },
    );
    assert.deepEqual(connection, { kind: 'endpoint', url: 'https://x', profile: 'corp', region: 'us-east-1' });
    assert.equal(world.keys.size, 0);
  });

  it('changes nothing when a prompt is closed', async () => {
    await assert.rejects(answers({ pick: 'team' }, 'escape'), UserCancelled);
    assert.deepEqual(world.sessions.used, []);
  });

  it('offers everything else when the AWS files cannot be read', async () => {
    world.profiles.list = () => Promise.reject(appError('invalid', 'config cannot be read'));
    assert.deepEqual(await answers({ pick: 'Local' }), { kind: 'local' });
  });
});
