// How much memory the engine takes: at rest, with a large array known, and while a large object goes through it.
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeJobsCommand, RegisterJobDefinitionCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { EngineUnderTest, Engines } from './engines';
import type { Report } from './measurement';
import { cpuBetween, cpuTimeOf, memoryOf, peakMemoryDuring } from './processUsage';

const mebibyte = 1024 * 1024;
const childCount = 10_000;
const aimedGrowthMiB = 100;
const lookEveryMs = 200;

export async function measureMemory(engines: Engines, objectMiB: number, report: Report): Promise<void> {
  const engine = await engines.start();
  try {
    const { pid } = engine.ready;
    const atRest = memoryOf(pid);
    if (atRest === undefined) {
      process.stderr.write('Memory is measured on Linux only.\n');
      return;
    }
    report({ measure: 'memory of the engine at rest', value: atRest / mebibyte, unit: 'MiB' });
    await measureTransfer(engine, objectMiB, report);
    await endArray(engine);
    report({
      measure: `memory with ${childCount} ended children known`,
      value: (memoryOf(pid) ?? NaN) / mebibyte,
      unit: 'MiB',
    });
  } finally {
    await engine.stop();
  }
}

async function measureTransfer({ ready, clients }: EngineUnderTest, objectMiB: number, report: Report): Promise<void> {
  const address = { Bucket: 'pipeline', Key: 'large' };
  const before = memoryOf(ready.pid) ?? NaN;
  const chunk = Buffer.alloc(mebibyte, 'a line of text\n');
  const upload = async (): Promise<void> => {
    const Body = Readable.from(
      (function* () {
        for (let n = 0; n < objectMiB; n += 1) yield chunk;
      })(),
      { objectMode: false },
    );
    await clients.s3.send(new PutObjectCommand({ ...address, Body, ContentLength: objectMiB * mebibyte }));
  };
  const download = async (): Promise<void> => {
    const { Body } = await clients.s3.send(new GetObjectCommand(address));
    let sizeBytes = 0;
    for await (const part of Body as Readable) sizeBytes += (part as Buffer).length;
    if (sizeBytes !== objectMiB * mebibyte) throw new Error(`${sizeBytes} bytes came back.`);
  };
  for (const [what, action] of [
    ['upload', upload],
    ['download', download],
  ] as const) {
    const [startMs, cpuBefore] = [performance.now(), cpuTimeOf(ready.pid)];
    const peak = (await peakMemoryDuring(ready.pid, action)) ?? NaN;
    const seconds = (performance.now() - startMs) / 1000;
    const engineCpuSeconds = (cpuBetween(cpuBefore, cpuTimeOf(ready.pid))?.ownMs ?? NaN) / 1000;
    const growthMiB = (peak - before) / mebibyte;
    report({
      measure: `most memory during the ${what} of ${objectMiB} MiB`,
      value: peak / mebibyte,
      unit: 'MiB',
      beside: { what: 'before', value: before / mebibyte },
      figure: { kind: 'growth MiB', value: growthMiB },
      aim: { text: `<= ${aimedGrowthMiB} MiB`, isMet: growthMiB <= aimedGrowthMiB },
      detail: { seconds, mebibytesPerSecond: objectMiB / seconds, engineCpuSeconds },
    });
  }
}

/** An image that cannot run ends a child without a process, so that there are soon as many as AWS allows. */
async function endArray({ clients: { batch } }: EngineUnderTest): Promise<void> {
  const name = 'unknown-image';
  const containerProperties = {
    image: name,
    resourceRequirements: [
      { type: 'VCPU' as const, value: '1' },
      { type: 'MEMORY' as const, value: '64' },
    ],
  };
  await batch.send(
    new RegisterJobDefinitionCommand({ jobDefinitionName: name, type: 'container', containerProperties }),
  );
  const { jobId = '' } = await batch.send(
    new SubmitJobCommand({
      jobName: name,
      jobQueue: 'local',
      jobDefinition: name,
      arrayProperties: { size: childCount },
    }),
  );
  for (;;) {
    const { jobs = [] } = await batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
    if (jobs[0]?.status === 'FAILED') return;
    await sleep(lookEveryMs);
  }
}
