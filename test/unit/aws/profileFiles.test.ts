// The engine's profile in AWS's own files, read back with the SDK; whatever else is in them stays.
import assert from 'node:assert/strict';
import { lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAwsProfile } from '../../../src/app/commands/writeAwsProfile';
import { UserCancelled } from '../../../src/app/commands/userCancelled';
import { profileSection, readAwsFiles } from '../../../src/aws/awsFiles';
import { ProfileFiles } from '../../../src/aws/profileFiles';
import { AppError } from '../../../src/core/errors';
import { type AwsHome, makeAwsHome } from '../../support/awsHome';
import { type ConnectionWorld, engineAddress, makeConnectionWorld } from '../../support/connectionWorld';

const isWindows = process.platform === 'win32';

describe('writeAwsProfile', () => {
  let home: AwsHome;
  let world: ConnectionWorld & { profileFiles: ProfileFiles };
  beforeEach(() => {
    home = makeAwsHome();
    world = { ...makeConnectionWorld(), profileFiles: new ProfileFiles() };
  });
  afterEach(() => home.remove());

  async function write(): Promise<void> {
    world.ui.answers = [{ choose: 'Write' }];
    await writeAwsProfile(world);
  }
  const entries = {
    endpoint_url: engineAddress.endpoint,
    region: engineAddress.region,
    aws_access_key_id: engineAddress.accessKeyId,
    aws_secret_access_key: engineAddress.secretAccessKey,
  };

  it('makes files that only the user can read, and that the SDK understands', async () => {
    home.setEnvironment({ AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: '' });
    await write();
    assert.deepEqual(profileSection(await readAwsFiles(), 'batch-local'), entries);
    for (const name of ['config', 'credentials']) {
      const path = join(home.folder, '.aws', name);
      if (!isWindows) assert.equal(statSync(path).mode & 0o777, 0o600, name);
    }
    assert.deepEqual(readdirSync(join(home.folder, '.aws')).sort(), ['config', 'credentials'], 'nothing else is left');
  });

  it('shows what it will write, without the secret, and writes nothing before it is agreed to', async () => {
    home.write({ config: '[default]\nregion = eu-west-1\n' });
    world.ui.answers = ['escape'];
    await assert.rejects(writeAwsProfile(world), UserCancelled);
    assert.equal(readFileSync(home.configPath, 'utf8'), '[default]\nregion = eu-west-1\n');
    const { detail = '' } = world.ui.questions[0] ?? {};
    for (const text of [home.configPath, home.credentialsPath, '[profile batch-local]', engineAddress.endpoint]) {
      assert.ok(detail.includes(text), text);
    }
    assert.ok(!detail.includes(engineAddress.secretAccessKey));
  });

  it('keeps every other byte, and follows the engine to another port', async () => {
    // A file with Windows line ends, a byte that is no UTF-8, and no end of its last line.
    const before = Buffer.concat([
      Buffer.from('# my settings \r\n[default]\r\nregion=eu-west-1\r\n[profile caf'),
      Buffer.from([0xe9]),
      Buffer.from(']\r\noutput = json'),
    ]);
    writeFileSync(home.configPath, before);
    home.write({ credentials: '[default]\naws_access_key_id = AKIA\naws_secret_access_key = mine\n' });
    await write();
    const first = readFileSync(home.configPath);
    assert.ok(first.subarray(0, before.length).equals(before));
    await write();
    assert.ok(readFileSync(home.configPath).equals(first), 'the same again changes nothing');
    world.engine.start = () => Promise.resolve({ ...engineAddress, endpoint: 'http://127.0.0.1:9999' });
    await write();
    const files = await readAwsFiles();
    assert.equal(profileSection(files, 'batch-local')?.endpoint_url, 'http://127.0.0.1:9999');
    assert.equal(readFileSync(home.configPath, 'latin1').match(/batch-local/g)?.length, 1);
    assert.equal(profileSection(files, 'default')?.aws_secret_access_key, 'mine');
  });

  // Making a link takes a privilege on Windows.
  if (!isWindows) {
    it('writes through a link, as dotfiles have them', async () => {
      const target = join(home.folder, 'dotfiles-config');
      writeFileSync(target, '[default]\nregion = eu-west-1\n');
      symlinkSync(target, home.configPath);
      await write();
      assert.ok(lstatSync(home.configPath).isSymbolicLink());
      assert.match(readFileSync(target, 'utf8'), /^\[default\]\nregion = eu-west-1\n\n\[profile batch-local\]\n/);
    });
  }

  it('says which file it could not change, and leaves it', async () => {
    mkdirSync(home.credentialsPath);
    world.ui.answers = [{ choose: 'Write' }];
    await assert.rejects(writeAwsProfile(world), (error: unknown) => {
      assert.ok(error instanceof AppError && error.kind === 'invalid');
      assert.ok(error.message.includes(home.credentialsPath));
      return true;
    });
    assert.equal(lstatSync(home.configPath, { throwIfNoEntry: false }), undefined, 'no half of a profile');
  });
});
