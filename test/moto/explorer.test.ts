// The tree on an AWS Batch that nobody here wrote: it lists exactly what boto3 made in moto.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type ExplorerWorld, openExplorer } from '../support/explorerWorld';
import { type MotoServer, serviceRole, startMotoServer } from '../support/motoServer';
import { runCommand } from '../support/runCommand';
import { python } from '../support/runPytest';

describe('the tree on moto', () => {
  let moto: MotoServer | undefined;
  let world: ExplorerWorld | undefined;
  let jobIds: readonly string[];

  before(async () => {
    moto = await startMotoServer();
    assert.ok(moto, 'moto_server is not installed');
    const { endpoint, region, ...accessKey } = moto.address;
    const made = await runCommand(python, [join(__dirname, 'make_batch.py'), endpoint, region, serviceRole]);
    jobIds = JSON.parse(made) as readonly string[];
    world = openExplorer({ kind: 'endpoint', url: endpoint, region }, { accessKey });
  });
  after(async () => {
    world?.dispose();
    await moto?.stop();
    assert.deepEqual(world?.faults, []);
  });

  it('lists each kind of resource that boto3 made there, and nothing else', async () => {
    assert.ok(world);
    const { view, explorer } = world;
    await view.show();
    for (const path of [
      ['Job Queues', 'their-queue'],
      ['Jobs'],
      ['Compute Environments'],
      ['Compute Environments', 'theirs'],
      ['Job Definitions'],
      ['Job Definitions', 'their-definition'],
    ]) {
      await view.expand(...path);
    }
    const jobs = ['job-2', 'job-1', 'job-0'];
    const rows = view.text().map((row) => row.replace(/ · \d+\.\d s$/, ''));
    assert.deepEqual(rows, [
      'Job Queues | 1',
      '  their-queue | 0 waiting · 0 running · priority 7 · theirs',
      ...['Submitted | 0', 'Pending | 0', 'Runnable | 0', 'Starting | 0', 'Running | 0'].map((row) => `    ${row}`),
      '    Succeeded | 3',
      '    Failed | 0',
      'Jobs | recent, of all queues',
      ...jobs.map((name) => `  ${name} | Succeeded`),
      'Compute Environments | 1',
      '  theirs | UNMANAGED · ENABLED · → their-queue',
      '    their-queue | 0 waiting · 0 running · priority 7 · theirs',
      'Job Definitions | 1',
      '  their-definition | :2 · python:3 · 1 vCPU · 128 MiB',
      '    Revision 2 | python:3 · 1 vCPU · 128 MiB',
      '    Revision 1 | busybox · 1 vCPU · 128 MiB',
    ]);
    const tooltips = ['job-0', 'job-1', 'job-2'].map((name) => explorer.tooltipOf(view.find('Jobs', name)));
    for (const jobId of jobIds)
      assert.ok(
        tooltips.some((text) => text?.replaceAll('\\', '').includes(jobId)),
        jobId,
      );
  });
});
