// The profiles of files as people really have them.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { AwsProfile } from '../../../src/app/connectionPorts';
import { awsFilePaths } from '../../../src/aws/awsFiles';
import { configuredEndpoints } from '../../../src/aws/configuredEndpoints';
import { readAwsFiles } from '../../../src/aws/awsFiles';
import { Profiles } from '../../../src/aws/profiles';
import { AppError } from '../../../src/core/errors';
import { type AwsHome, makeAwsHome } from '../../support/awsHome';

describe('profiles', () => {
  let home: AwsHome;
  beforeEach(() => {
    home = makeAwsHome();
  });
  afterEach(() => home.remove());

  const names = async (): Promise<readonly string[]> => (await new Profiles().list()).profiles.map(({ name }) => name);
  const profile = async (name: string): Promise<AwsProfile | undefined> =>
    (await new Profiles().list()).profiles.find((one) => one.name === name);

  it('are none where there are no files', async () => {
    assert.deepEqual(await new Profiles().list(), {
      profiles: [],
      environmentProfile: undefined,
      environmentRegion: undefined,
    });
  });

  it('are found in both files, once, default first and the others by name', async () => {
    home.write({
      config: '[profile b10]\nregion=eu-west-1\n[profile b9]\nregion = x\n[default]\nregion = us-east-1\n',
      credentials: '[only-keys]\naws_access_key_id = A\naws_secret_access_key = B\n[b9]\naws_access_key_id = C\n',
    });
    assert.deepEqual(await names(), ['default', 'b9', 'b10', 'only-keys']);
    assert.equal((await profile('b9'))?.kind, 'keys');
    assert.equal((await profile('b10'))?.region, 'eu-west-1');
  });

  it('are read from odd files', async () => {
    home.write({
      config: [
        '\uFEFF# made on Windows',
        '[profile bom]\r\nregion = eu-north-1 ; near\r',
        ' [ignored] ',
        'stray line',
        '[profile "quoted"]',
        'region=us-west-2',
        '[profile nested]',
        's3 =',
        '  max_concurrent_requests = 20',
        'region = sa-east-1',
        '[profile dup]',
        'region = one',
        '[profile dup]',
        'region = two',
        '[sso-session corp]',
        'sso_region = us-east-1',
        '[services local]',
        'batch =',
        '  endpoint_url = http://127.0.0.1:5000',
        '[plugins]',
        'x = y',
        '[profile empty]',
        '[profile last]',
        'region = af-south-1',
      ].join('\n'),
    });
    assert.deepEqual(await names(), ['bom', 'dup', 'last', 'nested', 'quoted']);
    assert.equal((await profile('bom'))?.region, 'eu-north-1');
    assert.equal((await profile('nested'))?.region, 'sa-east-1');
    assert.equal((await profile('dup'))?.region, 'two');
  });

  it('know whose sign-in they depend on', async () => {
    home.write({
      config: `
[profile corp]
sso_session = corp
[profile old-sso]
sso_start_url = https://example.awsapps.com/start
[profile admin]
role_arn = arn:aws:iam::123456789012:role/admin
source_profile = team
mfa_serial = arn:aws:iam::123456789012:mfa/me
[profile team]
role_arn = arn:aws:iam::123456789012:role/team
source_profile = corp
[profile loop]
role_arn = arn:aws:iam::123456789012:role/loop
source_profile = loop
[profile tool]
credential_process = tool --json
[profile pod]
role_arn = arn:aws:iam::123456789012:role/pod
web_identity_token_file = /token
`,
    });
    const { profiles } = await new Profiles().list();
    const told = profiles.map(({ name, kind, signInProfile, isRole }) => [name, kind, signInProfile, isRole]);
    assert.deepEqual(told, [
      ['admin', 'sso', 'corp', true],
      ['corp', 'sso', 'corp', false],
      ['loop', 'none', 'loop', true],
      ['old-sso', 'sso', 'old-sso', false],
      ['pod', 'webIdentity', 'pod', true],
      ['team', 'sso', 'corp', true],
      ['tool', 'process', 'tool', false],
    ]);
  });

  it('are read anew each time, and from where the environment says', async () => {
    home.write({ config: '[profile one]\nregion = x\n' });
    assert.deepEqual(await names(), ['one']);
    home.write({ config: '[profile two]\nregion = x\n' });
    assert.deepEqual(await names(), ['two']);
    home.setEnvironment({ AWS_CONFIG_FILE: `~/${basename(home.configPath)}`, AWS_PROFILE: 'two', AWS_REGION: 'r' });
    assert.deepEqual(await names(), ['two']);
    const { environmentProfile, environmentRegion } = await new Profiles().list();
    assert.deepEqual([environmentProfile, environmentRegion], ['two', 'r']);
    assert.equal(awsFilePaths({ HOME: '/h' }).configPath.replaceAll('\\', '/'), '/h/.aws/config');
  });

  it('say so when a file cannot be read, instead of being none', async () => {
    mkdirSync(home.configPath);
    await assert.rejects(new Profiles().list(), (error: unknown) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.kind, 'invalid');
      assert.ok(error.message.includes(home.configPath));
      return true;
    });
  });

  it('may be thousands, with time that grows as their number', async () => {
    const file = (count: number): string =>
      Array.from({ length: count }, (_, index) => {
        const role = `role_arn = arn:aws:iam::123456789012:role/r\nsource_profile = p${Math.max(0, index - 1)}\n`;
        return `[profile p${index}]\nregion = us-east-1\nsso_session = corp\noutput = json\n${index % 10 === 0 ? role : ''}`;
      }).join('\n');
    const timed = async (count: number): Promise<number> => {
      home.write({ config: file(count) });
      let best = Infinity;
      for (let round = 0; round < 5; round += 1) {
        const startMs = performance.now();
        assert.equal((await new Profiles().list()).profiles.length, count);
        best = Math.min(best, performance.now() - startMs);
      }
      return best;
    };
    await timed(300);
    const [few, many] = [await timed(300), await timed(3_000)];
    // Ten times as many; a quadratic reading would take a hundred times as long.
    assert.ok(many < 40 * Math.max(few, 1), `300: ${few.toFixed(1)} ms, 3,000: ${many.toFixed(1)} ms`);
  }).timeout(60_000);
});

