import assert from 'node:assert/strict';
import type { ComputeResource, ComputeResourceUpdate } from '@aws-sdk/client-batch';
import { updateComputeResources } from '../../../../src/engine/batch/computeResourceUpdate';

describe('updateComputeResources', () => {
  const before: ComputeResource = {
    type: 'EC2',
    allocationStrategy: 'BEST_FIT_PROGRESSIVE',
    minvCpus: 0,
    maxvCpus: 8,
    desiredvCpus: 4,
    instanceTypes: ['c5'],
    instanceRole: 'ecsInstanceRole',
    subnets: ['subnet-1'],
    securityGroupIds: ['sg-1'],
    ec2KeyPair: 'key',
    launchTemplate: { launchTemplateName: 't' },
    ec2Configuration: [{ imageType: 'ECS_AL2023' }],
  };
  const update = (change: ComputeResourceUpdate, usesServiceLinkedRole = true): ComputeResource =>
    updateComputeResources(before, change, usesServiceLinkedRole);

  it('keeps what is not named', () => {
    assert.deepEqual(update({ maxvCpus: 16 }), { ...before, maxvCpus: 16 });
    assert.deepEqual(update({ type: 'SPOT' }), { ...before, type: 'SPOT' });
  });

  it('takes away what is set to an empty string, and keeps no order to update the image', () => {
    const after = update({
      ec2KeyPair: '',
      launchTemplate: { launchTemplateName: '' },
      updateToLatestImageVersion: true,
    });
    const { ec2KeyPair, launchTemplate, ...rest } = before;
    assert.ok(ec2KeyPair && launchTemplate);
    assert.deepEqual(after, rest);
  });

  it('moves desiredvCpus with the bounds', () => {
    assert.equal(update({ minvCpus: 6 }).desiredvCpus, 6);
    assert.equal(update({ maxvCpus: 2 }).desiredvCpus, 2);
    assert.equal(update({ desiredvCpus: 8 }).desiredvCpus, 8);
    assert.throws(() => update({ desiredvCpus: 3 }), /is 4 and cannot become 3/);
    assert.throws(() => update({ minvCpus: 9 }), /minvCpus \(9\) must not be greater than maxvCpus \(8\)/);
  });

  it('replaces instances only with the service-linked role', () => {
    assert.deepEqual(update({ instanceTypes: ['m5'] }).instanceTypes, ['m5']);
    assert.throws(() => update({ instanceTypes: ['m5'] }, false), /instanceTypes cannot be updated/);
    update({ instanceTypes: ['c5'], maxvCpus: 9 }, false);
  });

  it('judges what comes out as a new environment', () => {
    assert.throws(() => update({ subnets: [] }), /subnets must have 1 to 16 entries/);
    assert.throws(() => update({ allocationStrategy: 'SPOT_CAPACITY_OPTIMIZED' }), /only for SPOT, not for EC2/);
    assert.throws(() => update({ allocationStrategy: 'BEST_FIT' as 'BEST_FIT_PROGRESSIVE' }), /must be one of/);
    assert.throws(() => update({ type: 'FARGATE' }), /cannot change from EC2 to FARGATE/);
    assert.throws(() => update({}), /At least one compute-resources attribute/);
  });
});
