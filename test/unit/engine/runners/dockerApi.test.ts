// What is asked of a container engine, and how its answers are read: engines without root, pulls with credentials.
import assert from 'node:assert/strict';
import { DockerApi } from '../../../../src/engine/runners/dockerApi';
import type { DockerSurroundings } from '../../../../src/engine/runners/dockerHost';
import { ImagePulls } from '../../../../src/engine/runners/imagePulls';
import { registryLogin } from '../../../../src/engine/runners/registryLogin';
import { type StubServer, startStubServer } from '../../../support/stubServer';

const ecr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

describe('a container engine', () => {
  let stub: StubServer;
  let api: DockerApi;
  before(async () => {
    stub = await startStubServer();
    api = new DockerApi({ host: '127.0.0.1', port: Number(new URL(stub.endpoint).port) });
  });
  after(() => stub.close());

  function answer(answers: Readonly<Record<string, object>>): void {
    stub.answer = (response, { url }) => response.end(JSON.stringify(answers[url] ?? {}));
  }

  it('without root has a network of its own, but for Podman', async () => {
    const SecurityOptions = ['name=seccomp,profile=builtin', 'name=rootless'];
    answer({ '/info': { SecurityOptions }, '/version': { Components: [{ Name: 'Engine' }, { Name: 'rootlesskit' }] } });
    assert.equal((await api.info()).network, 'rootless');
    answer({ '/info': { SecurityOptions }, '/version': { Components: [{ Name: 'Podman Engine' }] } });
    assert.equal((await api.info()).network, 'shared');
    answer({ '/info': { SecurityOptions: null } });
    assert.equal((await api.info()).network, 'shared');
    answer({ '/info': { OperatingSystem: 'Docker Desktop' } });
    assert.equal((await api.info()).network, 'desktop');
  });

  it('gets what the user has signed in with, and what helps when that is no longer good', async () => {
    const [user, password] = ['AWS', `~~secret??${'x'.repeat(50)}`];
    const auth = Buffer.from(`${user}:${password}`).toString('base64');
    const config = { auths: { [`https://${ecr}`]: { auth } } };
    let sent = '';
    const expired = 'denied: Your authorization token has expired. Reauthenticate and try again.';
    stub.answer = (response, { method, headers }) => {
      if (method === 'GET') response.writeHead(404);
      else sent = String(headers['x-registry-auth']);
      response.end(JSON.stringify({ error: `Error response from daemon: pull for ${ecr}/worker: ${expired}` }));
    };
    const around: DockerSurroundings = {
      ...{ env: {}, platform: 'linux', home: '/home/me' },
      readText: (path) => (path === '/home/me/.docker/config.json' ? JSON.stringify(config) : undefined),
    };
    const pulls = new ImagePulls(api, (image) => registryLogin(image, around));
    await assert.rejects(pulls.ensure(`${ecr}/worker@sha256:${'0'.repeat(64)}`), ({ message }: Error) => {
      assert.match(message, /^CannotPullContainerError: Error response/);
      const command = `aws ecr get-login-password --region eu-central-1 | docker login -u AWS --password-stdin ${ecr}`;
      assert.ok(message.endsWith(`; sign in again: ${command}`));
      assert.ok(message.length <= 255 && !message.includes(auth));
      return true;
    });
    // As Go reads it: the alphabet for URLs, padded.
    assert.match(sent, /^[\w-]+={0,2}$/);
    assert.equal(sent.length % 4, 0);
    const told = JSON.parse(Buffer.from(sent, 'base64url').toString()) as object;
    assert.deepEqual(told, { username: user, password, serveraddress: ecr });
  });

  it('pulls from Docker Hub as whom "docker login" without a name has signed in', async () => {
    const config = { auths: { 'https://index.docker.io/v1/': { identitytoken: 'token' } } };
    const around: DockerSurroundings = {
      ...{ env: { DOCKER_CONFIG: '/c' }, platform: 'linux', home: '/' },
      readText: (path) => (path === '/c/config.json' ? JSON.stringify(config) : undefined),
    };
    for (const image of ['me/private:1', 'node', 'docker.io/me/private', 'localhost/own']) {
      const { registry, header } = await registryLogin(image, around);
      assert.deepEqual(
        [registry, header !== undefined],
        image.startsWith('localhost') ? ['localhost', false] : ['docker.io', true],
      );
    }
  });

  it('is not given a helper whose name is a path', async () => {
    const around: DockerSurroundings = {
      ...{ env: {}, platform: 'linux', home: '/' },
      readText: () => JSON.stringify({ credsStore: '/../../tmp/evil' }),
    };
    const { header, trouble } = await registryLogin('a.b/c', around);
    assert.equal(header, undefined);
    assert.match(trouble ?? '', /no name of a credential helper/);
  });
});