describe('configured endpoints', () => {
  let home: AwsHome;
  beforeEach(() => {
    home = makeAwsHome();
    home.write({
      config: `
[default]
endpoint_url = http://default:1
[profile plain]
region = us-east-1
[profile local]
endpoint_url = http://local:2
services = local
[services local]
batch =
  endpoint_url = http://batch:3
cloudwatch_logs =
  endpoint_url = http://logs:4
`,
    });
  });
  afterEach(() => home.remove());

  it('are those of the chosen profile, not of another one', async () => {
    const files = await readAwsFiles();
    assert.deepEqual(new Set(Object.values(configuredEndpoints(files, 'plain'))), new Set([undefined]));
    const { batch, logs, s3, sts, cloudFormation } = configuredEndpoints(files, 'local');
    assert.deepEqual([batch, logs], ['http://batch:3', 'http://logs:4']);
    assert.deepEqual([s3, sts, cloudFormation], Array(3).fill('http://local:2'));
    assert.equal(configuredEndpoints(files, undefined).s3, 'http://default:1');
    assert.equal(configuredEndpoints(files, undefined, { AWS_PROFILE: 'local' }).batch, 'http://batch:3');
  });

  it('of the environment come first, and can be switched off', async () => {
    const files = await readAwsFiles();
    const env = { AWS_ENDPOINT_URL: 'http://all:5', AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://logs:6' };
    const { batch, logs } = configuredEndpoints(files, 'local', env);
    assert.deepEqual([batch, logs], ['http://all:5', 'http://logs:6']);
    assert.deepEqual(configuredEndpoints(files, 'local', { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }), {});
  });
});
