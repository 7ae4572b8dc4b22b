import assert from 'node:assert/strict';
import { pipelineJobs } from '../../../../src/app/pipeline/pipelineJobs';
import { makeRunId, pipelineJobName } from '../../../../src/app/pipeline/runId';
import type { RunRequest } from '../../../../src/app/pipeline/runRequest';
import { planPipeline } from '../../../../src/core/pipelinePlan';

const request: RunRequest = {
  bucket: 'b',
  jobQueue: 'q',
  splitDefinition: 's',
  mergeDefinition: 'm',
  choice: { preset: 'command', command: 'true' },
};

describe('pipelineJobs', () => {
  it('names jobs after the file, as far as Batch takes it', () => {
    const name = (file: string): string => pipelineJobName(file, '20261124T041502-x7k2q', 'split');
    assert.equal(name('color.txt'), 'color-split-20261124T041502-x7k2q');
    assert.equal(name('Màu sắc (1).tar.gz'), 'Mau-sac-1-tar-split-20261124T041502-x7k2q');
    assert.equal(name('_x.txt'), 'x-split-20261124T041502-x7k2q');
    assert.equal(name('目录'), 'pipeline-split-20261124T041502-x7k2q');
    assert.equal(name('.env'), 'pipeline-split-20261124T041502-x7k2q');
    assert.match(name('y'.repeat(300)), /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/);
  });

  it('makes run ids that sort by time', () => {
    const ids = [0.999, 0].map((random, second) => makeRunId(Date.UTC(2026, 0, 1, 0, 0, second), () => random));
    assert.deepEqual(ids, ['20260101T000000-zzzzz', '20260101T000001-00000']);
  });

  it('takes as much of a command as fits beside what Batch adds, in characters', async () => {
    const plan = await planPipeline([Buffer.from('a\nb\n')]);
    const make = (command: string) => () =>
      pipelineJobs({ ...request, choice: { preset: 'command', command } }, plan, 'a', 'r');
    const excess = (command: string): number => {
      try {
        make(command)();
        return 0;
      } catch (cause) {
        return Number(/too long by (\d+)/.exec(String(cause))?.[1]);
      }
    };
    const over = excess('x'.repeat(8000));
    assert.ok(over > 1000 && over < 2500, `over by ${over}`);
    assert.equal(excess('x'.repeat(8000 - over)), 0);
    assert.equal(excess('x'.repeat(8001 - over)), 1);
    assert.equal(excess('ạ'.repeat(8000 - over)), 0, 'Vietnamese letters count once');
    assert.ok(excess('"'.repeat(8000 - over)) > 5000, 'quotes count twice in JSON');
  });

  it('refuses what a job could not use', async () => {
    const plan = await planPipeline([Buffer.from('a\n')]);
    const refused: readonly [Partial<RunRequest>, RegExp][] = [
      [{ choice: { preset: 'command', command: ' \n' } }, /command is empty/],
      [{ choice: { preset: 'command', command: 'a\0b' } }, /NUL/],
      [{ choice: { preset: 'rainbow', template: '' } }, /template is empty/],
      [{ resultName: '../x' }, /name of the result/],
      [{ resultName: '..' }, /name of the result/],
      [{ resultName: '' }, /name of the result/],
    ];
    for (const [changes, message] of refused) {
      assert.throws(() => pipelineJobs({ ...request, ...changes }, plan, 'a', 'r'), { kind: 'invalid', message });
    }
    pipelineJobs({ ...request, resultName: 'kết_quả.txt' }, plan, 'a', 'r');
  });
});
