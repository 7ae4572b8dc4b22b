// What an update sends: only what differs, and only what can be changed.
import assert from 'node:assert/strict';
import { changeOf } from '../../../../src/app/manage/changeOf';
import { environmentKind } from '../../../../src/app/manage/environmentKind';
import { queueKind } from '../../../../src/app/manage/queueKind';

const fixed = (...path: string[]) => ({ path, reason: 'fixed' as const });
const needed = (...path: string[]) => ({ path, reason: 'needed' as const });

describe('the change of a queue', () => {
  const { changeable } = queueKind;
  const limit = { reason: 'r', state: 'RUNNABLE', maxTimeSeconds: 600, action: 'CANCEL' };
  const before = queueKind.documentOf({
    ...{ jobQueueName: 'q', jobQueueArn: 'arn:aws:batch:us-east-1:123456789012:job-queue/q' },
    ...{ state: 'ENABLED', status: 'VALID', statusReason: 'JobQueue Healthy', priority: 1, tags: {} },
    computeEnvironmentOrder: [
      { order: 1, computeEnvironment: 'arn:aws:batch:us-east-1:123456789012:compute-environment/one' },
    ],
    ...{ jobQueueType: 'ECS_FARGATE', serviceEnvironmentOrder: [], jobStateTimeLimitActions: [limit] },
  });

  it('begins with what would create it', () =>
    assert.deepEqual(before, {
      ...{ jobQueueName: 'q', state: 'ENABLED', priority: 1 },
      computeEnvironmentOrder: [{ order: 1, computeEnvironment: 'one' }],
      jobStateTimeLimitActions: [limit],
    }));

  it('is nothing where nothing differs but the order of members, what is empty, and the form of a name', () => {
    const { jobQueueName, ...rest } = before;
    const arn = 'arn:aws:batch:us-east-1:123456789012:compute-environment/one';
    const same = { ...rest, computeEnvironmentOrder: [{ computeEnvironment: arn, order: 1 }], jobQueueName, tags: {} };
    assert.deepEqual(changeOf(before, queueKind.normalized(same), changeable), { change: {}, faults: [] });
  });

  it('has what differs alone', () => {
    const order = [
      { order: 1, computeEnvironment: 'two' },
      { order: 2, computeEnvironment: 'one' },
    ];
    const after = { ...before, priority: 5, computeEnvironmentOrder: order, $schema: 'x' };
    assert.deepEqual(changeOf(before, after, changeable), {
      change: { priority: 5, computeEnvironmentOrder: order },
      faults: [],
    });
  });

  it('takes away what can be taken away, and tells what cannot', () => {
    const { jobStateTimeLimitActions, state, ...after } = before;
    assert.ok(jobStateTimeLimitActions !== undefined && state !== undefined);
    assert.deepEqual(changeOf(before, { ...after, tags: { a: 'b' } }, changeable), {
      change: { jobStateTimeLimitActions: [] },
      faults: [needed('state'), fixed('tags')],
    });
  });
});

describe('the scheduling policy of a queue', () => {
  const fair = { jobQueueName: 'q', priority: 1, schedulingPolicyArn: 'arn:one' };
  const { schedulingPolicyArn, ...plain } = fair;
  const of = (before: object, after: object) => changeOf({ ...before }, { ...after }, queueKind.changeable);

  it('can be exchanged, and neither added nor taken away', () => {
    const other = { schedulingPolicyArn: 'arn:two' };
    assert.deepEqual(of(fair, { ...fair, ...other }), { change: other, faults: [] });
    assert.deepEqual(of(plain, fair).faults, [fixed('schedulingPolicyArn')]);
    assert.deepEqual(of(fair, plain).faults, [needed('schedulingPolicyArn')]);
    assert.ok(schedulingPolicyArn);
  });
});

describe('the change of a compute environment', () => {
  const { changeable } = environmentKind;
  const role = 'arn:aws:iam::123456789012:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch';
  const told = {
    ...{ computeEnvironmentName: 'ce', type: 'MANAGED', state: 'ENABLED', status: 'VALID', serviceRole: role },
    ...{ computeEnvironmentArn: 'arn', ecsClusterArn: 'arn', uuid: 'u', containerOrchestrationType: 'ECS', tags: {} },
  };
  const onEc2 = {
    ...{ type: 'EC2', minvCpus: 0, maxvCpus: 256, desiredvCpus: 12, instanceTypes: ['m7i'], instanceRole: 'r' },
    ...{ subnets: ['subnet-1'], securityGroupIds: ['sg-1'], ec2KeyPair: 'k', tags: {}, spotIamFleetRole: '' },
    ec2Configuration: [{ imageType: 'ECS_AL2023', batchImageStatus: 'LATEST' }],
  };
  const before = environmentKind.documentOf({ ...told, computeResources: onEc2 });
  const resources = before.computeResources ?? {};

  it('begins without what AWS Batch adds and changes by itself', () =>
    assert.deepEqual(before, {
      ...{ computeEnvironmentName: 'ce', type: 'MANAGED', state: 'ENABLED', serviceRole: role },
      computeResources: {
        ...{ type: 'EC2', minvCpus: 0, maxvCpus: 256, instanceTypes: ['m7i'], instanceRole: 'r' },
        ...{ subnets: ['subnet-1'], securityGroupIds: ['sg-1'], ec2KeyPair: 'k' },
        ec2Configuration: [{ imageType: 'ECS_AL2023' }],
      },
    }));

  it('begins without what Fargate does not have, whatever is told', () => {
    const network = { maxvCpus: 4, subnets: ['subnet-1'], securityGroupIds: ['sg-1'] };
    const computeResources = { type: 'FARGATE', ...network, minvCpus: 0, desiredvCpus: 0, instanceTypes: [] };
    const document = environmentKind.documentOf({ ...told, computeResources });
    assert.deepEqual(document.computeResources, { type: 'FARGATE', ...network });
  });

  it('has what differs alone, deep inside', () => {
    const { ec2KeyPair, ...rest } = resources;
    assert.equal(ec2KeyPair, 'k');
    const computeResources = { ...rest, maxvCpus: 16, desiredvCpus: 14, updateToLatestImageVersion: true };
    const after = { ...before, state: 'DISABLED', computeResources };
    assert.deepEqual(changeOf(before, after, changeable), {
      change: {
        state: 'DISABLED',
        computeResources: { maxvCpus: 16, desiredvCpus: 14, updateToLatestImageVersion: true, ec2KeyPair: '' },
      },
      faults: [],
    });
  });

  it('tells what is fixed, with the way to it', () => {
    const computeResources = { ...resources, spotIamFleetRole: 'arn:x' };
    const after = { ...before, type: 'UNMANAGED', computeResources };
    assert.deepEqual(changeOf(before, after, changeable).faults, [
      fixed('type'),
      fixed('computeResources', 'spotIamFleetRole'),
    ]);
  });
});
