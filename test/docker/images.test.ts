// Build and Push Images with a real Docker engine and a real registry: the pipeline then runs in what was pushed.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DescribeJobDefinitionsCommand, RegisterJobDefinitionCommand } from '@aws-sdk/client-batch';
import { buildAndPush } from '../../src/app/images/buildAndPush';
import { inEnglish } from '../../src/app/l10n';
import { fetchResult } from '../../src/app/pipeline/fetchResult';
import { planRun } from '../../src/app/pipeline/planRun';
import { submitRun } from '../../src/app/pipeline/submitRun';
import { watchRun } from '../../src/app/pipeline/watchRun';
import type { Session } from '../../src/app/session';
import { systemClock } from '../../src/app/systemClock';
import type { ExplorerPort } from '../../src/app/tree/explorerPort';
import { BatchGateway } from '../../src/aws/batchGateway';
import { awsClients, closeClients } from '../../src/aws/clients';
import { ImagePrograms } from '../../src/aws/imagePrograms';
import { LogsGateway } from '../../src/aws/logsGateway';
import { ManageGateway } from '../../src/aws/manageGateway';
import { Programs } from '../../src/aws/programs';
import { StorageGateway } from '../../src/aws/storageGateway';
import { type Bundles, buildBundles } from '../support/bundles';
import { DockerEngine, installShell, nodeFiles, shellFiles } from '../support/dockerEngine';
import { asyncOf } from '../support/fakePorts';
import { FakeRegistry } from '../support/fakeRegistry';
import { FakeUi } from '../support/fakeUi';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const colors = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet'];
const sentences = colors.map((color) => `My favorite color of the rainbow is ${color}.\n`).join('');
const { signal } = new AbortController();

describe('images of the worker', () => {
  let docker: DockerEngine;
  let registry: LocalRegistry;
  let target: TestEngine;
  let bundles: Bundles;
  before(async () => {
    docker = await DockerEngine.start();
    registry = await LocalRegistry.start();
    bundles = buildBundles('worker');
    target = await startTestEngine({ docker: docker.surroundings });
  });
  after(async () => {
    await target.close();
    bundles.remove();
    await registry.stop();
    assert.deepEqual(await docker.containers(), []);
    await docker.remove();
    assert.deepEqual(loggedErrors, []);
  });

  it('are built, pushed and put into the definitions by their digest', async () => {
    // What the Dockerfile needs of its base, without a network.
    await docker.build('base:1', { ...nodeFiles(), ...shellFiles() }, [installShell, 'RUN mkdir -m 1777 /tmp', path]);
    for (const role of ['split', 'merge']) await register(`pushed-${role}`, ['node', '-e', 'the program', role]);
    const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
    const clients = awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    const ports = {
      batch: new BatchGateway(clients),
      logs: new LogsGateway(clients),
      storage: new StorageGateway(clients),
    };
    const session = {
      ...{ ...ports, manage: new ManageGateway(clients), registry: new FakeRegistry(registry.host), signal },
      connection: { kind: 'endpoint', url: endpoint, region },
    } as unknown as Session;
    const program = await new ImagePrograms({
      ...{ programs: new Programs(), isTrusted: () => true, workerPath: join(bundles.dist, 'worker.js') },
      dockerfilePath: resolve(__dirname, '../../resources/images/Dockerfile'),
      env: { ...process.env, DOCKER_HOST: docker.host, DOCKER_BUILDKIT: '0' },
    }).find();
    const ui = new FakeUi();
    ui.answers = [
      { pick: 'Create a Repository…' },
      { type: 'aws-batch-worker' },
      { pickMany: ['pushed-merge', 'pushed-split'] },
    ];
    const logged: string[] = [];
    const log = { info: (line: string) => void logged.push(line) };
    const services = { ui, t: inEnglish, log, explorer: { refresh: () => undefined } as unknown as ExplorerPort };
    const onBase: typeof program = {
      name: program.name,
      build: (image, _base, ...rest) => program.build(image, 'base:1', ...rest),
      push: (...all) => program.push(...all),
    };
    await buildAndPush(onBase, session, services as never);
    assert.match(
      ui.notices.at(-1)?.message ?? '',
      /@sha256:\S+ is there, and used by pushed-merge:2, pushed-split:2\.$/,
    );
    assert.ok(!logged.join().includes('secret-token'));
    const { jobDefinitions = [] } = await target.batch.send(
      new DescribeJobDefinitionsCommand({ jobDefinitionName: 'pushed-split', status: 'ACTIVE' }),
    );
    const latest = jobDefinitions.find(({ revision }) => revision === 2)?.containerProperties;
    assert.match(latest?.image ?? '', new RegExp(`^${registry.host}/aws-batch-worker@sha256:[0-9a-f]{64}$`));
    assert.deepEqual(latest?.command, ['split']);

    // Not what was built, but what was pushed.
    await docker.docker(
      'image',
      'rm',
      '--force',
      await docker.docker('images', '-q', `${registry.host}/aws-batch-worker`),
    );
    const input = { name: 'color.txt', open: () => asyncOf([Buffer.from(`${colors.join('\n')}\n`)]) };
    const plan = await planRun(input, {}, signal);
    const request = {
      ...{ bucket: 'pipeline', jobQueue: 'local', choice: { preset: 'rainbow' as const } },
      ...{ splitDefinition: 'pushed-split', mergeDefinition: 'pushed-merge' },
    };
    const all = { ...ports, clock: systemClock, random: Math.random };
    const run = await submitRun(input, plan, request, all, signal, () => undefined);
    for await (const { split, merge } of watchRun(run, all, signal, { minIntervalMs: 100, maxIntervalMs: 500 })) {
      assert.notEqual(split.status, 'FAILED', split.statusReason);
      assert.notEqual(merge.status, 'FAILED', merge.statusReason);
    }
    let result = '';
    const { chunks } = await fetchResult(run, ports.storage, signal);
    for await (const chunk of chunks) result += Buffer.from(chunk).toString();
    assert.equal(result, sentences);
    closeClients(await clients());
  });

  async function register(jobDefinitionName: string, command: string[]): Promise<void> {
    const resourceRequirements: { type: 'VCPU' | 'MEMORY'; value: string }[] = [
      { type: 'VCPU', value: '1' },
      { type: 'MEMORY', value: '512' },
    ];
    const containerProperties = { image: 'node', command, resourceRequirements };
    await target.batch.send(
      new RegisterJobDefinitionCommand({ jobDefinitionName, type: 'container', containerProperties }),
    );
  }
});

const path = 'ENV PATH=/usr/local/bin:/bin';

/** A registry that anybody may push to, on loopback. */
class LocalRegistry {
  private constructor(
    readonly host: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<LocalRegistry> {
    const folder = mkdtempSync(join(tmpdir(), 'registry-'));
    const host = `127.0.0.1:${await freePort()}`;
    const config = `version: 0.1\nstorage: { filesystem: { rootdirectory: ${folder}/data } }\nhttp: { addr: "${host}" }\n`;
    writeFileSync(join(folder, 'config.yml'), config);
    const child = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
    await until(20_000, 'the registry answers', () =>
      fetch(`http://${host}/v2/`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    return new LocalRegistry(host, child, folder);
  }

  async stop(): Promise<void> {
    this.process.kill();
    await once(this.process, 'exit');
    rmSync(this.folder, { recursive: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
