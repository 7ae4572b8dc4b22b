import assert from 'node:assert/strict';
import { planRun } from '../../../../src/app/pipeline/planRun';
import type { Run, RunRequest } from '../../../../src/app/pipeline/runRequest';
import { type SubmitProgress, submitRun } from '../../../../src/app/pipeline/submitRun';
import type { InputFile } from '../../../../src/app/ports';
import { AppError } from '../../../../src/core/errors';
import { parseIndexRecord } from '../../../../src/core/pipelineContract';
import { FakeBatch, InstantClock, FakeStorage, appError, asyncOf } from '../../../support/fakePorts';

const colors = 'red\norange\nyellow\n';
const request: RunRequest = {
  bucket: 'b',
  jobQueue: 'q',
  splitDefinition: 'split:3',
  mergeDefinition: 'merge',
  choice: { preset: 'rainbow' },
};
const lost = appError('network', 'socket hang up', true);

/** A file whose content may change between its first and its second reading. */
function file(first: string, second = first, name = 'My colors (é).txt'): InputFile {
  let reads = 0;
  return { name, open: () => asyncOf([Buffer.from(reads++ === 0 ? first : second)]) };
}

describe('submitRun', () => {
  let batch: FakeBatch;
  let storage: FakeStorage;
  let clock: InstantClock;
  let progress: SubmitProgress[];
  let cancel: AbortController;
  beforeEach(() => {
    [batch, storage, clock, progress, cancel] = [
      new FakeBatch(),
      new FakeStorage(),
      new InstantClock(),
      [],
      new AbortController(),
    ];
  });

  async function submit(input = file(colors), changes: Partial<RunRequest> = {}): Promise<Run> {
    const plan = await planRun(input, {}, cancel.signal);
    const ports = { batch, storage, clock, random: () => 0.5 };
    return submitRun(input, plan, { ...request, ...changes }, ports, cancel.signal, (step) => progress.push(step));
  }

  async function failure(input?: InputFile, changes?: Partial<RunRequest>): Promise<AppError> {
    const thrown: unknown = await submit(input, changes).then(
      () => undefined,
      (cause: unknown) => cause,
    );
    assert.ok(thrown instanceof AppError, `an AppError was expected, not ${String(thrown)}`);
    return thrown;
  }

  const notes = (): string[] => progress.flatMap((step) => (step.stage === 'note' ? [step.text] : []));

  it('uploads the file and its index, then submits the array and the merge that waits for it', async () => {
    const run = await submit();
    assert.match(run.runId, /^20261124T041502-[a-z0-9]{5}$/);
    const prefix = `runs/${run.runId}/`;
    assert.deepEqual([...storage.objects.keys()], [`${prefix}input`, `${prefix}index`, `${prefix}run.json`]);
    assert.equal(storage.text(`${prefix}input`), colors);
    assert.deepEqual(parseIndexRecord(storage.text(`${prefix}index`).slice(32, 64)), { start: 4, end: 11 });
    const [split, merge] = batch.requests;
    assert.equal(split?.jobName, `My-colors-e-split-${run.runId}`);
    assert.equal(split.arraySize, 3);
    assert.equal(split.jobDefinition, 'split:3');
    assert.deepEqual(split.environment, {
      PIPELINE_BUCKET: 'b',
      PIPELINE_INPUT: `${prefix}input`,
      PIPELINE_INDEX: `${prefix}index`,
      PIPELINE_OUTPUT: `${prefix}output/`,
      PIPELINE_RESULT: 'mycolor',
      PIPELINE_CHILDREN: '3',
      PIPELINE_LINES_PER_CHILD: '1',
      PIPELINE_PRESET: 'rainbow',
      PIPELINE_TEMPLATE: 'My favorite color of the rainbow is {line}.',
    });
    assert.deepEqual(merge?.dependsOnJobIds, ['job-1']);
    assert.equal(merge.arraySize, undefined);
    const manifest = JSON.parse(storage.text(`${prefix}run.json`)) as { split: object; merge: object };
    assert.deepEqual(manifest.split, { ...split, jobId: 'job-1', arraySize: 3 });
    assert.deepEqual(manifest.merge, { ...merge, jobId: 'job-2' });
  });

  it('submits a plain job for one line', async () => {
    await submit(file('red'));
    assert.equal(batch.requests[0]?.arraySize, undefined);
  });

  for (const [how, now] of [
    ['grew', `${colors}green\n`],
    ['shrank', 'red\n'],
    ['has other bytes', colors.replace('red', 'RED')],
  ] as const) {
    it(`submits nothing when the file ${how} after it was planned`, async () => {
      const error = await failure(file(colors, now));
      assert.equal(error.kind, 'invalid');
      assert.match(error.message, /changed after it was planned/);
      assert.deepEqual([batch.requests.length, storage.objects.size], [0, 0]);
    });
  }

  it('refuses a command that would not fit into a job before it uploads anything', async () => {
    const error = await failure(undefined, { choice: { preset: 'command', command: 'x'.repeat(7000) } });
    assert.equal(error.kind, 'invalid');
    assert.match(error.message, /too long by \d+/);
    assert.equal(storage.objects.size, 0);
    await submit(undefined, { choice: { preset: 'command', command: 'x'.repeat(6500) } });
  });

  it('terminates the split when the merge is refused, and removes what was uploaded', async () => {
    batch.submissions = ['ok', { error: appError('invalid', 'no such definition') }];
    const error = await failure();
    assert.match(error.message, /^no such definition\. The job .*-split-\S+ was terminated\.$/);
    assert.deepEqual(batch.terminated, ['job-1']);
    assert.equal(storage.objects.size, 0);
  });

  it('says so when the split cannot be terminated either, and leaves it its input', async () => {
    batch.submissions = ['ok', { error: appError('denied', 'not allowed') }];
    batch.terminateError = appError('denied', 'no TerminateJob for you');
    const error = await failure();
    assert.equal(error.kind, 'denied');
    assert.match(
      error.message,
      /^not allowed\. The job .*-split-\S+ \(job-1\) could not be terminated.*no TerminateJob/,
    );
    assert.equal(storage.objects.size, 3);
  });

  it('adopts a job whose answer was lost', async () => {
    batch.submissions = [{ error: lost, isAccepted: true, seenAfter: 2 }];
    const run = await submit();
    assert.equal(run.split.jobId, 'job-1');
    assert.deepEqual(batch.jobs.length, 2);
    assert.match(notes().join('\n'), /answer .* was lost[^]*had accepted/);
  });

  it('submits once more when no job is found after a lost answer', async () => {
    batch.submissions = [{ error: appError('server', 'HTTP 502', true) }];
    const run = await submit();
    assert.equal(batch.requests.length, 3);
    assert.equal(run.split.jobId, 'job-1');
    assert.ok(clock.slept.reduce((sum, ms) => sum + ms, 0) >= 5000, 'lists lag behind: some seconds must pass');
    assert.match(notes().at(-1) ?? '', /once more/);
  });

  it('terminates the twin that comes to light after the second submission', async () => {
    batch.submissions = [{ error: lost, isAccepted: true, seenAfter: 4 }];
    const run = await submit();
    assert.equal(run.split.jobId, 'job-2');
    assert.deepEqual(batch.terminated, ['job-1']);
    assert.match(notes().join('\n'), /twin job-1 was terminated/);
  });

  it('submits nothing again when it cannot be found out whether there is a job', async () => {
    batch.submissions = [{ error: lost, isAccepted: true }];
    batch.listError = appError('network', 'no route');
    const error = await failure();
    assert.match(error.message, /not known whether .*-split-\S+ was submitted[^]*Look for it in the queue q/);
    assert.equal(batch.requests.length, 1);
    assert.equal(storage.objects.size, 3, 'the job may be there, and needs its input');
  });

  it('waits while AWS asks for fewer calls', async () => {
    const tooMany: { error: AppError } = { error: appError('throttled') };
    batch.submissions = [tooMany, tooMany, tooMany];
    await submit();
    assert.deepEqual(clock.slept, [500, 1000, 2000]);
    assert.equal(batch.jobs.length, 2);
  });

  it('goes on with a run whose note cannot be completed, and says so', async () => {
    let writes = 0;
    storage.beforeWrite = () => {
      writes += 1;
      if (writes === 4) throw appError('network', 'cut');
    };
    const run = await submit();
    assert.equal(run.merge.jobId, 'job-2');
    assert.match(notes().join(), /lacks the job ids: cut/);
  });

  describe('cancelled', () => {
    const reason = new Error('the user pressed Cancel');

    async function cancelled(): Promise<void> {
      await assert.rejects(submit(), reason);
      assert.deepEqual(batch.terminated.toSorted(), batch.jobs.map(({ jobId }) => jobId).toSorted());
      assert.equal(storage.objects.size, 0);
    }

    for (const key of ['input', 'index', 'run.json']) {
      it(`while ${key} is written`, async () => {
        storage.beforeWrite = (written) => {
          if (written.endsWith(`/${key}`)) cancel.abort(reason);
        };
        await cancelled();
        assert.equal(batch.requests.length, 0);
      });
    }

    for (const role of ['split', 'merge']) {
      it(`while the ${role} is submitted: it is terminated`, async () => {
        batch.onSubmit = ({ jobName }) => {
          if (jobName.includes(`-${role}-`)) cancel.abort(reason);
        };
        await cancelled();
        assert.equal(batch.jobs.length, role === 'split' ? 1 : 2);
      });
    }

    it('after a lost answer: the job is still looked up, and terminated', async () => {
      batch.submissions = [{ error: lost, isAccepted: true, seenAfter: 1 }];
      batch.onSubmit = () => cancel.abort(reason);
      await cancelled();
      assert.deepEqual(batch.terminated, ['job-1']);
    });

    it('says what is left when cleaning up fails', async () => {
      batch.onSubmit = () => cancel.abort(reason);
      storage.deleteError = appError('denied', 'no DeleteObject for you');
      const error = await failure();
      assert.match(error.message, /^Cancelled\. Objects are left below s3:\/\/b\/runs\/.*no DeleteObject/);
    });
  });
});
