// What a container is told, where Docker is looked for, and its output in pieces of any size.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ContainerProperties } from '@aws-sdk/client-batch';
import { containerConfig } from '../../../../src/engine/runners/containerConfig';
import { type DockerSurroundings, dockerAddresses } from '../../../../src/engine/runners/dockerHost';
import type { DockerInfo } from '../../../../src/engine/runners/dockerApi';
import { DockerOutput } from '../../../../src/engine/runners/dockerOutput';

describe('container of a job', () => {
  const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:8124', LINE: 'a=b' };
  const request = (container: ContainerProperties, isFargate = false) => ({
    ...{ taskId: 't', image: 'i:1', command: [], environment, workFolder: '/w' },
    ...{ container, vcpus: 0.25, memoryMiB: 512, isFargate },
  });
  const config = (container: ContainerProperties = {}, isFargate = false, network: DockerInfo['network'] = 'shared') =>
    containerConfig(request(container, isFargate), { dataDir: '/data', network }) as {
      readonly Cmd?: unknown;
      readonly Env: readonly string[];
      readonly HostConfig: Readonly<Record<string, unknown>>;
    };

  it('has a limit of vCPUs on Fargate, a share elsewhere, and no swap of its own', () => {
    assert.equal(config({}, true).HostConfig.NanoCpus, 250_000_000);
    const { NanoCpus, CpuShares, Memory, MemorySwap } = config().HostConfig;
    assert.deepEqual([NanoCpus, CpuShares, Memory, MemorySwap], [undefined, 256, 512 * 2 ** 20, 512 * 2 ** 20]);
    assert.equal(config({ linuxParameters: { maxSwap: 100 } }).HostConfig.MemorySwap, 612 * 2 ** 20);
    assert.equal(config().Cmd, undefined);
  });

  it('reaches the engine: by the network of this machine, or by the name that Docker Desktop gives it', () => {
    assert.equal(config().HostConfig.NetworkMode, 'host');
    assert.deepEqual(config().Env, ['AWS_ENDPOINT_URL=http://127.0.0.1:8124', 'LINE=a=b']);
    const desktop = config({}, false, 'desktop');
    assert.equal(desktop.HostConfig.NetworkMode, undefined);
    assert.equal(desktop.Env[0], 'AWS_ENDPOINT_URL=http://host.docker.internal:8124');
    const rootless = config({}, false, 'rootless');
    assert.deepEqual(
      [rootless.Env[0], rootless.HostConfig.ExtraHosts],
      [desktop.Env[0], ['host.docker.internal:10.0.2.2']],
    );
    assert.equal(rootless.HostConfig.NetworkMode, undefined);
  });

  it('has devices and graphics cards', () => {
    const { Devices, DeviceRequests } = config({
      resourceRequirements: [{ type: 'GPU', value: '2' }],
      linuxParameters: { devices: [{ hostPath: '/dev/fuse' }, { hostPath: '/dev/null', permissions: ['READ'] }] },
    }).HostConfig;
    assert.deepEqual(Devices, [
      { PathOnHost: '/dev/fuse', PathInContainer: '/dev/fuse', CgroupPermissions: 'rwm' },
      { PathOnHost: '/dev/null', PathInContainer: '/dev/null', CgroupPermissions: 'r' },
    ]);
    assert.deepEqual(DeviceRequests, [{ Count: 2, Capabilities: [['gpu']] }]);
  });
});

describe('Docker is looked for', () => {
  const around = (env: NodeJS.ProcessEnv, files: Readonly<Record<string, string>> = {}): DockerSurroundings => ({
    ...{ env, platform: 'linux', home: '/home/me', readText: (path) => files[path] },
  });

  it('where DOCKER_HOST says, or the chosen context, and at the usual places', () => {
    assert.deepEqual(dockerAddresses(around({ DOCKER_HOST: 'unix:///x.sock' })), [{ socketPath: '/x.sock' }]);
    assert.deepEqual(dockerAddresses(around({ DOCKER_HOST: 'tcp://10.0.0.1:2375' })), [
      { host: '10.0.0.1', port: 2375 },
    ]);
    const id = createHash('sha256').update('colima').digest('hex');
    const files = {
      '/home/me/.docker/config.json': '{"currentContext":"colima"}',
      [`/home/me/.docker/contexts/meta/${id}/meta.json`]: '{"Endpoints":{"docker":{"Host":"unix:///colima.sock"}}}',
    };
    assert.deepEqual(dockerAddresses(around({}, files)), [{ socketPath: '/colima.sock' }]);
    const usual = dockerAddresses(around({ XDG_RUNTIME_DIR: '/run/user/1' }, { '/home/me/.docker/config.json': '{' }));
    assert.deepEqual(usual[0], { socketPath: '/var/run/docker.sock' });
    const paths = usual.map((address) => 'socketPath' in address && address.socketPath);
    for (const path of ['/run/user/1/docker.sock', '/run/user/1/podman/podman.sock'])
      assert.ok(paths.includes(path), path);
  });

  it('and an address that cannot be used is named with its source', () => {
    assert.throws(
      () => dockerAddresses(around({ DOCKER_HOST: 'ssh://me@there' })),
      /^Error: DOCKER_HOST is "ssh:\/\/me@there"/,
    );
  });
});

describe('output of a container', () => {
  const frame = (stream: number, text: string): Buffer => {
    const header = Buffer.alloc(8);
    header[0] = stream;
    header.writeUInt32BE(Buffer.byteLength(text), 4);
    return Buffer.concat([header, Buffer.from(text)]);
  };

  it('comes apart however it is cut, and waits for whoever reads', async () => {
    const large = 'x'.repeat(300_000);
    const bytes = Buffer.concat([
      frame(1, 'out é\n'),
      frame(2, ''),
      frame(2, 'err\n'),
      frame(1, large),
      frame(2, 'end'),
    ]);
    for (const size of [1_000, 7, bytes.length]) {
      const output = new DockerOutput();
      const [out, err] = [output.stdout.toArray(), output.stderr.toArray()];
      for (let at = 0; at < bytes.length; at += size) output.write(bytes.subarray(at, at + size));
      output.end();
      const text = async (chunks: Promise<unknown[]>): Promise<string> =>
        Buffer.concat((await chunks) as Buffer[]).toString();
      assert.deepEqual([await text(out), await text(err)], [`out é\n${large}`, 'err\nend']);
    }
  });
});
