// Jobs in containers of a real Docker engine: what they are given, how they end, and that nothing of them is left.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContainerProperties,
  DescribeJobsCommand,
  type JobDetail,
  RegisterJobDefinitionCommand,
  SubmitJobCommand,
  TerminateJobCommand,
} from '@aws-sdk/client-batch';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DockerEngine, installShell, shellFiles } from '../support/dockerEngine';
import { type EngineProcess, startEngineProcessWith } from '../support/engineProcess';
import { type Clients, type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const image = 'shell:1';

describe('jobs in containers', () => {
  let docker: DockerEngine;
  let target: TestEngine;
  before(async () => {
    docker = await DockerEngine.start();
    await docker.build(image, shellFiles(), [installShell, 'RUN mkdir -m 1777 /tmp /work', 'WORKDIR /work']);
    await docker.build('entry:1', shellFiles(), [installShell, 'ENTRYPOINT ["/bin/echo", "entry"]', 'CMD ["default"]']);
    target = await startTestEngine({ docker: docker.surroundings });
  });
  after(async () => {
    await target.close();
    await docker.remove();
  });
  afterEach(async () => {
    assert.deepEqual(await docker.containers(), []);
    assert.deepEqual(loggedErrors.splice(0), []);
  });

  it('get the variables of AWS Batch and their own, and nothing of this machine', async () => {
    const environment = [{ name: 'GREETING', value: 'hello world' }];
    const { status, lines } = await runJob(['sh', '-c', 'env'], { environment });
    const names = lines.map((line) => line.split('=', 1)[0] ?? '');
    assert.equal(status, 'SUCCEEDED');
    assert.ok(lines.includes('GREETING=hello world'));
    for (const name of ['AWS_BATCH_JOB_ID', 'AWS_BATCH_JQ_NAME', 'AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID']) {
      assert.ok(names.includes(name), name);
    }
    // The shell's own, and Docker's.
    const others = names.filter((name) => !/^(AWS_|GREETING$|PATH$|HOME$|HOSTNAME$|PWD$|SHLVL$)/.test(name));
    assert.deepEqual(others, []);
    assert.equal(
      lines.find((line) => line.startsWith('HOME=')),
      'HOME=/',
    );
  });

  it('write both streams, much of it, and a last line without its end', async () => {
    const script = 'i=0; while [ $i -lt 20000 ]; do echo "line $i"; i=$((i + 1)); done; echo oops >&2; printf last';
    const { exitCode, lines } = await runJob(['sh', '-c', `${script}; exit 3`]);
    assert.equal(exitCode, 3);
    const numbered = lines.filter((line) => line.startsWith('line '));
    assert.deepEqual(
      numbered,
      Array.from({ length: 20_000 }, (_, i) => `line ${i}`),
    );
    assert.ok(lines.includes('oops') && lines.includes('last'));
  });

  it('run the command of the image where the definition has none, behind its entry point', async () => {
    assert.deepEqual((await runJob([], { image: 'entry:1' })).lines, ['entry default']);
    assert.deepEqual((await runJob(['own', 'words'], { image: 'entry:1' })).lines, ['entry own words']);
  });

  it('have the user, folders, limits and mounts of their definition', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mount-'));
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'in.txt'), 'from outside');
    const checks = [
      'pwd; id -u; ulimit -n; cat /in/in.txt; echo',
      '(echo x > /in/no) 2>/dev/null || echo read-only mount',
      '(echo x > /no) 2>/dev/null || echo read-only root',
      'echo x > /scratch/yes && echo scratch; echo x > /anonymous/yes && echo anonymous',
      'df -k /scratch | tail -1 | tr -s " " | cut -d" " -f2; df -k /dev/shm | tail -1 | tr -s " " | cut -d" " -f2',
      'echo from inside > /out/out.txt',
    ];
    const { lines, status } = await runJob(['sh', '-c', checks.join('\n')], {
      user: '0',
      ulimits: [{ name: 'nofile', softLimit: 1000, hardLimit: 1000 }],
      readonlyRootFilesystem: true,
      volumes: [
        { name: 'in', host: { sourcePath: folder } },
        { name: 'out', host: { sourcePath: join(folder, 'out') } },
        { name: 'none' },
      ],
      mountPoints: [
        { sourceVolume: 'in', containerPath: '/in', readOnly: true },
        { sourceVolume: 'out', containerPath: '/out' },
        { sourceVolume: 'none', containerPath: '/anonymous' },
      ],
      linuxParameters: {
        sharedMemorySize: 16,
        tmpfs: [{ containerPath: '/scratch', size: 8, mountOptions: ['rw'] }],
      },
    });
    assert.equal(status, 'SUCCEEDED');
    const expected = [
      '/work',
      '0',
      '1000',
      'from outside',
      'read-only mount',
      'read-only root',
      'scratch',
      'anonymous',
    ];
    assert.deepEqual(lines, [...expected, '8192', '16384']);
    assert.equal(readFileSync(join(folder, 'out/out.txt'), 'utf8'), 'from inside\n');
    rmSync(folder, { recursive: true });
    assert.equal(await docker.docker('volume', 'ls', '--quiet'), '');
    assert.deepEqual((await runJob(['id', '-u'], { user: '1234' })).lines, ['1234']);
  });

  it('are told why they could not run, in the words of AWS', async () => {
    const outOfMemory = await runJob(['sh', '-c', 'x=a; while true; do x=$x$x; done']);
    assert.deepEqual(
      [outOfMemory.exitCode, outOfMemory.reason],
      [137, 'OutOfMemoryError: Container killed due to memory usage'],
    );
    const cases: [Partial<ContainerProperties> & { readonly command?: string[] }, RegExp][] = [
      [{ image: '127.0.0.1:9/no/such:1' }, /^CannotPullContainerError: .*127\.0\.0\.1:9/],
      [{ command: ['no-such-program'] }, /^CannotStartContainerError: .*"no-such-program"/],
      [{ privileged: true }, /^CannotCreateContainerError: privileged containers .*--allow-privileged/],
      [
        {
          volumes: [{ name: 'efs', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
          mountPoints: [{ sourceVolume: 'efs', containerPath: '/efs' }],
        },
        /^ResourceInitializationError: .*"efs" is on AWS/,
      ],
    ];
    for (const [{ command = ['true'], ...properties }, expected] of cases) {
      const { exitCode, reason, statusReason } = await runJob(command, properties);
      assert.match(reason ?? '', expected);
      assert.deepEqual([exitCode, statusReason], [undefined, 'Task failed to start']);
    }
  });

  it('are asked to end, and then ended', async () => {
    const polite = await submit([
      'sh',
      '-c',
      'trap "echo bye; exit 7" TERM; echo ready; while true; do sleep 0.1; done',
    ]);
    await until(20_000, 'it is ready', async () => (await linesOf(await describeJob(polite))).includes('ready'));
    await target.batch.send(new TerminateJobCommand({ jobId: polite, reason: 'enough' }));
    const ended = await endOf(polite);
    assert.deepEqual([ended.status, ended.statusReason, ended.exitCode], ['FAILED', 'enough', 7]);
    assert.ok(ended.lines.includes('bye'));
    const early = await submit(['sleep', '100']);
    await target.batch.send(new TerminateJobCommand({ jobId: early, reason: 'too early' }));
    assert.deepEqual((await endOf(early)).statusReason, 'too early');
  });

  it('are ended as on a lost host when the Docker engine stops, and run again when it is back', async () => {
    const lost = await submit(['sh', '-c', 'echo ready; sleep 1000']);
    await until(20_000, 'it is ready', async () => (await linesOf(await describeJob(lost))).includes('ready'));
    await docker.stop();
    const { status, statusReason } = await endOf(lost);
    assert.equal(status, 'FAILED');
    assert.match(statusReason ?? '', /^Host EC2 \(instance i-[0-9a-f]+\) terminated\.$/);
    const without = await runJob(['true']);
    assert.match(
      without.reason ?? '',
      /^CannotPullContainerError: no container engine answers .*start Docker or Podman/,
    );
    await docker.startAgain();
    assert.equal((await runJob(['true'])).status, 'SUCCEEDED');
    await until(30_000, 'nothing is left', async () => (await docker.containers()).length === 0);
    // It could not remove the container while its engine was away, and said so.
    assert.ok(loggedErrors.splice(0).every((error) => error.startsWith('could not remove the container')));
  });

  it('leave no container when the engine of AWS Batch is killed', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'batch-docker-'));
    const env = { DOCKER_HOST: docker.host };
    let engine: EngineProcess = await startEngineProcessWith(env, dataDir);
    const jobId = await submit(['sh', '-c', 'echo ready; sleep 1000'], {}, engine);
    await until(20_000, 'it runs', async () => (await describeJob(jobId, engine)).status === 'RUNNING');
    await engine.kill();
    assert.equal((await docker.containers()).length, 1);
    engine = await startEngineProcessWith(env, dataDir);
    assert.deepEqual(await docker.containers(), []);
    const { status, statusReason } = await describeJob(jobId, engine);
    assert.equal(status, 'FAILED');
    assert.match(statusReason ?? '', /^Host EC2 /);
    // A clean end takes its containers along.
    const another = await submit(['sleep', '1000'], {}, engine);
    await until(20_000, 'it runs', async () => (await describeJob(another, engine)).status === 'RUNNING');
    await engine.stop();
    rmSync(dataDir, { recursive: true });
  });

  async function submit(
    command: readonly string[],
    properties: Partial<ContainerProperties> = {},
    { batch }: Clients = target,
  ): Promise<string> {
    const jobDefinitionName = `in-container-${Math.random().toString(36).slice(2)}`;
    const resourceRequirements = [
      { type: 'VCPU', value: '1' },
      { type: 'MEMORY', value: '64' },
    ] as const;
    const containerProperties = { image, command: [...command], resourceRequirements: [...resourceRequirements] };
    await batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName,
        type: 'container',
        containerProperties: { ...containerProperties, ...properties },
      }),
    );
    const submission = { jobName: 'in-container', jobQueue: 'local', jobDefinition: jobDefinitionName };
    return (await batch.send(new SubmitJobCommand(submission))).jobId ?? '';
  }

  async function describeJob(jobId: string, { batch }: Clients = target): Promise<JobDetail> {
    const { jobs = [] } = await batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
    assert.ok(jobs[0]);
    return jobs[0];
  }

  async function linesOf({ container }: JobDetail): Promise<string[]> {
    const { logStreamName } = container ?? {};
    const lines: string[] = [];
    let nextToken: string | undefined;
    for (;;) {
      if (logStreamName === undefined) return lines;
      const page = { logGroupName: '/aws/batch/job', logStreamName, startFromHead: true, nextToken };
      const answer = await target.logs.send(new GetLogEventsCommand(page));
      lines.push(...(answer.events ?? []).map(({ message = '' }) => message));
      if (answer.nextForwardToken === nextToken) return lines;
      nextToken = answer.nextForwardToken;
    }
  }

  async function endOf(jobId: string) {
    let job = await describeJob(jobId);
    await until(40_000, 'the job has ended', async () => {
      job = await describeJob(jobId);
      return job.status === 'SUCCEEDED' || job.status === 'FAILED';
    });
    const { exitCode, reason } = job.container ?? {};
    return { status: job.status, statusReason: job.statusReason, exitCode, reason, lines: await linesOf(job) };
  }

  async function runJob(command: readonly string[], properties: Partial<ContainerProperties> = {}) {
    return endOf(await submit(command, properties));
  }
});
