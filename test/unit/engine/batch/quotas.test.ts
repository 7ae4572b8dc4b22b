import assert from 'node:assert/strict';
import { deleteComputeEnvironment } from '../../../../src/engine/batch/operations/deleteComputeEnvironment';
import { updateComputeEnvironment } from '../../../../src/engine/batch/operations/updateComputeEnvironment';
import { BatchWorld } from '../../../support/batchWorld';

describe('quotas of a region', () => {
  it('are 50 compute environments and 50 queues, as on AWS; what is deleted no longer counts', () => {
    const world = new BatchWorld();
    const name = (index: number): string => `n${index}`;
    for (let index = 0; index < 50; index += 1) world.environment(name(index), 1);
    assert.throws(() => world.environment('n50', 1), /There are 50 compute environments in this region.*delete one/);
    for (let index = 0; index < 50; index += 1) world.queue(name(index), ['n0']);
    assert.throws(() => world.queue('n50', ['n0']), /There are 50 job queues in this region/);
    updateComputeEnvironment({ computeEnvironment: 'n49', state: 'DISABLED' }, world.context);
    deleteComputeEnvironment({ computeEnvironment: 'n49' }, world.context);
    world.environment('n50', 1);
    world.close();
  });
});
