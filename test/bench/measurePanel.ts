// What a run panel of 10,000 children costs: until its grid is complete, and while it is looked at.
import { RegisterJobDefinitionCommand, SubmitJobCommand } from '@aws-sdk/client-batch';
import { RunModel } from '../../src/app/runPanel/runModel';
import { panelState } from '../../src/app/runPanel/viewModel';
import { inEnglish } from '../../src/app/l10n';
import { systemClock } from '../../src/app/systemClock';
import { BatchGateway } from '../../src/aws/batchGateway';
import { awsClients, closeClients } from '../../src/aws/clients';
import { StorageGateway } from '../../src/aws/storageGateway';
import type { Runner } from '../../src/engine/runners/runner';
import { startTestEngine } from '../support/testEngine';
import { until } from '../support/until';
import { neverAborted } from './engines';
import type { Report } from './measurement';

const size = 10_000;
const noProcess = 2 ** 30;

/** Ends attempts at once, as long as it may. */
class QuickRunner implements Runner {
  left = 0;

  start(...[, events]: Parameters<Runner['start']>): ReturnType<Runner['start']> {
    setImmediate(() => {
      events.onStarted(noProcess);
      if (this.left <= 0) return;
      this.left -= 1;
      setImmediate(() => events.onEnded({ exitCode: this.left % 100 === 0 ? 1 : 0 }));
    });
    return { stop: () => undefined };
  }
}

/** The engine runs in this process, too: its own time is in the numbers. */
export async function measurePanel(report: Report): Promise<void> {
  const runner = new QuickRunner();
  runner.left = 5000;
  const target = await startTestEngine({ runner });
  const { endpoint, region, accessKeyId, secretAccessKey } = target.engine.ready;
  const clients = awsClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  let calls = 0;
  const batch = new BatchGateway(async () => {
    calls += 1;
    return clients();
  });
  try {
    const jobId = await submitArray(target.batch);
    await until(300_000, 'half of the children have ended', () => runner.left === 0);
    const model = new RunModel(jobId, {
      session: { batch, storage: new StorageGateway(clients) },
      clock: systemClock,
      onChange: () => undefined,
    });
    calls = 0;
    const startMs = performance.now();
    await model.look(neverAborted);
    const options = { t: inEnglish, now: Date.now(), connection: 'Local', trouble: undefined };
    const bytes = JSON.stringify([panelState(model, jobId, options), model.table?.toChildren()]).length;
    const firstMs = performance.now() - startMs;
    const unknown = model.table?.toChildren().letters.replaceAll(/[^.]/g, '').length ?? size;
    report({
      measure: `run panel, ${size} children: first view`,
      value: firstMs,
      unit: 'ms',
      detail: { calls, unknown, bytes },
      aim: { text: '≤ 1000 ms, ≤ 20 calls', isMet: firstMs <= 1000 && calls <= 20 && unknown === 0 },
    });
    const ticks: number[] = [];
    let most = 0;
    for (let tick = 0; tick < 20; tick += 1) {
      calls = 0;
      const tickMs = performance.now();
      await model.look(neverAborted);
      ticks.push(performance.now() - tickMs);
      most = Math.max(most, calls);
    }
    report({
      measure: `run panel, ${size} children: a steady look`,
      value: ticks.reduce((sum, ms) => sum + ms, 0) / ticks.length,
      unit: 'ms',
      detail: { calls: most },
      aim: { text: '≤ 3 calls', isMet: most <= 3 },
    });
  } finally {
    closeClients(await clients());
    await target.close();
  }
}

async function submitArray(batch: Awaited<ReturnType<typeof startTestEngine>>['batch']): Promise<string> {
  await batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: 'many',
      type: 'container',
      platformCapabilities: ['FARGATE'],
      containerProperties: {
        image: 'host',
        command: ['true'],
        executionRoleArn: 'arn:aws:iam::123456789012:role/r',
        resourceRequirements: [
          { type: 'VCPU', value: '0.25' },
          { type: 'MEMORY', value: '512' },
        ],
      },
    }),
  );
  const { jobId = '' } = await batch.send(
    new SubmitJobCommand({
      jobName: 'many',
      jobQueue: 'local',
      jobDefinition: 'many',
      arrayProperties: { size },
    }),
  );
  return jobId;
}
