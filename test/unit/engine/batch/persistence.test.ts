import assert from 'node:assert/strict';
import { createSchedulingPolicy } from '../../../../src/engine/batch/operations/createSchedulingPolicy';
import { describeComputeEnvironments } from '../../../../src/engine/batch/operations/describeComputeEnvironments';
import { describeJobDefinitions } from '../../../../src/engine/batch/operations/describeJobDefinitions';
import { describeJobQueues } from '../../../../src/engine/batch/operations/describeJobQueues';
import { describeSchedulingPolicies } from '../../../../src/engine/batch/operations/describeSchedulingPolicies';
import { deleteComputeEnvironment } from '../../../../src/engine/batch/operations/deleteComputeEnvironment';
import { tagResource } from '../../../../src/engine/batch/operations/tagResource';
import { untagResource } from '../../../../src/engine/batch/operations/untagResource';
import { updateComputeEnvironment } from '../../../../src/engine/batch/operations/updateComputeEnvironment';
import { updateJobQueue } from '../../../../src/engine/batch/operations/updateJobQueue';
import { BatchWorld } from '../../../support/batchWorld';

describe('control plane after kill -9', () => {
  let world: BatchWorld;
  beforeEach(() => {
    world = new BatchWorld();
  });
  afterEach(() => world.close());

  it('everything that was acknowledged is there, as it was last changed', () => {
    world.environment('e', 4);
    world.environment('gone', 4);
    const { arn = '' } = createSchedulingPolicy({ name: 'p' }, world.context);
    world.queue('q', ['e'], { schedulingPolicyArn: arn, tags: { a: '1', b: '2' } });
    world.definition('d');
    updateComputeEnvironment({ computeEnvironment: 'e', computeResources: { maxvCpus: 9 } }, world.context);
    updateComputeEnvironment({ computeEnvironment: 'gone', state: 'DISABLED' }, world.context);
    deleteComputeEnvironment({ computeEnvironment: 'gone' }, world.context);
    updateJobQueue({ jobQueue: 'q', priority: 8 }, world.context);
    const resourceArn = world.context.arns.of('job-queue', 'q');
    tagResource({ resourceArn, tags: { c: '3' } }, world.context);
    untagResource({ resourceArn, tagKeys: ['a'] }, world.context);
    const before = snapshot(world);
    world.restart();
    const after = snapshot(world);
    assert.deepEqual(after, before);
    assert.equal(after.environments?.length, 1);
    assert.equal(after.environments[0]?.computeResources?.maxvCpus, 9);
    assert.equal(after.queues?.[0]?.priority, 8);
    assert.deepEqual(after.queues[0].tags, { b: '2', c: '3' });
  });
});

/** As a client would see it. */
function snapshot({ context }: BatchWorld) {
  const all = {
    environments: describeComputeEnvironments({}, context).computeEnvironments,
    queues: describeJobQueues({}, context).jobQueues,
    definitions: describeJobDefinitions({}, context).jobDefinitions,
    policies: describeSchedulingPolicies({ arns: [context.arns.of('scheduling-policy', 'p')] }, context)
      .schedulingPolicies,
  };
  return JSON.parse(JSON.stringify(all)) as typeof all;
}
