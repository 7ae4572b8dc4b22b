// The tree of a profile among thousands, and of one whose credentials cannot be had: with AWS's files on a disk.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signIn } from '../../src/app/commands/signIn';
import { switchConnection } from '../../src/app/commands/switchConnection';
import { connectionView } from '../../src/app/connectionText';
import { inEnglish } from '../../src/app/l10n';
import { Profiles } from '../../src/aws/profiles';
import { type AwsHome, makeAwsHome } from '../support/awsHome';
import { makeConnectionWorld } from '../support/connectionWorld';
import { type ExplorerWorld, openExplorer } from '../support/explorerWorld';
import { type TestEngine, startTestEngine } from '../support/testEngine';

const profileCount = 3000;

describe('the tree of an AWS profile', function () {
  this.timeout(60_000);
  let target: TestEngine;
  let home: AwsHome;
  let world: ExplorerWorld | undefined;

  before(async () => {
    target = await startTestEngine();
  });
  beforeEach(() => {
    home = makeAwsHome();
  });
  afterEach(() => {
    world?.dispose();
    home.remove();
    assert.deepEqual(world?.faults, []);
  });
  after(() => target.close());

  const services = (sessions: ExplorerWorld['sessions']) => ({
    ...makeConnectionWorld(),
    sessions,
    profiles: new Profiles(),
  });

  it(`is found among ${profileCount}, and none of them is missing`, async () => {
    const { endpoint, accessKeyId, secretAccessKey } = target.engine.ready;
    // A few accounts with keys, thousands of roles in a chain to them, as tools for large organisations write them.
    const sections = Array.from({ length: profileCount }, (_, n) => {
      const source = n % 100 === 0 ? '' : `role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = p${n - 1}\n`;
      return `[profile p${n}]\nregion = us-east-1\nendpoint_url = ${endpoint}\n${source}`;
    });
    const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    const roots = Array.from({ length: profileCount / 100 }, (_, n) => `[p${n * 100}]\n${keys}`);
    home.write({ config: sections.join('\n'), credentials: roots.join('\n') });

    world = openExplorer({ kind: 'local' });
    const prompts = services(world.sessions);
    prompts.ui.answers = [{ pick: 'p2900' }];
    await switchConnection(prompts);
    const names = prompts.ui.picks[0]?.items.map(({ label }) => label) ?? [];
    const listed = names.filter((name) => /^p\d+$/.test(name));
    assert.deepEqual([listed.length, listed.at(0), listed.at(-1)], [profileCount, 'p0', `p${profileCount - 1}`]);
    await world.view.show();
    assert.match(world.view.text('Job Queues')[0] ?? '', /^local \|/);
  });

  it('says what its credential process said, and signs in when that works again', async () => {
    const { endpoint, accessKeyId, secretAccessKey } = target.engine.ready;
    const script = join(home.folder, 'credentials.cjs');
    const command = `"${process.execPath}" "${script}"`;
    writeFileSync(script, 'console.error("vault: the token has been revoked"); process.exit(1);');
    home.write({ config: `[profile tool]\ncredential_process = ${command}\nendpoint_url = ${endpoint}\n` });
    world = openExplorer({ kind: 'aws', profile: 'tool', region: 'us-east-1' });
    await world.view.show();
    assert.deepEqual(world.view.text(), [], 'the view shows its welcome texts');
    const { sessions } = world;
    const view = connectionView(sessions.state, inEnglish);
    assert.deepEqual(
      [view.isBroken, view.sentence, view.action?.label],
      [true, 'AWS does not accept the credentials of this connection, or there are none.', 'Sign In'],
    );
    const told = view.facts.find(([name]) => name === 'Error')?.[1] ?? '';
    assert.match(told, /^Could not sign in with the profile "tool": .*vault: the token has been revoked/s);

    const key = { Version: 1, AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey };
    writeFileSync(script, `console.log(${JSON.stringify(JSON.stringify(key))});`);
    await signIn(services(sessions));
    await world.untilShown((rows) => rows.some((row) => row.startsWith('local |')), 'Job Queues');
  });
});
