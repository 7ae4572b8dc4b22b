// The two images of the tutorial, in containers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { RegisterJobDefinitionCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DockerEngine, installShell, shellFiles, which } from '../support/dockerEngine';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const colors = ['red', 'orange', 'yellow', 'green', 'blue', 'indigo', 'violet'];
const sentences = colors.map((color) => `My favorite color of the rainbow is ${color}.\n`).join('');
const scripts = resolve(__dirname, '../clients/scripts');

describe('images of the tutorial', () => {
  let docker: DockerEngine;
  let target: TestEngine;
  before(async () => {
    docker = await DockerEngine.start();
    target = await startTestEngine({ docker: docker.surroundings });
  });
  after(async () => {
    await target.close();
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
