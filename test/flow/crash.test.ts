import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { DescribeJobsCommand, RegisterJobDefinitionCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { pidsOfTasks } from '../../src/engine/runners/processTree';
import { type EngineProcess, startEngineProcess } from '../support/engineProcess';
import { until } from '../support/until';

// Each of these really kills the engine: what it had acknowledged must be there afterwards.
describe('kill -9 of the engine', function () {
  this.timeout(60_000);
  let dataDir: string;
  let engine: EngineProcess;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'crash-'));
    engine = await startEngineProcess(dataDir);
  });
  afterEach(async () => {
    await engine.kill();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function submit(script: string, size: number, attempts: number): Promise<string> {
    await engine.batch.send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: 'crash',
        type: 'container',
        retryStrategy: { attempts },
        containerProperties: {
          image: 'host',
          command: [process.execPath, '-e', script],
          resourceRequirements: [
            { type: 'VCPU', value: '1' },
            { type: 'MEMORY', value: '64' },
          ],
        },
      }),
    );
    const request = { jobName: 'crash', jobQueue: 'local', jobDefinition: 'crash', arrayProperties: { size } };
    const { jobId = '' } = await engine.batch.send(new SubmitJobCommand(request));
    return jobId;
  }

  async function children(jobId: string, size: number) {
    const jobs = Array.from({ length: size }, (_, index) => `${jobId}:${index}`);
    return (await engine.batch.send(new DescribeJobsCommand({ jobs }))).jobs ?? [];
  }

  it('in the middle of an array: what was done stays done, the rest is tried again, every log line is there', async () => {
    const size = 12;
    // The first attempt of a child takes its time, so that the kill hits some of them; a line comes before that.
    const script =
      'console.log("line of " + process.env.AWS_BATCH_JOB_ARRAY_INDEX + "." + process.env.AWS_BATCH_JOB_ATTEMPT); setTimeout(() => 0, 150)';
    const jobId = await submit(script, size, 3);
    await until(30_000, 'some children are done and some are not', async () => {
      const done = (await children(jobId, size)).filter(({ status }) => status === 'SUCCEEDED').length;
      return done >= 3 && done < size - 2;
    });
    const before = await children(jobId, size);
    await engine.kill();
    engine = await startEngineProcess(dataDir);
    await until(30_000, 'the array has succeeded', async () => {
      const { jobs = [] } = await engine.batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
      return jobs[0]?.status === 'SUCCEEDED';
    });
    const after = new Map((await children(jobId, size)).map((job) => [job.jobId, job]));
    for (const old of before.filter(({ status }) => status === 'SUCCEEDED')) {
      assert.deepEqual(after.get(old.jobId), old);
    }
    const retried = [...after.values()].filter(({ attempts = [] }) => attempts.length > 1);
    assert.ok(retried.length > 0, 'the kill hit no running child: the test proved nothing');
    for (const { attempts = [] } of retried) assert.match(attempts[0]?.statusReason ?? '', /^Host EC2 .*terminated\.$/);
    const { events = [] } = await engine.logs.send(new FilterLogEventsCommand({ logGroupName: '/aws/batch/job' }));
    const lines = new Set(events.map(({ message }) => message));
    for (const [index, job] of [...after.values()].entries()) {
      const last = job.attempts?.length ?? 0;
      assert.ok(lines.has(`line of ${job.arrayProperties?.index ?? index}.${last}`), `the log of child ${index}`);
    }
  });

  it('ends the processes that it left behind, at the next start', async function () {
    if (process.platform !== 'linux') return;
    const script =
      'require("child_process").spawn("sleep", ["300"], { detached: true, stdio: "ignore" }); setInterval(() => 0, 1000)';
    const jobId = await submit(script, 2, 1);
    await until(20_000, 'both children run', async () =>
      (await children(jobId, 2)).every(({ status }) => status === 'RUNNING'),
    );
    const taskIds = (await children(jobId, 2)).map(({ container }) => container?.taskArn?.split('/').at(-1));
    const left = (): number => pidsOfTasks((taskId) => taskIds.includes(taskId)).length;
    await until(5000, 'each child has started another process', () => left() === 4);
    await engine.kill();
    assert.equal(left(), 4, 'they outlive the engine');
    engine = await startEngineProcess(dataDir);
    await until(5000, 'none of them is left', () => left() === 0);
    const { jobs = [] } = await engine.batch.send(new DescribeJobsCommand({ jobs: [jobId] }));
    assert.equal(jobs[0]?.status, 'FAILED');
  });

  it('in the middle of uploads: what was acknowledged is there whole, what was not is not there at all', async () => {
    const acknowledged = new Map<string, Buffer>();
    const run = { isKilled: false };
    const isKilled = (): boolean => run.isKilled;
    const upload = async (worker: number): Promise<void> => {
      for (let n = 0; !isKilled(); n += 1) {
        const body = randomBytes(1 + ((worker * 7919 + n * 104_729) % 200_000));
        const key = `${worker}/${n % 5}`;
        try {
          await engine.s3.send(new PutObjectCommand({ Bucket: 'pipeline', Key: key, Body: body }));
          acknowledged.set(key, body);
        } catch (error) {
          if (!isKilled()) throw error;
          // The answer is lost: either the old or the new object is right.
          acknowledged.delete(key);
        }
      }
    };
    const large = assert.rejects(
      engine.s3.send(
        new PutObjectCommand({ Bucket: 'pipeline', Key: 'large', Body: slowBody(), ContentLength: 50_000_000 }),
      ),
    );
    const uploads = [0, 1, 2, 3].map(upload);
    await until(20_000, 'a few hundred objects were written', () => acknowledged.size >= 20);
    run.isKilled = true;
    await engine.kill();
    await large;
    await Promise.all(uploads);
    engine = await startEngineProcess(dataDir);
    for (const [key, body] of acknowledged) {
      const object = await engine.s3.send(new GetObjectCommand({ Bucket: 'pipeline', Key: key }));
      assert.ok(body.equals(Buffer.from((await object.Body?.transformToByteArray()) ?? [])), key);
    }
    await assert.rejects(engine.s3.send(new HeadObjectCommand({ Bucket: 'pipeline', Key: 'large' })), {
      name: 'NotFound',
    });
    // What the broken uploads left on disk is swept: only the files of objects stay.
    const objects = join(dataDir, 's3', 'objects');
    await until(10_000, 'no file is left that belongs to no object', () => {
      const files = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      return files.length <= 20;
    });
  });

  it('a clean stop ends what runs, and the next start goes on', async () => {
    const jobId = await submit('setTimeout(() => 0, 30_000)', 2, 1);
    await until(20_000, 'a child runs', async () =>
      (await children(jobId, 2)).some(({ status }) => status === 'RUNNING'),
    );
    assert.equal(await engine.stop(), 0);
    engine = await startEngineProcess(dataDir);
    const [job] = (await engine.batch.send(new DescribeJobsCommand({ jobs: [jobId] }))).jobs ?? [];
    assert.equal(job?.status, 'FAILED');
  });
});

/** A body that will not have ended before the kill. */
function slowBody(): Readable {
  return Readable.from(
    (async function* () {
      for (let blocks = 0; blocks < 10_000; blocks += 1) {
        yield randomBytes(64 * 1024);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })(),
  );
}
