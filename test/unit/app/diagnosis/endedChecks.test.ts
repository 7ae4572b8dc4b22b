// What the checks find of jobs that do not begin or have failed, in the words that AWS Batch and ECS use for it.
import assert from 'node:assert/strict';
import { checks } from '../../../../src/app/diagnosis/checks';
import type { CheckId } from '../../../../src/app/diagnosis/report';
import type { Job } from '../../../../src/core/job';
import { aJob } from '../../../support/fakeBrowser';
import { aFailedJob, aWaitingJob, denied, now, resultOf, verdictOf } from './factsFixture';

const exited = 'Essential container in task exited';

/** How jobs end, the check that names it, and the verdict. */
const ends: readonly (readonly [check: CheckId, job: Partial<Job>, verdict: RegExp])[] = [
  [
    'outOfMemory',
    { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage', statusReason: exited },
    /^Failed: out of memory, the 2048 MiB/,
  ],
  ['outOfMemory', { exitCode: 137, statusReason: exited }, /killed \(exit code 137\), most often for its memory/],
  [
    'imagePull',
    {
      reason: "CannotPullContainerError: pull access denied for x, repository doesn't exist",
      statusReason: 'Task failed to start',
    },
    /the image busybox could not be fetched/,
  ],
  ['hostLost', { statusReason: 'Host EC2 (instance i-0b1) terminated.' }, /the machine that it ran on was terminated/],
  [
    'timeout',
    { exitCode: 137, statusReason: 'Job attempt duration exceeded timeout', timeoutSeconds: 90 },
    /longer than its timeout of 1 min 30 s/,
  ],
  ['commandStart', { exitCode: 127, statusReason: exited }, /command was not found/],
  ['commandStart', { exitCode: 126, statusReason: exited }, /may not be executed/],
  ['commandStart', { exitCode: 125, statusReason: exited }, /could not be started/],
  [
    'commandStart',
    {
      reason: 'CannotStartContainerError: exec: "x": executable file not found in $PATH',
      statusReason: 'Task failed to start',
    },
    /command was not found/,
  ],
  ['failedDependency', { statusReason: 'Dependent Job failed' }, /a job that it depends on had failed/],
  ['stopped', { exitCode: 143, isStopping: true, statusReason: 'not needed' }, /cancelled or terminated: not needed/],
  [
    'timeLimit',
    {
      isStopping: true,
      statusReason: 'Canceled by JobStateTimeLimit action due to reason: MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT',
    },
    /its queue cancelled it.*more vCPUs, memory or GPUs/,
  ],
  ['otherEnd', { exitCode: 3, statusReason: exited }, /ended with exit code 3/],
  ['otherEnd', { exitCode: 139, statusReason: exited }, /ended with exit code 139/],
  [
    'otherEnd',
    { reason: 'ResourceInitializationError: unable to pull secrets', statusReason: 'Task failed to start' },
    /never started/,
  ],
  ['otherEnd', { statusReason: 'JobQueue deleted' }, /^Failed: JobQueue deleted$/],
];

const failureChecks = [...new Set(ends.map(([check]) => check))];

describe('checks of a job that has failed', () => {
  for (const [check, job, verdict] of ends) {
    it(`${check}: ${job.reason ?? job.statusReason ?? ''} ${job.exitCode ?? ''}`, () => {
      const facts = { job: aFailedJob(job) };
      const failing = failureChecks.filter((id) => resultOf(id, facts).outcome === 'failed');
      assert.deepEqual(failing, [check], 'this check alone');
      assert.match(verdictOf(facts), verdict);
      const { evidence } = resultOf(check, facts);
      assert.ok(
        evidence.some((line) => line.includes(job.reason ?? job.statusReason ?? '')),
        evidence.join('\n'),
      );
    });
  }

  it('pass for jobs that failed otherwise, and do not apply to jobs that have not failed', () => {
    for (const check of failureChecks) {
      const otherwise = check === 'otherEnd' ? { exitCode: 127 } : { exitCode: 3 };
      assert.equal(resultOf(check, { job: aFailedJob(otherwise) }).outcome, 'passed', check);
      assert.equal(resultOf(check).outcome, 'notApplicable', check);
    }
  });

  it('take the end from the last attempt where the job itself does not tell it', () => {
    const attempts = [{ exitCode: 1 }, { exitCode: 137, reason: 'OutOfMemoryError: Container killed' }];
    assert.match(verdictOf({ job: aFailedJob({ attempts }) }), /out of memory/);
  });

  it('imagePull: advises what the words of ECS ask for', () => {
    const adviceFor = (reason: string): string =>
      resultOf('imagePull', { job: aFailedJob({ reason: `CannotPullContainerError: ${reason}` }) }).sentence;
    assert.match(adviceFor('manifest unknown'), /name and tag/);
    assert.match(adviceFor('toomanyrequests: You have reached your pull rate limit'), /no more downloads/);
    assert.match(adviceFor('403 denied: not authorized'), /may not read it/);
    assert.match(adviceFor('dial tcp 1.2.3.4:443: i/o timeout'), /cannot be reached/);
    assert.match(adviceFor('no space left on device'), /disk is too small/);
    // Of the local engine, which knows no roles and no subnets.
    const signIn =
      "pull access denied for a.b/c, repository does not exist or may require 'docker login'; sign in: docker login a.b";
    assert.match(adviceFor(signIn), /^Sign in to its registry, in a terminal: docker login a\.b$/);
    assert.match(adviceFor('no container engine answers (/var/run/docker.sock): start…'), /^Start Docker or Podman/);
  });

  it('failedDependency: names the job, and says when it may not look for it', () => {
    const job = aFailedJob({ statusReason: 'Dependent Job failed' });
    const other = { jobId: 'b', job: aJob('b', 'FAILED') };
    const { verdict, action } = resultOf('failedDependency', { job, dependencies: { value: [other] } });
    assert.match(verdict ?? '', /name-b, which it depends on, had failed/);
    assert.deepEqual(action, { kind: 'explainJob', jobId: 'b', jobName: 'name-b' });
    assert.equal(resultOf('failedDependency', { job, dependencies: denied }).action, undefined);
  });

  it('retries: used up, left over, and going on', () => {
    const attempts = [{ exitCode: 1, statusReason: exited }, { exitCode: 1 }];
    const sentence = (rest: Partial<Job>): string =>
      resultOf('retries', { job: aFailedJob({ attempts, ...rest }) }).sentence;
    assert.equal(sentence({ maxAttempts: 2 }), 'All 2 are used up.');
    assert.equal(sentence({ maxAttempts: 5 }), '2 of 5 were made; this end is not tried again.');
    assert.equal(sentence({ maxAttempts: 5, status: 'RUNNABLE' }), '2 of 5 have ended; it is tried again.');
    assert.equal(resultOf('retries').outcome, 'notApplicable');
  });

  it('starting: normal for some minutes, then what to check, and never longer than it can have been', () => {
    const job = aWaitingJob({ status: 'STARTING', createdAt: now - 120_000 });
    assert.equal(verdictOf({ job }), 'Starting: the image is being fetched and the container started.');
    const long = { ...job, createdAt: now - 3_600_000 };
    assert.equal(verdictOf({ job: long }), 'Starting for up to 1 h 00 min: the container does not come up.');
    assert.equal(resultOf('starting', { job: long }).action?.kind, 'openConsole');
    const again = { ...long, attempts: [{ stoppedAt: now - 60_000 }] };
    assert.equal(resultOf('starting', { job: again }).outcome, 'passed', 'counted from the end of the attempt before');
    assert.equal(resultOf('starting').outcome, 'notApplicable');
  });

  it('arrayChild: says which child is looked at', () => {
    const array = aJob('all', 'PENDING', { array: { size: 7 } });
    const { outcome, sentence } = resultOf('arrayChild', { array, job: aWaitingJob({ array: { index: 3 } }) });
    assert.deepEqual([outcome, sentence], ['passed', 'What follows is about child 3 of name-all.']);
    assert.equal(resultOf('arrayChild').outcome, 'notApplicable');
  });

  it('no check of the table is without a test', () => {
    const here = [...failureChecks, 'retries', 'starting', 'arrayChild'];
    const ofWaiting = [
      'dependencies',
      'consumables',
      'fairShare',
      'queueState',
      'environments',
      'vcpusFit',
      'gpusFit',
      'fargateSize',
      'platform',
    ];
    const ofAccount = ['network', 'scaling', 'machinesJoined', 'vcpuQuota', 'roles', 'logAccess'];
    const tested = new Set([...here, ...ofWaiting, ...ofAccount, 'givenReason', 'headOfQueue', 'position']);
    assert.deepEqual(
      Object.keys(checks).filter((id) => !tested.has(id)),
      [],
    );
  });
});
