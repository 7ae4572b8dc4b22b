// Sessions made of real AWS files, with the real SDK; STS and Batch are a stub that shows what was sent.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { UserCancelled } from '../../../src/app/commands/userCancelled';
import type { AccessKey, EngineAddress } from '../../../src/app/connectionPorts';
import type { Session } from '../../../src/app/session';
import { awsFilePaths } from '../../../src/aws/awsFiles';
import { profileCredentials, shareCredentials } from '../../../src/aws/credentials';
import { AwsSessionFactory } from '../../../src/aws/sessionFactory';
import type { Connection } from '../../../src/core/connection';
import { AppError } from '../../../src/core/errors';
import { type AwsHome, makeAwsHome } from '../../support/awsHome';
import { type StubServer, startStubServer } from '../../support/stubServer';

const mfaRole = `
[default]
endpoint_url = http://127.0.0.1:1
[profile team]
aws_access_key_id = AKIATEAM
aws_secret_access_key = secret
[profile admin]
role_arn = arn:aws:iam::123456789012:role/admin
source_profile = team
mfa_serial = arn:aws:iam::123456789012:mfa/me
`;

describe('session factory', () => {
  let home: AwsHome;
  let stub: StubServer;
  let ending: AbortController;
  let askMfaCode: (device: string) => Promise<string>;
  const keys = new Map<string, AccessKey>();

  beforeEach(async () => {
    home = makeAwsHome();
    stub = await startStubServer();
    stub.answer = (response, { body, headers }) =>
      body.includes('Action=AssumeRole')
        ? answerAssumeRole(response)
        : response.end(JSON.stringify({ jobs: [{ jobId: String(headers['x-amz-security-token']) }] }));
    ending = new AbortController();
    askMfaCode = () => Promise.reject(new Error('Nobody may be asked.'));
    keys.clear();
  });
  afterEach(async () => {
    ending.abort();
    home.remove();
    await stub.close();
  });

  const engine: EngineAddress = {
    endpoint: 'http://127.0.0.1:1',
    region: 'us-east-1',
    accountId: '123456789012',
    accessKeyId: 'LKIA',
    secretAccessKey: 's',
  };
  function open(connection: Connection): Promise<Session> {
    const factory = new AwsSessionFactory({
      engine: {
        start: () => Promise.resolve(engine),
        find: () => Promise.resolve(undefined),
        stop: () => Promise.resolve(false),
        readLog: () => Promise.resolve(''),
      },
      secrets: {
        getAccessKey: (url) => Promise.resolve(keys.get(url)),
        storeAccessKey: () => Promise.resolve(),
      },
      askMfaCode: (device) => askMfaCode(device),
    });
    return factory.open(connection, ending.signal);
  }
  const aws = (profile?: string): Connection => ({ kind: 'aws', profile, region: 'eu-west-1' });

  async function failure(opening: Promise<unknown>): Promise<AppError> {
    const thrown: unknown = await opening.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    assert.ok(thrown instanceof AppError, `an AppError was expected, not ${String(thrown)}`);
    return thrown;
  }

  it('assumes a role with an MFA code that the user is asked for once', async () => {
    home.write({ config: mfaRole });
    home.setEnvironment({ AWS_ENDPOINT_URL: stub.endpoint });
    const devices: string[] = [];
    askMfaCode = (device) => {
      devices.push(device);
      return Promise.resolve('123456');
    };
    const session = await open(aws('admin'));
    const signals = [1, 2, 3].map(() => session.batch.describeJobs(['x'], session.signal));
    const jobs = (await Promise.all(signals)).flat();
    assert.deepEqual(devices, ['arn:aws:iam::123456789012:mfa/me']);
    assert.deepEqual([...new Set(jobs.map(({ jobId }) => jobId))], ['role-token'], 'calls carry the role');
    const asked = stub.received.filter(({ body }) => body.includes('Action=AssumeRole'));
    assert.equal(asked.length, 1, 'fetched once for all clients');
    assert.match(asked[0]?.body ?? '', /TokenCode=123456/);
    assert.equal(session.accountId, '123456789012');
    assert.equal(session.endpoint, stub.endpoint);
    const environment = await session.environment();
    assert.equal(environment.AWS_PROFILE, 'admin');
    assert.ok('AWS_ACCESS_KEY_ID' in environment && environment.AWS_ACCESS_KEY_ID === undefined);
  });

  it('is signed out, not broken, when the user closes the MFA prompt', async () => {
    home.write({ config: mfaRole });
    askMfaCode = () => Promise.reject(new UserCancelled());
    const { kind, message } = await failure(open(aws('admin')));
    assert.deepEqual(
      [kind, message],
      ['signedOut', 'Could not sign in with the profile "admin": no MFA code was given.'],
    );
  });

  it('uses the endpoint of the chosen profile, not the one of the default profile', async () => {
    home.write({ config: `${mfaRole}[profile local]\nendpoint_url = ${stub.endpoint}\nsource = x\n` });
    home.write({ credentials: '[local]\naws_access_key_id = A\naws_secret_access_key = B\n' });
    const session = await open(aws('local'));
    assert.equal((await session.batch.describeJobs(['x'], session.signal)).length, 1);
    assert.equal((await open(aws('team'))).endpoint, undefined, 'the default profile has one');
  });

  describe('with SSO', () => {
    const sso = '[profile corp]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = r\n';
    const sessionSection = '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://x.awsapps.com/start\n';
    function writeToken(expiresAt: Date): void {
      const folder = join(home.folder, '.aws', 'sso', 'cache');
      mkdirSync(folder, { recursive: true });
      const name = createHash('sha1').update('corp').digest('hex');
      const token = { accessToken: 't', expiresAt: expiresAt.toISOString() };
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(token));
    }
    beforeEach(() => home.write({ config: sso + sessionSection }));

    it('is expired when its session has ended', async () => {
      writeToken(new Date(Date.now() - 1000));
      assert.equal((await failure(open(aws('corp')))).kind, 'expired');
    });

    it('is signed out when there never was a session, whatever other credentials there are', async () => {
      home.setEnvironment({ AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 's' });
      assert.equal((await failure(open(aws('corp')))).kind, 'signedOut');
    });
  });

  it('tells what a credential process said', async () => {
    home.write({ config: '[profile tool]\ncredential_process = no-such-program-here\n' });
    const { kind, message } = await failure(open(aws('tool')));
    assert.equal(kind, 'signedOut');
    assert.match(message, /the profile "tool": .*no-such-program-here/);
  });

  it('is signed out without any credentials, and finds those of the environment', async () => {
    assert.equal((await failure(open(aws()))).kind, 'signedOut');
    home.setEnvironment({ AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' });
    assert.equal((await open(aws())).region, 'eu-west-1');
  });

  it('names the profile that has gone', async () => {
    const { kind, message } = await failure(open(aws('constructor')));
    assert.equal(kind, 'invalid');
    assert.match(message, /no profile "constructor"/);
  });

  it('reads keys that another program has renewed', async () => {
    const write = (key: string): void =>
      home.write({
        credentials: `[temp]\naws_access_key_id = A\naws_secret_access_key = B\naws_session_token = ${key}\n`,
      });
    home.setEnvironment({ AWS_ENDPOINT_URL: stub.endpoint });
    for (const token of ['first', 'second']) {
      write(token);
      const session = await open(aws('temp'));
      assert.equal((await session.batch.describeJobs(['x'], session.signal))[0]?.jobId, token);
    }
  });

  it('asks for the key of an endpoint that has none yet', async () => {
    const connection: Connection = { kind: 'endpoint', url: stub.endpoint, region: 'us-east-1' };
    assert.equal((await failure(open(connection))).kind, 'signedOut');
    keys.set(stub.endpoint, { accessKeyId: 'AKIA', secretAccessKey: 's', sessionToken: 'of-endpoint' });
    const session = await open(connection);
    assert.equal((await session.batch.describeJobs(['x'], session.signal))[0]?.jobId, 'of-endpoint');
    const environment = await session.environment();
    assert.equal(environment.AWS_ENDPOINT_URL, stub.endpoint);
    assert.equal(environment.AWS_DISABLE_HOST_PREFIX_INJECTION, 'true');
    assert.ok('AWS_PROFILE' in environment && environment.AWS_PROFILE === undefined);
  });

  it('uses the engine that is given to it', async () => {
    const session = await open({ kind: 'local' });
    assert.deepEqual([session.accountId, session.endpoint], ['123456789012', engine.endpoint]);
    assert.equal((await session.environment()).AWS_ACCESS_KEY_ID, 'LKIA');
  });

  describe('later on', () => {
    it('does not ask for another MFA code unasked: it is expired', async () => {
      home.write({ config: mfaRole });
      let time = Date.now();
      let asked = 0;
      const provider = await profileCredentials({
        profile: 'admin',
        region: 'us-east-1',
        files: awsFilePaths(),
        stsEndpoint: stub.endpoint,
        askMfaCode: () => Promise.resolve(String((asked += 1)).padStart(6, '0')),
        now: () => time,
      });
      await provider();
      time += 56 * 60_000;
      assert.ok(await provider(), 'it is not over yet');
      time += 5 * 60_000;
      assert.equal((await failure(provider())).kind, 'expired');
      assert.equal(asked, 1);
    });

    it('fetches once for all who ask at the same time, and again after a failure', async () => {
      let fetches = 0;
      const provider = shareCredentials(() => {
        fetches += 1;
        const credentials = { accessKeyId: 'A', secretAccessKey: 'B' };
        return fetches === 1 ? Promise.reject(new Error('off-line')) : Promise.resolve(credentials);
      }, Date.now);
      const first = await Promise.allSettled([provider(), provider(), provider()]);
      assert.deepEqual([fetches, first.every(({ status }) => status === 'rejected')], [1, true]);
      await Promise.all([provider(), provider()]);
      await provider();
      assert.equal(fetches, 2);
    });
  });
});

function answerAssumeRole(response: ServerResponse): void {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  const key = `<AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>role-token</SessionToken>`;
  const user = `<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/admin/x</Arn><AssumedRoleId>A:x</AssumedRoleId></AssumedRoleUser>`;
  response.setHeader('content-type', 'text/xml');
  response.end(
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${key}` +
      `<Expiration>${expiration}</Expiration></Credentials>${user}</AssumeRoleResult></AssumeRoleResponse>`,
  );
}
