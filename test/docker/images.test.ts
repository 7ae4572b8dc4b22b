// Build and Push Images with a real Docker engine and a real registry: the pipeline then runs in what was pushed.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  DescribeJobDefinitionsCommand,
  DescribeJobsCommand,
  RegisterJobDefinitionCommand,
  SubmitJobCommand,
} from '@aws-sdk/client-batch';
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
import { LocalRegistry } from '../support/localRegistry';
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

  it('come from a private registry that the user has signed in to', async () => {
    const password = 'open-sesame';
    const closed = await LocalRegistry.start(password);
    const image = `${closed.host}/private/shell:1`;
    const config = join(docker.configFolder, 'config.json');
    const auth = Buffer.from(`me:${password}`).toString('base64');
    try {
      await docker.build(image, shellFiles(), [installShell]);
      writeConfig(config, { auths: { [closed.host]: { auth } } });
      await docker.docker('--config', docker.configFolder, 'push', image);
      await docker.docker('image', 'rm', image);

      rmSync(config);
      assert.match((await run(image)).reason, /^CannotPullContainerError: .*; sign in: docker login 127\.0\.0\.1:\d+$/);
      const wrong = Buffer.from('me:wrong').toString('base64');
      writeConfig(config, { auths: { [closed.host]: { auth: wrong } } });
      const { reason } = await run(image);
      assert.match(reason, /; sign in again: docker login 127/);
      assert.ok(!reason.includes(wrong));
      writeConfig(config, { auths: { [`http://${closed.host}/v2/`]: { auth } } });
      assert.equal((await run(image)).status, 'SUCCEEDED');

      // A program that keeps them, as on most desktops and for ECR.
      await docker.docker('image', 'rm', image);
      writeConfig(config, { auths: { [closed.host]: {} }, credHelpers: { [closed.host]: 'kept' } });
      assert.match((await run(image)).reason, /; docker-credential-kept could not be run: .*ENOENT/);
      writeHelper(
        'kept',
        `read -r server; echo "{\\"Username\\":\\"me\\",\\"Secret\\":\\"${password}\\",\\"ServerURL\\":\\"$server\\"}"`,
      );
      assert.equal((await run(image)).status, 'SUCCEEDED');
      await docker.docker('image', 'rm', image);
      writeConfig(config, { credsStore: 'empty' });
      writeHelper('empty', 'echo credentials not found in native keychain; exit 1');
      assert.match((await run(image)).reason, /; sign in: docker login/);
    } finally {
      rmSync(config, { force: true });
      await closed.stop();
    }
  });

  function writeConfig(path: string, config: object): void {
    mkdirSync(docker.configFolder, { recursive: true });
    writeFileSync(path, JSON.stringify(config));
  }

  function writeHelper(name: string, script: string): void {
    const path = join(docker.configFolder, `docker-credential-${name}`);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }

  async function run(image: string): Promise<{ readonly status: string; readonly reason: string }> {
    const jobDefinition = `from-${image.replace(/[^a-z]/g, '-')}`;
    await register(jobDefinition, ['true'], image);
    const submission = { jobName: 'pulled', jobQueue: 'local', jobDefinition };
    const { jobId = '' } = await target.batch.send(new SubmitJobCommand(submission));
    let ended = { status: '', reason: '' };
    await until(30_000, 'the job has ended', async () => {
      const { jobs = [] } = await target.batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
      ended = { status: jobs[0]?.status ?? '', reason: jobs[0]?.container?.reason ?? '' };
      return ended.status === 'SUCCEEDED' || ended.status === 'FAILED';
    });
    return ended;
  }

  async function register(jobDefinitionName: string, command: string[], image = 'node'): Promise<void> {
    const resourceRequirements: { type: 'VCPU' | 'MEMORY'; value: string }[] = [
      { type: 'VCPU', value: '1' },
      { type: 'MEMORY', value: '512' },
    ];
    const containerProperties = { image, command, resourceRequirements };
    await target.batch.send(
      new RegisterJobDefinitionCommand({ jobDefinitionName, type: 'container', containerProperties }),
    );
  }
});

const path = 'ENV PATH=/usr/local/bin:/bin';
