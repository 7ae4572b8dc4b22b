import assert from 'node:assert/strict';
import { submitJob } from '../../../../src/app/commands/submitJob';
import { submitJobDocument } from '../../../../src/app/commands/submitJobDocument';
import { submitJobAsJson } from '../../../../src/app/commands/submitJobAsJson';
import { UserCancelled } from '../../../../src/app/commands/userCancelled';
import { readJob } from '../../../../src/app/documents/readJob';
import type { Node } from '../../../../src/app/tree/node';
import { aDefinition, aJob, aQueue, policyArn, queueArn } from '../../../support/fakeBrowser';
import { appError } from '../../../support/fakePorts';
import type { Answer } from '../../../support/fakeUi';
import { type SubmitWorld, makeSubmitWorld } from '../../../support/submitWorld';

const section: Node = { kind: 'definitions', connection: 'local' };
const definition: Node = { kind: 'definition', name: 'hello', parent: section };
const hello = {
  jobDefinitionName: 'hello',
  revision: 3,
  type: 'container',
  platformCapabilities: ['FARGATE'],
  parameters: { who: 'world' },
  retryStrategy: { attempts: 2, evaluateOnExit: [{ onExitCode: '1', action: 'EXIT' }] },
  containerProperties: {
    image: 'busybox',
    command: ['echo', 'hello world'],
    environment: [{ name: 'A', value: '1' }],
    resourceRequirements: [
      { type: 'VCPU', value: '0.25' },
      { type: 'MEMORY', value: '512' },
    ],
  },
};

