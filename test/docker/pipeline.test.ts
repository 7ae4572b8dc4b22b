// The pipeline in containers: the worker in an image of its own, and the two images of the tutorial.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { RegisterJobDefinitionCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { fetchResult } from '../../src/app/pipeline/fetchResult';
import { planRun } from '../../src/app/pipeline/planRun';
import { submitRun } from '../../src/app/pipeline/submitRun';
import { watchRun } from '../../src/app/pipeline/watchRun';
import { systemClock } from '../../src/app/systemClock';
import { BatchGateway } from '../../src/aws/batchGateway';
import { awsClients, closeClients } from '../../src/aws/clients';
import { LogsGateway } from '../../src/aws/logsGateway';
import { StorageGateway } from '../../src/aws/storageGateway';
import { type Bundles, buildBundles } from '../support/bundles';
import { DockerEngine, installShell, nodeFiles, shellFiles, which } from '../support/dockerEngine';
import { asyncOf } from '../support/fakePorts';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const colors = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet'];
const sentences = colors.map((color) => `My favorite color of the rainbow is ${color}.\n`).join('');
const scripts = resolve(__dirname, '../clients/scripts');
const { signal } = new AbortController();

describe('pipeline in containers', () => {
  let docker: DockerEngine;
  let target: TestEngine;
  let bundles: Bundles;
  before(async () => {
    docker = await DockerEngine.start();
    bundles = buildBundles('worker');
    target = await startTestEngine({ docker: docker.surroundings });
  });
  after(async () => {
    await target.close();
    bundles.remove();
    assert.deepEqual(await docker.containers(), []);
    await docker.remove();
    assert.deepEqual(loggedErrors, []);
  });

  async function register(name: string, containerProperties: object): Promise<void> {
    const resourceRequirements = [
      { type: 'VCPU', value: '1' },
      { type: 'MEMORY', value: '512' },
    ];
    await target.batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: name,
        type: 'container',
        containerProperties: { resourceRequirements, ...containerProperties } as never,
      }),
    );
  }

  async function textAt(key: string): Promise<string | undefined> {
    const { s3 } = target;
    const object = await s3.send(new GetObjectCommand({ Bucket: 'pipeline', Key: key })).catch((cause: unknown) => {
      if (cause instanceof Error && cause.name === 'NoSuchKey') return undefined;
      throw cause;
    });
    return object?.Body?.transformToString();
  }

  it('makes the rainbow with the worker in an image', async () => {
    const files = { ...nodeFiles(), '/worker.js': join(bundles.dist, 'worker.js') };
    await docker.build('worker:own', files, ['ENTRYPOINT ["/usr/local/bin/node", "/worker.js"]', 'USER 1000']);
    for (const command of ['split', 'merge']) {
      await register(`own-${command}`, { image: 'worker:own', command: [command] });
    }
    const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
    const clients = awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    const ports = {
      ...{ batch: new BatchGateway(clients), logs: new LogsGateway(clients), storage: new StorageGateway(clients) },
      ...{ clock: systemClock, random: Math.random },
    };
    const input = { name: 'color.txt', open: () => asyncOf([Buffer.from(`${colors.join('\n')}\n`)]) };
    const plan = await planRun(input, {}, signal);
    const request = {
      ...{ bucket: 'pipeline', jobQueue: 'local', choice: { preset: 'rainbow' as const } },
      ...{ splitDefinition: 'own-split', mergeDefinition: 'own-merge' },
    };
    const run = await submitRun(input, plan, request, ports, signal, () => undefined);
    for await (const { split, merge } of watchRun(run, ports, signal, { minIntervalMs: 100, maxIntervalMs: 500 })) {
      assert.notEqual(split.status, 'FAILED');
      assert.notEqual(merge.status, 'FAILED', merge.statusReason);
    }
    let result = '';
    for await (const chunk of (await fetchResult(run, ports.storage, signal)).chunks)
      result += Buffer.from(chunk).toString();
    assert.equal(result, sentences);
    closeClients(await clients());
  });

  it('runs the two shell scripts of the tutorial, with the aws command mounted from this machine', async () => {
    for (const script of ['print.sh', 'entrypoint.sh']) {
      await docker.build(`${script}:1`, { ...shellFiles(), [`/${script}`]: join(scripts, script) }, [
        ...[installShell, 'RUN mkdir -m 1777 /tmp /work', 'WORKDIR /work'],
        `CMD ["/bin/sh", "/${script}"]`,
      ]);
      await register(script.replace('.', '-'), { image: `${script}:1`, ...awsCommand() });
    }
    await target.s3.send(
      new PutObjectCommand({ Bucket: 'pipeline', Key: 'tutorial/color.txt', Body: `${colors.join('\n')}\n` }),
    );
    const environment = ['BUCKET=pipeline', 'RUN=tutorial', 'COUNT=7'].map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return { name, value };
    });
    const path = { name: 'PATH', value: `${awsFolder()}:/bin` };
    const common = { jobQueue: 'local', containerOverrides: { environment: [...environment, path] } };
    const array = { ...common, jobName: 'job1', jobDefinition: 'print-sh', arrayProperties: { size: colors.length } };
    const { jobId } = await target.batch.send(new SubmitJobCommand(array));
    const merge = { ...common, jobName: 'job2', jobDefinition: 'entrypoint-sh', dependsOn: [{ jobId }] };
    await target.batch.send(new SubmitJobCommand(merge));
    let text: string | undefined;
    await until(100_000, 'mycolor is there', async () => (text = await textAt('tutorial/mycolor')) !== undefined);
    assert.equal(text, sentences);
  });
});

/** The images of the tutorial have the aws command inside: here it comes from this machine, read-only. */
function awsCommand(): object {
  const prefix = execFileSync('python3', ['-c', 'import sys; print(sys.prefix)'], { encoding: 'utf8' }).trim();
  const folders = [...new Set([prefix, '/usr', '/lib', '/lib64'])];
  return {
    volumes: folders.map((sourcePath, at) => ({ name: `folder-${at}`, host: { sourcePath } })),
    mountPoints: folders.map((containerPath, at) => ({ sourceVolume: `folder-${at}`, containerPath, readOnly: true })),
  };
}

function awsFolder(): string {
  const program = `import sys, os; print(os.path.join(sys.prefix, 'bin'))`;
  const folder = execFileSync('python3', ['-c', program], { encoding: 'utf8' }).trim();
  return `${folder}:${join(which('aws'), '..')}`;
}
