// Stop Jobs on an engine: two thousand jobs with few calls, while one of them ends by itself and one may not be touched.
import assert from 'node:assert/strict';
import { SubmitJobCommand } from '@aws-sdk/client-batch';
import { stopJobs } from '../../src/app/commands/stopJobs';
import type { Node } from '../../src/app/tree/node';
import { type AwsClients, closeClients } from '../../src/aws/clients';
import { type EngineWorld, clientsFor, makeEngineWorld } from '../support/engineWorld';
import { FakeRunner } from '../support/fakeRunner';
import { type MeddlingProxy, startMeddlingProxy } from '../support/meddlingProxy';
import { jsonError } from '../support/stubServer';
import { type TestEngine, loggedErrors, startTestEngine } from '../support/testEngine';
import { until } from '../support/until';

const { signal } = new AbortController();
const queue: Node = {
  kind: 'queue',
  arn: 'arn:aws:batch:us-east-1:123456789012:job-queue/local',
  parent: { kind: 'queues', connection: 'endpoint' },
};

describe('Stop Jobs on an engine', function () {
  this.timeout(60_000);
  let runner: FakeRunner;
  let target: TestEngine;
  let proxy: MeddlingProxy;
  let clients: () => Promise<AwsClients>;
  let world: EngineWorld;
  beforeEach(async () => {
    runner = new FakeRunner();
    target = await startTestEngine({ runner });
    proxy = await startMeddlingProxy(target.engine.ready.endpoint);
    clients = clientsFor(target, proxy.endpoint);
    world = makeEngineWorld(clients, { kind: 'endpoint', url: 'https://batch.example', region: 'us-east-1' });
  });
  afterEach(async () => {
    for (const jobId of runner.jobIds()) runner.end(jobId, { exitCode: 143 });
    closeClients(await clients());
    await proxy.close();
    await target.close();
    assert.deepEqual(loggedErrors.splice(0), []);
    world.ui.assertAllAnswered();
  });

  async function submit(count: number, jobName: string): Promise<readonly string[]> {
    const ids: string[] = [];
    const one = async (): Promise<void> => {
      const input = { jobName, jobQueue: 'local', jobDefinition: 'pipeline-split' };
      ids.push((await target.batch.send(new SubmitJobCommand(input))).jobId ?? '');
    };
    for (let left = count; left > 0; left -= 40) await Promise.all(Array.from({ length: Math.min(40, left) }, one));
    return ids;
  }

  const calls = (operation: string): number => proxy.paths.filter((path) => path === `/v1/${operation}`).length;

  it('stops 2,000 of a queue, but for the one that it may not stop', async () => {
    const ids = await submit(2000, 'sweep');
    const others = await submit(3, 'other');
    await until(10_000, 'some run', () => runner.tasks.length > 1);
    const [endsFirst = '', endsLater = ''] = runner.jobIds();
    // Far back in the queue: it waits.
    const denied = ids.at(-1) ?? '';
    proxy.answerInstead = (path, body) => {
      if (path === '/v1/terminatejobs' && body.includes(endsFirst) && runner.jobIds().includes(endsFirst)) {
        runner.end(endsFirst);
      }
      if (!body.includes(denied)) return undefined;
      if (path.startsWith('/v1/terminatejob')) return jsonError(403, 'AccessDeniedException', 'not batch:TerminateJob');
      return undefined;
    };
    world.ui.answers = ['enter', { type: 'SWEEP' }, 'enter', { type: '1' }, { type: '2000' }];
    await assert.rejects(stopJobs(world, queue), {
      kind: 'denied',
      message: new RegExp(`^1999 of 2000 jobs are being stopped\\. The job sweep \\(${denied}\\) could not be`),
    });
    assert.match(world.ui.inputs.at(-1)?.title ?? '', /^Stop 2000 jobs on batch\.example/);
    // Fifty to a call, and the fifty among which is the one that is refused are tried one by one.
    assert.deepEqual([calls('terminatejobs'), calls('terminatejob')], [40, 50]);
    assert.ok(calls('listjobs') <= 8, `${calls('listjobs')} lists`);
    assert.equal(world.stopping.length, 1999);
    const jobs = await world.session.batch.describeJobs([endsFirst, endsLater, denied, ...others], signal);
    const [first, later, spared, ...untouched] = [endsFirst, endsLater, denied, ...others].map((id) =>
      jobs.find(({ jobId }) => jobId === id),
    );
    assert.equal(first?.status, 'SUCCEEDED');
    assert.equal(later?.isStopping, true);
    for (const job of [spared, ...untouched]) assert.deepEqual([job?.status, job?.isStopping], ['RUNNABLE', false]);
  });

  it('asks one by one where the service has no call for several, and goes on after a refusal that was too late', async () => {
    const ids = await submit(30, 'old');
    await until(10_000, 'one runs', () => runner.tasks.length > 0);
    const [ended = ''] = runner.jobIds();
    proxy.answerInstead = (path, body) => {
      if (path === '/v1/terminatejobs') return jsonError(404, 'UnknownOperationException', 'no such operation');
      if (path !== '/v1/terminatejob' || !body.includes(ended)) return undefined;
      runner.end(ended);
      return jsonError(400, 'ClientException', 'the job has ended');
    };
    world.ui.answers = ['enter', { type: '' }, 'enter', { type: '30' }];
    await stopJobs(world, queue);
    assert.deepEqual([calls('terminatejobs'), calls('terminatejob')], [1, ids.length]);
    assert.deepEqual(
      world.ui.notices.map(({ message }) => message),
      ['30 jobs are being stopped.'],
    );
  });
});