describe('awsBatch.submitJob', () => {
  let world: SubmitWorld;
  beforeEach(() => {
    world = makeSubmitWorld();
    world.batch.browser.definitions = [aDefinition('hello', 2), aDefinition('hello', 3), aDefinition('big', 1)];
    world.batch.browser.queues = [aQueue('local'), aQueue('fast')];
    world.batch.browser.jobs = [
      aJob('j1', 'RUNNING', { jobQueue: 'fast' }),
      aJob('j2', 'FAILED', { jobQueue: 'fast' }),
    ];
    world.batch.definitions['hello:3'] = hello;
  });

  /** Everything after the definition, as it is offered. */
  const accepted: readonly Answer[] = [
    ...([{ pick: 'local' }, 'enter', 'enter', 'enter', 'first'] as const),
    ...([{ pick: '0.25 vCPU' }, { pick: '512 MiB' }, 'enter', 'enter'] as const),
  ];

  it('submits what is accepted as it is offered without any override', async () => {
    world.ui.answers = [...accepted, 'first'];
    await submitJob(world, definition);
    world.ui.assertAllAnswered();
    assert.deepEqual(world.batch.requests, [
      { jobName: 'hello', jobQueue: 'local', jobDefinition: 'hello:3', otherMembers: {} },
    ]);
    assert.deepEqual(world.revealed, ['job-1']);
    assert.equal(world.ui.notices[0]?.message, 'hello was submitted.');
  });

  it('asks for everything in turn, with numbered steps', async () => {
    world.ui.answers = [
      ...[
        { pick: 'hello' },
        { pick: 'fast' },
        { type: 'bad name' },
        { type: 'good-name' },
        { type: '1' },
        { type: '20' },
      ],
      { pickMany: ['name-j1'] },
      ...[{ type: "echo 'a" }, { type: `echo 'a b' "c"` }],
      ...[{ pick: 'Add a Variable…' }, { type: 'AWS_BATCH_X=1' }, { type: 'B=x=y' }, { pick: 'Go On' }],
      ...[{ pick: '1 vCPU' }, { pick: '2048 MiB' }, { type: '11' }, { type: '4' }, { type: '59' }, { type: '600' }],
      { pick: 'Submit' },
    ];
    await submitJob(world);
    world.ui.assertAllAnswered();
    assert.deepEqual(world.batch.lastRequest, {
      jobName: 'good-name',
      jobQueue: 'fast',
      jobDefinition: 'hello:3',
      otherMembers: {
        arrayProperties: { size: 20 },
        dependsOn: [{ jobId: 'j1' }],
        containerOverrides: {
          command: ['echo', 'a b', 'c'],
          environment: [{ name: 'B', value: 'x=y' }],
          resourceRequirements: [
            { type: 'VCPU', value: '1' },
            { type: 'MEMORY', value: '2048' },
          ],
        },
        // The rules of the definition would be lost: an override replaces the strategy whole.
        retryStrategy: { ...hello.retryStrategy, attempts: 4 },
        timeout: { attemptDurationSeconds: 600 },
      },
    });
    const steps = world.ui.inputs.map(({ step, totalSteps }) => `${step}/${totalSteps}`);
    assert.deepEqual([steps[0], steps.at(-1)], ['3/11', '11/11']);
    const dependencies = world.ui.picks.find(({ title }) => title.includes('Waits For'));
    assert.deepEqual(
      dependencies?.items.map(({ label }) => label),
      ['name-j1'],
      'a failed job cannot be waited for',
    );
  });

  describe('of a fair-share queue', () => {
    const shareDistribution = [{ shareIdentifier: 'team*' }, { shareIdentifier: 'night', weightFactor: 0.5 }];
    beforeEach(() => {
      Object.assign(world.batch.definitions, {
        fast: { schedulingPolicyArn: policyArn('fair') },
        [queueArn('fast')]: { schedulingPolicyArn: policyArn('fair') },
        [policyArn('fair')]: { fairsharePolicy: { shareDistribution } },
        local: {},
      });
    });

    it('asks whose share it is, and sends that', async () => {
      const share = [{ type: '' }, { type: 'a-b' }, { type: ' night ' }] as const;
      world.ui.answers = [{ pick: 'fast' }, ...share, ...accepted.slice(1, 3), { pickMany: [] }];
      world.ui.answers.push(...accepted.slice(3));
      world.ui.answers.push('first');
      await submitJob(world, definition);
      world.ui.assertAllAnswered();
      assert.match(world.ui.inputs[0]?.prompt ?? '', /Those with a weight: team\*, night\.$/);
      assert.match(world.ui.inputs[1]?.prompt ?? '', /shares its capacity by fair: give a shareIdentifier/);
      assert.deepEqual(world.batch.lastRequest?.otherMembers, { shareIdentifier: 'night' });
    });

    it('is known to be one when it is clicked, and does not let a job go without a share that came by the review', async () => {
      world.ui.answers = [...accepted, { pick: 'Job Queue' }, { pick: 'fast' }, { pick: 'Submit' }, { type: 'team1' }];
      world.ui.answers.push({ pick: 'Submit' });
      await submitJob(world, definition);
      world.ui.answers = [{ pick: 'hello' }, { type: 'night' }, 'escape'];
      await assert.rejects(submitJob(world, { kind: 'queue', arn: queueArn('fast'), parent: section }), UserCancelled);
      world.ui.assertAllAnswered();
      assert.match(world.ui.notices[0]?.message ?? '', /give a shareIdentifier/);
      assert.deepEqual(world.batch.lastRequest?.otherMembers, { shareIdentifier: 'team1' });
    });

    it('and one that is none are told apart before a document is sent', async () => {
      const submit = (document: object) => {
        const whole = { jobName: 'a', jobDefinition: 'hello', ...document };
        return submitJobDocument(world, world.files.put('a.batchjob.json', JSON.stringify(whole)));
      };
      const refused = (message: RegExp) => ({ kind: 'invalid', message });
      await assert.rejects(submit({ jobQueue: 'fast' }), refused(/give a shareIdentifier/));
      await assert.rejects(submit({ jobQueue: 'local', shareIdentifier: 'a' }), refused(/first in, first out/));
      await assert.rejects(
        submit({ jobQueue: 'local', schedulingPriorityOverride: 1 }),
        refused(/first in, first out/),
      );
      assert.deepEqual(world.batch.requests, []);
      await submit({ jobQueue: 'fast', shareIdentifier: 'a' });
      await submit({ jobQueue: 'not-to-be-looked-at' });
      assert.equal(world.batch.requests.length, 2);
    });
  });

  it('goes back step by step and keeps what was said', async () => {
    world.ui.answers = [
      ...([{ pick: 'local' }, { type: 'mine' }, 'back', 'enter', { type: '7' }, 'back', 'enter', 'enter'] as const),
      ...([{ pick: 'Go On' }, { pick: '0.25 vCPU' }, 'back', 'back', 'back', 'enter', 'first'] as const),
      ...accepted.slice(5),
      'first',
    ];
    await submitJob(world, definition);
    world.ui.assertAllAnswered();
    assert.equal(world.batch.lastRequest?.jobName, 'mine');
  });

  it('lets each answer be changed in the review, and does not send a size that Fargate does not have', async () => {
    world.ui.answers = [
      ...accepted,
      ...([{ pick: 'Job Name' }, 'escape', { pick: 'Array Size' }, { type: '5' }] as const),
      ...([
        { pick: 'vCPUs' },
        { pick: '2 vCPU' },
        { pick: 'Submit' },
        { pick: '4096 MiB' },
        { pick: 'Submit' },
      ] as const),
    ];
    await submitJob(world, definition);
    world.ui.assertAllAnswered();
    assert.equal(world.ui.notices[0]?.message, 'Fargate has no 2 vCPU with 512 MiB: choose other memory.');
    const { arrayProperties, containerOverrides } = world.batch.lastRequest?.otherMembers ?? {};
    assert.deepEqual(arrayProperties, { size: 5 });
    assert.deepEqual(containerOverrides, {
      resourceRequirements: [
        { type: 'VCPU', value: '2' },
        { type: 'MEMORY', value: '4096' },
      ],
    });
  });

  it('does not ask for what the kind of definition has no override for', async () => {
    world.batch.definitions['big:1'] = { jobDefinitionName: 'big', revision: 1, type: 'multinode', nodeProperties: {} };
    world.ui.answers = [{ pick: 'big' }, { pick: 'local' }, 'enter', 'enter', 'enter', 'first'];
    await submitJob(world);
    world.ui.assertAllAnswered();
    assert.equal(world.batch.lastRequest?.jobDefinition, 'big:1');
  });

  it('begins with the queue that is clicked, and takes free sizes where there is no Fargate', async () => {
    world.batch.definitions['big:1'] = { ...hello, jobDefinitionName: 'big', revision: 1, platformCapabilities: [] };
    const queue: Node = { kind: 'queue', arn: queueArn('fast'), parent: section };
    world.ui.answers = [
      ...[{ pick: 'big' }, 'enter', 'enter', { pickMany: [] }, 'enter', 'first', { type: '0.5' }, { type: '3' }],
      ...[{ type: '1000' }, 'enter', 'enter', 'first'],
    ] as Answer[];
    world.batch.browser.jobs = [aJob('j1', 'RUNNING', { jobQueue: 'fast' })];
    await submitJob(world, queue);
    const { containerOverrides } = world.batch.lastRequest?.otherMembers ?? {};
    assert.equal(world.batch.lastRequest?.jobQueue, 'fast');
    assert.deepEqual(containerOverrides, {
      resourceRequirements: [
        { type: 'VCPU', value: '3' },
        { type: 'MEMORY', value: '1000' },
      ],
    });
  });

  it('ends without a word at each prompt', async () => {
    for (let answered = 0; answered <= accepted.length; answered += 1) {
      world.ui.answers = [...accepted.slice(0, answered), 'escape'];
      await assert.rejects(submitJob(world, definition), UserCancelled);
      world.ui.assertAllAnswered();
    }
    assert.deepEqual([world.batch.requests, world.ui.notices], [[], []]);
  });

  it('works with a name alone when nothing may be looked at', async () => {
    world.batch.browser.before = () => {
      throw appError('denied', 'no batch:Describe*');
    };
    world.ui.answers = [
      ...[{ pick: 'Type a Name…' }, { type: 'theirs:9' }, { pick: 'Type a Name…' }, { type: 'q' }, 'enter', 'enter'],
      ...['enter', 'first', 'enter', 'enter', 'enter', 'enter', 'first'],
    ] as Answer[];
    world.batch.fetchRaw = () => Promise.reject(appError('denied'));
    await submitJob(world);
    const { jobName, jobQueue, jobDefinition } = world.batch.lastRequest ?? {};
    assert.deepEqual([jobName, jobQueue, jobDefinition], ['theirs', 'q', 'theirs:9']);
  });

  it('says when a definition has no active revision', async () => {
    const gone: Node = { kind: 'definition', name: 'gone', parent: section };
    await assert.rejects(submitJob(world, gone), { kind: 'notFound', message: /no active job definition called gone/ });
  });

  it('sends once: a lost answer is looked for, and never sent again', async () => {
    const lost = appError('network', 'socket hang up', true);
    world.batch.submissions = [{ error: lost }];
    world.ui.answers = [...accepted, 'first'];
    const old = aJob('old', 'SUCCEEDED', { jobName: 'hello', createdAt: world.clock.now() - 60_000 });
    world.batch.browser.jobs = [old];
    await assert.rejects(submitJob(world, definition), {
      isAnswerLost: true,
      message: /not known whether hello was submitted/,
    });
    assert.equal(world.batch.requests.length, 1);

    world.batch.submissions = [{ error: lost }];
    world.ui.answers = [...accepted, 'first'];
    world.batch.onSubmit = () =>
      world.batch.browser.jobs.unshift(aJob('new', 'SUBMITTED', { jobName: 'hello', createdAt: world.clock.now() }));
    await submitJob(world, definition);
    assert.deepEqual([world.batch.requests.length, world.revealed], [2, ['new']]);
  });

  describe('as JSON', () => {
    it('opens a document with all that the definition says, which can be submitted as it is', async () => {
      await submitJobAsJson(world, {
        kind: 'revision',
        arn: 'arn:aws:batch:r:1:job-definition/hello:3',
        name: 'hello',
        parent: section,
      });
      const [edited] = world.files.edited;
      assert.equal(edited?.name, 'hello.batchjob.json');
      assert.deepEqual(JSON.parse(edited.text), {
        jobName: 'hello',
        jobQueue: 'local',
        jobDefinition: 'hello:3',
        parameters: { who: 'world' },
        containerOverrides: {
          command: ['echo', 'hello world'],
          environment: [{ name: 'A', value: '1' }],
          resourceRequirements: hello.containerProperties.resourceRequirements,
        },
        retryStrategy: hello.retryStrategy,
      });
      assert.deepEqual(readJob(edited.text, world.t).faults, []);
    });

    it('takes over what the form has been told', async () => {
      world.ui.answers = [...accepted, { pick: 'Attempts' }, { type: '5' }, { pick: 'Edit as JSON' }];
      await submitJob(world, definition);
      const document = JSON.parse(world.files.edited[0]?.text ?? '') as { retryStrategy: { attempts: number } };
      assert.equal(document.retryStrategy.attempts, 5);
      assert.deepEqual(world.batch.requests, []);
    });

    it('names the containers of a task', async () => {
      world.batch.definitions['big:1'] = {
        jobDefinitionName: 'big',
        revision: 1,
        ecsProperties: { taskProperties: [{ containers: [{ name: 'main', image: 'x', command: ['run'] }] }] },
      };
      world.ui.answers = [{ pick: 'big' }];
      await submitJobAsJson(world);
      const document = JSON.parse(world.files.edited[0]?.text ?? '') as Record<string, unknown>;
      assert.deepEqual(document.ecsPropertiesOverride, {
        taskProperties: [{ containers: [{ name: 'main', command: ['run'] }] }],
      });
    });
  });
});
