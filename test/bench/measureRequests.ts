// How many requests a second the engine answers, beside moto_server where that is installed.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  BatchClient,
  CreateComputeEnvironmentCommand,
  CreateJobQueueCommand,
  RegisterJobDefinitionCommand,
  SubmitJobCommand,
  UpdateComputeEnvironmentCommand,
} from '@aws-sdk/client-batch';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ServerAddress, serviceRole, startMotoServer } from '../support/motoServer';
import type { Engines } from './engines';
import type { Report } from './measurement';

import { cpuBetween, cpuTimeOf } from './processUsage';
import {
  type Load,
  type LoadResult,
  type Operation,
  type Subjects,
  listedCount,
  objectBytes,
  operations,
} from './requestLoad';

const inFlight = 16;
/** "Several times faster". */
const aimedRatio = 3;

type Server = { readonly address: ServerAddress; readonly pid: number; readonly subjects: Subjects };

export async function measureRequests(engines: Engines, count: number, report: Report): Promise<void> {
  const engine = await engines.start();
  const moto = await startMotoServer();
  if (moto === undefined) process.stderr.write('moto_server is not installed: requests are measured without it.\n');
  // The clients are a process of their own: they take more CPU than a server.
  const client = fork(join(__dirname, 'requestLoad.ts'), { execArgv: ['--import', 'tsx'] });
  try {
    const ours = await prepare(engine.ready, engine.ready.pid, 'RUNNABLE');
    const theirs = moto && (await prepare(moto.address, moto.pid, 'SUCCEEDED'));
    for (const operation of operations) await measure(client, operation, count, ours, theirs, report);
  } finally {
    client.kill();
    await moto?.stop();
    await engine.stop();
  }
}

/** @param listedStatus in which the jobs stay that nobody runs: moto ends them at once. */
async function prepare(address: ServerAddress, pid: number, listedStatus: Subjects['listedStatus']): Promise<Server> {
  const { endpoint, region, ...credentials } = address;
  const config = { endpoint, region, credentials };
  const batch = new BatchClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const [jobQueue, listedQueue, jobDefinition, bucket] = ['submitted', 'listed', 'nothing', 'requests'];
  const environment = 'nobody';
  await batch.send(
    new CreateComputeEnvironmentCommand({ computeEnvironmentName: environment, type: 'UNMANAGED', serviceRole }),
  );
  for (const jobQueueName of [jobQueue, listedQueue]) {
    await batch.send(
      new CreateJobQueueCommand({
        jobQueueName,
        priority: 1,
        state: 'ENABLED',
        computeEnvironmentOrder: [{ order: 1, computeEnvironment: environment }],
      }),
    );
  }
  // Jobs are taken and kept, not run.
  if (listedStatus === 'RUNNABLE') {
    await batch.send(new UpdateComputeEnvironmentCommand({ computeEnvironment: environment, state: 'DISABLED' }));
  }
  await batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: jobDefinition,
      type: 'container',
      containerProperties: {
        image: 'host',
        command: ['true'],
        resourceRequirements: [
          { type: 'VCPU', value: '1' },
          { type: 'MEMORY', value: '64' },
        ],
      },
    }),
  );
  let jobId = '';
  for (let n = 0; n < listedCount; n += 1) {
    const job = await batch.send(new SubmitJobCommand({ jobName: `job-${n}`, jobQueue: listedQueue, jobDefinition }));
    jobId = job.jobId ?? '';
  }
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'key-0', Body: Buffer.alloc(objectBytes, 'x') }));
  for (const one of [batch, s3]) one.destroy();
  return { address, pid, subjects: { jobQueue, listedQueue, listedStatus, jobDefinition, jobId, bucket } };
}

async function measure(
  client: ChildProcess,
  operation: Operation,
  count: number,
  ours: Server,
  theirs: Server | undefined,
  report: Report,
): Promise<void> {
  const engine = await rateOf(client, operation, count, ours);
  const moto = theirs && (await rateOf(client, operation, count, theirs));
  const ratio = moto && engine.perSecond / moto.perSecond;
  report({
    measure: describeOperation(operation),
    value: engine.perSecond,
    unit: 'requests/s',
    ...(moto && { beside: { what: 'moto_server', value: moto.perSecond } }),
    ...(ratio !== undefined && {
      figure: { kind: 'ratio' as const, value: ratio },
      aim: { text: `> ${aimedRatio} times`, isMet: ratio > aimedRatio },
    }),
    detail: {
      inFlight,
      // Tells more than the rate where the client takes most of the CPU.
      ...(engine.cpuMsEach !== undefined && { engineCpuMsEach: engine.cpuMsEach }),
      ...(moto?.cpuMsEach !== undefined && { motoCpuMsEach: moto.cpuMsEach }),
    },
  });
}

function describeOperation(operation: Operation): string {
  switch (operation) {
    case 'PutObject':
    case 'GetObject':
      return `${operation} of ${objectBytes} bytes`;
    case 'ListJobs':
      return `${operation} of ${listedCount} jobs`;
    default:
      return operation;
  }
}

async function rateOf(
  client: ChildProcess,
  operation: Operation,
  count: number,
  { address, pid, subjects }: Server,
): Promise<{ readonly perSecond: number; readonly cpuMsEach?: number }> {
  const load: Load = { server: address, subjects, operation, inFlight, count };
  client.send(load);
  await messageFrom(client);
  const before = cpuTimeOf(pid);
  const { wallMs } = (await messageFrom(client)) as LoadResult;
  const cpu = cpuBetween(before, cpuTimeOf(pid));
  return { perSecond: (count / wallMs) * 1000, ...(cpu && { cpuMsEach: cpu.ownMs / count }) };
}

async function messageFrom(client: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const ended = once(client, 'exit', { signal }).then(() => {
      throw new Error('The process of the clients has ended.');
    });
    const [message] = (await Promise.race([once(client, 'message', { signal }), ended])) as [unknown];
    return message;
  } finally {
    over.abort();
  }
}
