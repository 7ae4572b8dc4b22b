import assert from 'node:assert/strict';
import { planRun } from '../../src/app/pipeline/planRun';
import type { Run } from '../../src/app/pipeline/runRequest';
import { submitRun } from '../../src/app/pipeline/submitRun';
import { systemClock } from '../../src/app/systemClock';
import { BatchGateway } from '../../src/aws/batchGateway';
import { type AwsClients, awsClients, closeClients } from '../../src/aws/clients';
import { StorageGateway } from '../../src/aws/storageGateway';
import { asyncOf } from '../support/fakePorts';
import { type MeddlingProxy, startMeddlingProxy } from '../support/meddlingProxy';
import { type TestEngine, startTestEngine } from '../support/testEngine';

describe('submitting over a connection that loses answers', function () {
  this.timeout(60_000);
  let target: TestEngine;
  let proxy: MeddlingProxy;
  let clients: () => Promise<AwsClients>;
  let batch: BatchGateway;
  const { signal } = new AbortController();
  before(async () => {
    target = await startTestEngine();
    const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
    proxy = await startMeddlingProxy(endpoint);
    clients = awsClients({ endpoint: proxy.endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    batch = new BatchGateway(clients);
  });
  after(async () => {
    closeClients(await clients());
    await proxy.close();
    await target.close();
  });

  async function submit(): Promise<{ readonly run: Run; readonly notes: readonly string[] }> {
    const input = { name: 'color.txt', open: () => asyncOf([Buffer.from('red\ngreen\n')]) };
    const request = {
      bucket: 'pipeline',
      jobQueue: 'local',
      splitDefinition: 'pipeline-split',
      mergeDefinition: 'pipeline-merge',
      choice: { preset: 'rainbow' },
    } as const;
    const ports = { batch, storage: new StorageGateway(clients), clock: systemClock, random: Math.random };
    const notes: string[] = [];
    const plan = await planRun(input, {}, signal);
    const run = await submitRun(input, plan, request, ports, signal, (progress) => {
      if (progress.stage === 'note') notes.push(progress.text);
    });
    return { run, notes };
  }

  async function jobsOf(run: Run): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const { jobName } of [run.split, run.merge]) {
      for await (const page of batch.listJobs({ jobQueue: 'local', jobName }, signal)) {
        ids.push(...page.map(({ jobId }) => jobId));
      }
    }
    return ids;
  }

  it('adopts the jobs that the service had accepted: two jobs, not three or four', async () => {
    proxy.losesAnswer = (path) => path === '/v1/submitjob';
    const { run, notes } = await submit();
    assert.deepEqual(await jobsOf(run), [run.split.jobId, run.merge.jobId]);
    assert.equal(notes.filter((note) => note.includes('had accepted')).length, 2);
  });

  it('does so although the first lists are lost too', async () => {
    let lost = 0;
    proxy.losesAnswer = (path) => path === '/v1/submitjob' || (path === '/v1/listjobs' && (lost += 1) <= 4);
    const { run } = await submit();
    proxy.losesAnswer = () => false;
    assert.deepEqual(await jobsOf(run), [run.split.jobId, run.merge.jobId]);
  });
});
